"""``observe import-roster`` and ``import-rubric`` as an administrator calls them, on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from observe.config import UnusableSettings
from observe.data import shipped_rubrics
from observe.errors import DatabaseBehind, FaultyFile, MuchEnds, VersionTaken, WhichMunicipality
from observe.models.people import Appointment, Person
from observe.models.rubrics import RubricVersion
from tests.exchange import rosters


@pytest.fixture
def roster(tmp_path) -> Path:
    return rosters.written(tmp_path / "roster", rosters.tables())


def n(model: type):
    return select(func.count()).select_from(model)


def test_dry_run_shows_the_difference_and_writes_nothing(run, ask, roster):
    shown = run("import-roster", roster, "--dry-run")
    assert shown.exit_code == 0
    assert "new: 6 person" in shown.output
    assert "Tom Nord, teacher, Sofiendal" in shown.output
    assert ask(n(Person)) == 0


def test_import_asks_before_it_writes(run, ask, roster):
    assert "Written." not in run("import-roster", roster, answer="n\n").output
    assert ask(n(Person)) == 0
    assert "Written." in run("import-roster", roster, answer="y\n").output
    assert ask(n(Person)) == 6


def test_second_import_changes_nothing(run, ask, roster):
    run("import-roster", roster, "--yes")
    again = run("import-roster", rosters.zipped(roster), "--yes")
    assert "Nothing differs." in again.output
    assert ask(n(Appointment)) == 6


def test_faults_are_listed_and_nothing_is_written(run, ask, roster):
    users = roster / "users.csv"
    users.write_text(users.read_text().replace(",Tom,", ",,"))
    refused = run("import-roster", roster, "--yes")
    assert isinstance(refused.exception, FaultyFile)
    assert "problem: users.csv:3, givenName: A value is missing. [missing_value]" in refused.output
    assert ask(n(Person)) == 0


def test_much_that_ends_waits_for_its_number(run, ask, roster, tmp_path):
    run("import-roster", roster, "--yes")
    made = rosters.tables()
    made["roles"] = [row for row in made["roles"] if row["userSourcedId"] != "tara"]
    made["users"] = [row for row in made["users"] if row["sourcedId"] != "tara"]
    smaller = rosters.written(tmp_path / "smaller", made)
    still_open = n(Appointment).where(Appointment.ends_on.is_(None))
    for confirmed in ((), ("--confirm-ends", 2)):
        refused = run("import-roster", smaller, "--yes", *confirmed)
        assert isinstance(refused.exception, MuchEnds)
        assert "Tara Nord, teacher, Sofiendal" in refused.output
        assert ask(still_open) == 6
    assert run("import-roster", smaller, "--yes", "--confirm-ends", 1).exit_code == 0
    assert ask(still_open) == 5


def test_rubric_comes_in_once(run, ask, roster):
    run("import-roster", roster, "--yes")
    (file,) = shipped_rubrics()
    assert "taken in" in run("import-rubric", file).output
    assert "here already" in run("import-rubric", file).output
    assert ask(n(RubricVersion)) == 1


def test_rubric_version_never_changes(run, ask, roster, tmp_path):
    run("import-roster", roster, "--yes")
    (file,) = shipped_rubrics()
    run("import-rubric", file)
    other = tmp_path / "other.yaml"
    other.write_text(file.read_text().replace("Ro og rammer", "Ro og orden"))
    assert isinstance(run("import-rubric", other).exception, VersionTaken)
    assert ask(n(RubricVersion)) == 1


def test_rubric_needs_a_municipality(run):
    assert isinstance(run("import-rubric", *shipped_rubrics()).exception, WhichMunicipality)


def test_faults_of_a_rubric_are_listed_by_line_and_field(run, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("key: mine\nversion: 1\ntitle: {da: Ro}\n")
    refused = run("import-rubric", file)
    assert isinstance(refused.exception, FaultyFile)
    assert "problem: mine.yaml:3, title.en: The English text is missing. [missing_language]" in refused.output


def test_database_that_is_behind_is_named(run, roster, tmp_path):
    empty = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    assert isinstance(run("import-roster", roster, OBSERVE_DATABASE_URL=empty).exception, DatabaseBehind)


def test_demo_is_refused_in_production(run):
    home = {"OBSERVE_MODE": "production", "OBSERVE_BASE_URL": "https://observe.example"}
    assert isinstance(run("demo", **home).exception, UnusableSettings)
