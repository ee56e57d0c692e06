"""The loss catalogue and the lists of planted bugs say what is there: each test, each part, each promise."""

import re
from pathlib import Path

from tests.mutants import MUTANTS, OF_THE_TABLET, PARTS
from tests.planting import misfits

ROOT = Path(__file__).parents[2]
CATALOGUE = (ROOT / "docs/loss-catalogue.md").read_text(encoding="utf-8")
N_INVARIANTS = 18
TABLET_BUGS = re.compile(r"^\s*bug: '(.*)',$", re.MULTILINE)


def rows(text: str) -> list[list[str]]:
    """Cells of every row of the tables, without headings."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| what was lost")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def is_there(named: str) -> bool:
    """``path::function`` or ``path.test.js: title``; titles made in a loop are found by their fixed words."""
    path, _, title = named.partition("::") if "::" in named else named.partition(": ")
    file = ROOT / path
    if not file.exists():
        return False
    text = file.read_text(encoding="utf-8")
    return f"def {title}(" in text if "::" in named else f"('{title}'" in text


def tablet_bugs() -> set[str]:
    return set(TABLET_BUGS.findall((ROOT / "tests/js/model/mutants.mjs").read_text(encoding="utf-8")))


def test_no_cell_of_the_catalogue_is_empty():
    assert len(rows(CATALOGUE)) > 40
    assert [row for row in rows(CATALOGUE) if len(row) != 3 or not all(row)] == []


def test_every_class_of_loss_has_a_test_that_exists():
    named = [(row[0], name) for row in rows(CATALOGUE) for name in re.findall(r"`([^`]+)`", row[2])]
    assert [what for what, name in named if not is_there(name)] == []
    assert {what for what, _ in named} == {row[0] for row in rows(CATALOGUE)}


def test_every_manual_check_that_is_named_exists():
    headings = re.findall(r"^## (.+)$", (ROOT / "docs/devices.md").read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"devices\.md#([\w-]+)", CATALOGUE)) <= anchors


def test_every_planted_bug_fits_the_code():
    assert misfits() == []


def test_every_planted_bug_names_a_test_that_exists():
    assert [mutant.bug for mutant in MUTANTS if not (ROOT / mutant.test.partition("::")[0]).exists()] == []


def test_every_part_and_every_promise_has_a_planted_bug():
    known = tablet_bugs() | {mutant.bug for mutant in MUTANTS}
    assert set(PARTS.values()) | set(OF_THE_TABLET.values()) <= known
    held = {number for mutant in MUTANTS for number in mutant.invariants} | set(OF_THE_TABLET)
    assert held == set(range(1, N_INVARIANTS + 1))


def test_the_document_lists_the_planted_bugs_of_every_promise():
    told = re.findall(r"^\| (\d+) \| .+ \| (.+) \|$", (ROOT / "docs/sync.md").read_text(encoding="utf-8"), re.MULTILINE)
    planted = {
        number: [one.bug for one in MUTANTS if number in one.invariants] for number in range(1, N_INVARIANTS + 1)
    }
    for number, bug in OF_THE_TABLET.items():
        planted[number].append(bug)
    assert {int(number): bugs.split("; ") for number, bugs in told} == planted


def test_what_is_not_there_is_found():
    assert not is_there("tests/proof/test_catalogue.py::test_of_nothing")
    assert not is_there("tests/js/offline/core.test.js: nothing is tested")
    assert not is_there("tests/nowhere.py::test_of_nothing")
