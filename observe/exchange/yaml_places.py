"""Reads a YAML file field by field and remembers the line of everything that does not fit.

Each question (``text``, ``whole``, ``fields`` ...) answers with the value, or notes a fault and answers with a
harmless value of the same kind, so that one reading finds all faults.
"""

import re
from collections.abc import Iterable

import yaml
from flask_babel import lazy_gettext as _l
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from observe.exchange.faults import Fault, Sentence

MISSING = {"da": _l("The Danish text is missing."), "en": _l("The English text is missing.")}
LANGUAGES = tuple(MISSING)
# Nobody writes a rubric this long; the parser is not asked to try.
MAX_BYTES = 2_000_000
CODE = re.compile(r"[a-z][a-z0-9_]{0,31}")


class YamlPlaces:
    """The faults found in one file so far, and the questions that find them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def open(self, source: bytes) -> Node | None:
        """The root of the file, or None with a fault if it is too large, no UTF-8 or no YAML."""
        if len(source) > MAX_BYTES:
            return self._refuse(None, "", "too_large", _l("The file is larger than 2 MB."))
        try:
            text = source.decode("utf-8-sig")
            # An alias repeats a part of the file: a few lines could unfold into gigabytes.
            for event in yaml.parse(text, yaml.SafeLoader):
                if isinstance(event, yaml.AliasEvent):
                    line = event.start_mark.line + 1
                    return self._refuse(line, "", "alias", _l("Aliases (*name) are not used here."))
            return yaml.compose(text, yaml.SafeLoader)
        except UnicodeDecodeError as error:
            line = source.count(b"\n", 0, error.start) + 1
            return self._refuse(line, "", "not_utf8", _l("The file is not UTF-8. Save it as UTF-8."))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else None
            problem = getattr(error, "problem", None) or str(error)
            return self._refuse(line, "", "not_yaml", _l("The line is not YAML: %(problem)s.", problem=problem))

    def fault(self, node: Node, field: str, code: str, sentence: Sentence) -> None:
        self._refuse(node.start_mark.line + 1, field, code, sentence)

    def _refuse(self, line: int | None, field: str, code: str, sentence: Sentence) -> None:
        self.faults.append(Fault(self.file, line, field, code, sentence))

    def fields(
        self, node: Node | None, path: str, required: Iterable[str], optional: Iterable[str] = ()
    ) -> dict[str, Node]:
        """The known fields of a mapping; what is missing, unknown or there twice is noted."""
        if node is None:
            return {}
        found = self.entries(node, path)
        required, known = list(required), {*required, *optional}
        for name, value in found.items():
            if name not in known:
                self.fault(value, _join(path, name), "unknown_field", _l("This field is not known."))
        for name in required:
            if name not in found:
                self.fault(node, _join(path, name), "missing_field", _l("This field is missing."))
        return {name: value for name, value in found.items() if name in known}

    def entries(self, node: Node, path: str) -> dict[str, Node]:
        """A mapping's values by key, the keys as written; ``{}`` with a fault for anything else."""
        if not isinstance(node, MappingNode):
            self.fault(node, path, "not_fields", _l("Fields with names are expected here, as in “name: value”."))
            return {}
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else "?"
            if name in found:
                self.fault(key, _join(path, name), "twice", _l("This field stands here twice."))
            found[name] = value
        return found

    def members(self, node: Node | None, path: str) -> list[Node]:
        """The members of a list; an empty list is a fault."""
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.fault(node, path, "not_list", _l("A list is expected here, each line with “- ” in front."))
            return []
        if not node.value:
            self.fault(node, path, "empty", _l("The list is empty."))
        return node.value

    def text(self, node: Node | None, path: str) -> str:
        if node is None:
            return ""
        is_null = isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:null"
        if not is_null and not (isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:str"):
            self.fault(node, path, "not_text", _l("Text is expected here. Put it in quotation marks."))
            return ""
        if is_null or not node.value.strip():
            self.fault(node, path, "empty", _l("The text is empty."))
            return ""
        return node.value.strip()

    def code(self, node: Node | None, path: str) -> str:
        """A short name for machines; empty with a fault if it is none."""
        code = self.text(node, path)
        if code and not CODE.fullmatch(code):
            self.fault(
                node, path, "not_code", _l("A code is up to 32 small letters a–z, digits and _, a letter first.")
            )
        return code

    def whole(self, node: Node | None, path: str, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included; ``low`` with a fault for anything else."""
        if node is None:
            return low
        digits = node.value if isinstance(node, ScalarNode) else ""
        if node.tag == "tag:yaml.org,2002:int" and digits.isdecimal() and low <= int(digits) <= high:
            return int(digits)
        sentence = _l("A whole number from %(low)s to %(high)s is expected here.", low=low, high=high)
        self.fault(node, path, "not_number", sentence)
        return low

    def both(self, node: Node | None, path: str) -> dict[str, str]:
        """A text in every language, as ``{"da": text, "en": text}``."""
        if node is None:
            return dict.fromkeys(LANGUAGES, "")
        if isinstance(node, ScalarNode):
            sentence = _l("The text is expected in Danish and English, as {da: …, en: …}.")
            self.fault(node, path, "no_languages", sentence)
            return dict.fromkeys(LANGUAGES, "")
        found = self.fields(node, path, (), LANGUAGES)
        for language, sentence in MISSING.items():
            if isinstance(node, MappingNode) and language not in found:
                self.fault(node, _join(path, language), "missing_language", sentence)
        return {language: self.text(found.get(language), _join(path, language)) for language in LANGUAGES}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
