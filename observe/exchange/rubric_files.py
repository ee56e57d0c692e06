"""Rubric files: YAML that people edit in, the one JSON that tablets and pages use out. Knows no particular rubric."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from yaml.nodes import Node

from observe.exchange.faults import Fault, in_order
from observe.exchange.yaml_places import YamlPlaces

# One byte holds a packed level; nine is also the last that one key on a keyboard reaches.
MIN_LEVELS, MAX_LEVELS = 2, 9
MAX_VERSION = 9999

REQUIRED = ("key", "version", "title", "levels", "not_observed", "domains")
OPTIONAL_TEXTS = ("description", "license_text", "rating_rule", "small_groups")
OPTIONAL = (*OPTIONAL_TEXTS, "license", "sources", "quantities", "phases", "rater_rules")


@dataclass(frozen=True)
class RubricReading:
    """What a rubric file holds. With faults there is no rubric; without, ``body`` is what is stored and hashed."""

    faults: tuple[Fault, ...]
    rubric: dict[str, Any] | None = None
    body: bytes = b""
    content_hash: str = ""


def read_rubric(source: bytes, file: str = "rubric.yaml") -> RubricReading:
    """Read one rubric version.

    The rubric is ``{key, version, title, levels: [{level, label, rule}], domains: [{code, indicators: [...]}], ...}``;
    texts are ``{"da": text, "en": text}``, descriptors a list in the order of the levels. Optional texts that the
    file leaves out are None, optional lists ``[]``.
    """
    places = YamlPlaces(file)
    root = places.open(source)
    if root is None:
        if not places.faults:
            places.faults.append(Fault(file, None, "", "empty", _l("The file is empty.")))
        return RubricReading(in_order(places.faults))
    rubric = _RubricReader(places).rubric(root)
    if places.faults:
        return RubricReading(in_order(places.faults))
    body = json.dumps(rubric, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return RubricReading((), rubric, body, hashlib.sha256(body).hexdigest())


class _RubricReader:
    """Walks the file from the top; what later parts refer to (levels, phases, codes) is read before them."""

    def __init__(self, places: YamlPlaces) -> None:
        self.places = places
        self.n_levels = 0
        self.phases: dict[str, dict[str, str]] = {}
        self.codes: dict[str, int] = {}
        self.indicators: set[str] = set()

    def rubric(self, root: Node) -> dict[str, Any]:
        ask, top = self.places, self.places.fields(root, "", REQUIRED, OPTIONAL)
        levels = self._levels(top.get("levels"))
        phases = top.get("phases")
        if phases is not None:
            entries = ask.entries(phases, "phases")
            self.phases = {code: ask.both(node, f"phases.{code}") for code, node in entries.items()}
        domains = self._domains(top.get("domains"))
        return {
            "key": self._key(top.get("key")),
            "version": ask.whole(top.get("version"), "version", 1, MAX_VERSION),
            "title": ask.both(top.get("title"), "title"),
            **{name: ask.both(top[name], name) if name in top else None for name in OPTIONAL_TEXTS},
            "license": ask.text(top["license"], "license") if "license" in top else None,
            "sources": [self._source(node, path) for node, path in self._listed(top, "sources")],
            "levels": levels,
            "not_observed": self._label_and_rule(top.get("not_observed"), "not_observed"),
            "quantities": [self._quantity(node, path) for node, path in self._listed(top, "quantities")],
            "phases": self.phases,
            "rater_rules": [self._rater_rule(node, path) for node, path in self._listed(top, "rater_rules")],
            "domains": domains,
        }

    def _listed(self, parent: dict[str, Node], name: str, path: str = "") -> list[tuple[Node, str]]:
        """The members of an optional list, each with its path, as ``sources.2``."""
        members = self.places.members(parent.get(name), f"{path}{name}")
        return [(node, f"{path}{name}.{number}") for number, node in enumerate(members, 1)]

    def _key(self, node: Node | None) -> str:
        key = self.places.text(node, "key")
        if key and not (key.replace("-", "").isalnum() and key.isascii() and len(key) <= 64):
            sentence = _l("A key is up to 64 letters a–z, digits and hyphens.")
            self.places.fault(node, "key", "not_key", sentence)
        return key

    def _label_and_rule(self, node: Node | None, path: str) -> dict[str, Any]:
        both = self.places.fields(node, path, ("label", "rule"))
        return {name: self.places.both(both.get(name), f"{path}.{name}") for name in ("label", "rule")}

    def _levels(self, node: Node | None) -> list[dict[str, Any]]:
        if node is None:
            return []
        found = self.places.entries(node, "levels")
        self.n_levels = max(len(found), MIN_LEVELS)
        if not MIN_LEVELS <= len(found) <= MAX_LEVELS or list(found) != [str(n) for n in range(1, len(found) + 1)]:
            sentence = _l("Levels are numbered 1, 2, 3 and so on, from two to nine of them, the lowest first.")
            self.places.fault(node, "levels", "levels", sentence)
        return [
            {"level": number, **self._label_and_rule(value, f"levels.{level}")}
            for number, (level, value) in enumerate(found.items(), 1)
        ]

    def _source(self, node: Node, path: str) -> dict[str, Any]:
        found = self.places.fields(node, path, ("name", "note"))
        return {
            "name": self.places.text(found.get("name"), f"{path}.name"),
            "note": self.places.both(found.get("note"), f"{path}.note"),
        }

    def _quantity(self, node: Node, path: str) -> dict[str, Any]:
        found = self.places.fields(node, path, ("da", "en", "meaning"))
        words = {language: self.places.text(found.get(language), f"{path}.{language}") for language in ("da", "en")}
        return {**words, "meaning": self.places.both(found.get("meaning"), f"{path}.meaning")}

    def _rater_rule(self, node: Node, path: str) -> dict[str, Any]:
        found = self.places.fields(node, path, ("da", "en"), ("indicators",))
        rule: dict[str, Any] = {
            language: self.places.text(found.get(language), f"{path}.{language}") for language in ("da", "en")
        }
        rule["indicators"] = self._codes_of(found, "indicators", path, self.indicators)
        return rule

    def _codes_of(self, parent: dict[str, Node], name: str, path: str, known: set[str] | dict[str, Any]) -> list[str]:
        """A list of codes that stand elsewhere in the file."""
        codes = []
        for node, at in self._listed(parent, name, f"{path}."):
            code = self.places.code(node, at)
            if code and code not in known:
                sentence = _l("“%(code)s” stands nowhere in this file.", code=code)
                self.places.fault(node, at, "unknown_code", sentence)
            codes.append(code)
        return codes

    def _own_code(self, parent: dict[str, Node], path: str) -> str:
        """The code of a domain or an indicator; both share one namespace."""
        node = parent.get("code")
        code = self.places.code(node, f"{path}.code")
        if code in self.codes:
            sentence = _l("The code “%(code)s” is already used on line %(line)s.", code=code, line=self.codes[code])
            self.places.fault(node, f"{path}.code", "duplicate_code", sentence)
        elif code:
            self.codes[code] = node.start_mark.line + 1
        return code

    def _domains(self, node: Node | None) -> list[dict[str, Any]]:
        return [
            self._domain(member, f"domains.{number}")
            for number, member in enumerate(self.places.members(node, "domains"), 1)
        ]

    def _domain(self, node: Node, path: str) -> dict[str, Any]:
        ask, found = self.places, self.places.fields(node, path, ("code", "title", "indicators"), ("description",))
        code = self._own_code(found, path)
        path = code or path
        return {
            "code": code,
            "title": ask.both(found.get("title"), f"{path}.title"),
            "description": ask.both(found["description"], f"{path}.description") if "description" in found else None,
            "indicators": [self._indicator(node, at) for node, at in self._listed(found, "indicators", f"{path}.")],
        }

    def _indicator(self, node: Node, path: str) -> dict[str, Any]:
        required = ("code", "title", "short", "meaning", "descriptors")
        ask, found = self.places, self.places.fields(node, path, required, ("theme", "needs", "look_fors"))
        code = self._own_code(found, path)
        path = f"{path.split('.')[0]}.{code}" if code else path
        self.indicators.add(code)
        return {
            "code": code,
            **{name: ask.both(found.get(name), f"{path}.{name}") for name in ("title", "short", "meaning")},
            "theme": ask.code(found["theme"], f"{path}.theme") if "theme" in found else None,
            "needs": self._codes_of(found, "needs", path, self.phases),
            "look_fors": [ask.both(sign, at) for sign, at in self._listed(found, "look_fors", f"{path}.")],
            "descriptors": self._descriptors(found.get("descriptors"), f"{path}.descriptors"),
        }

    def _descriptors(self, node: Node | None, path: str) -> list[dict[str, str]]:
        """One text a level, the lowest first."""
        levels = [str(level) for level in range(1, self.n_levels + 1)]
        found = self.places.fields(node, path, levels)
        return [self.places.both(found.get(level), f"{path}.{level}") for level in levels]
