"""Documents say what is there: each setting, each refusal; translations are whole; nothing of one machine is in git."""

import importlib
import pkgutil
import re
import subprocess
from dataclasses import fields
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from catalogues import Disagreement, merged
from observe import errors
from observe.config import Settings
from tests.architecture.source import ROOT, modules

KEYWORDS = {"_": None, "_l": None, "N_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
# An address of a registry would tie the locks to one mirror.
ADDRESS = re.compile(r"https?://")
LOCKS = ("requirements/run.txt", "requirements/test.txt", "requirements/node.txt", "package-lock.json", ".npmrc")
# Folders of somebody's machine, and what stands beside the checkout there.
MACHINE = re.compile(r"(?<![\w.}>*])/(?:work|root|home|Users|farm)/[a-z]|\.\./shared")
TEXT = (".py", ".js", ".mjs", ".css", ".scss", ".html", ".md", ".toml", ".json", ".yaml", ".po", ".txt", "dev", "run")


@cache
def merged_danish() -> Catalog:
    return merged("da")


def catalogue() -> list[type[errors.Refusal]]:
    for part in pkgutil.iter_modules(errors.__path__):
        importlib.import_module(f"observe.errors.{part.name}")
    found = [errors.Refusal]
    for kind in found:
        found.extend(kind.__subclasses__())
    return found


def undocumented(names: list[str], text: str) -> list[str]:
    """Names that do not stand in a text between backticks, whole or as a suffix such as `_PORT`."""
    quoted = set(re.findall(r"`([^`]+)`", text))
    return [name for name in names if name not in quoted and not any(name.endswith(s) for s in quoted if s[0] == "_")]


def test_every_setting_is_documented():
    modules()
    names = [f"OBSERVE_{field.name.upper()}" for field in fields(Settings)]
    assert undocumented(names, (ROOT / "docs/operations.md").read_text()) == []


def test_every_refusal_has_a_code_of_its_own():
    codes = [kind.code for kind in catalogue()]
    assert sorted(codes) == sorted(set(codes))


def test_the_table_of_refusals_is_the_catalogue():
    told = {line for line in (ROOT / "docs/refusals.md").read_text().splitlines() if line.startswith("| `")}
    assert told == {f"| `{kind.code}` | {kind.status} | {kind.sentence} |" for kind in catalogue()}


def test_every_source_text_has_a_danish_one():
    said = extract_from_dir(ROOT / "observe", METHODS, keywords=KEYWORDS)
    danish = merged_danish()
    missing = {
        f"{file}:{line} {message!r}"
        for file, line, message, _comments, context in said
        if not is_translated(danish, message[0] if isinstance(message, tuple) else message, context)
    }
    assert sorted(missing) == []


def is_translated(danish, message: str, context: str | None) -> bool:
    found = danish.get(message, context)
    texts = _texts(found)
    return bool(texts) and all(texts)


def _texts(found) -> list[str]:
    return [*found.string] if found and isinstance(found.string, list | tuple) else [found.string] if found else []


class Anything(dict):
    """Has every placeholder."""

    def __missing__(self, key: str) -> int:
        return 1


def test_every_text_of_a_template_can_be_filled_in():
    """A template's text is always filled in, so a per cent sign that stands for itself is written twice."""
    for _file, _line, message, _comments, context in extract_from_dir(ROOT / "observe", METHODS[1:], keywords=KEYWORDS):
        found = merged_danish().get(message[0] if isinstance(message, tuple) else message, context)
        for text in (*([message] if isinstance(message, str) else message), *_texts(found)):
            assert text % Anything()


def test_rooms_that_translate_one_text_differently_are_found(tmp_path):
    parts = tmp_path / "parts" / "da"
    parts.mkdir(parents=True)
    for room, word in (("teacher", "Læst"), ("leadership", "Set")):
        (parts / f"{room}.po").write_text(f'msgid "Read"\nmsgstr "{word}"\n')
    with pytest.raises(Disagreement, match="Read"):
        merged("da", tmp_path)


@pytest.mark.parametrize("name", LOCKS)
def test_locks_carry_no_addresses(name):
    assert ADDRESS.findall((ROOT / name).read_text()) == []


def test_nothing_of_one_machine_is_in_git():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    ours = [name for name in listed if name.endswith(TEXT) and (ROOT / name).exists() and "architecture" not in name]
    faults = [f"{name}: {hit}" for name in ours for hit in MACHINE.findall((ROOT / name).read_text())]
    assert faults == []


def test_the_rules_find_bad_examples():
    assert undocumented(["OBSERVE_MODE", "OBSERVE_SMTP_PORT"], "`OBSERVE_SMTP_HOST`, `_PORT`") == ["OBSERVE_MODE"]
    assert ADDRESS.search('"resolved": "https://mirror.example/x.tgz"')
    assert MACHINE.search('open("/root/x")')
    assert MACHINE.search("see ../shared/design")
    assert not MACHINE.search('href="{{ base }}/home/page.html"')
    assert not is_translated(merged("da"), "A text that nobody ever wrote", None)
