"""What a tablet sent before the roster or the rubric knew it is let in by the import that brings what it waited for."""

import json

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from observe.data import shipped_rubrics
from observe.models.base import uuid7
from observe.models.engine import WRITES
from observe.models.observations import Observation
from observe.models.people import Person
from observe.models.schools import School
from observe.models.versions import Carrier, Quarantined, accept, by_roster, open_envelopes
from observe.models.versions.envelopes import envelope_of
from tests import factories as make
from tests.databases import engine_on
from tests.exchange import rosters


@pytest.fixture
def push(database_url):
    """``push("olga", "tara")``: a visit at Sofiendal from Olga's tablet; the answer's status and code."""
    with engine_on(database_url) as engine:

        def push(author_name: str, teacher_name: str) -> tuple[str, str | None]:
            with engine.connect().execution_options(**WRITES) as connection, Session(connection) as session:
                author, teacher = (
                    session.scalars(select(Person).filter_by(source_id=n)).one() for n in (author_name, teacher_name)
                )
                school = session.scalars(select(School).filter_by(source_id="sofiendal")).one()
                device = make.make_enrolment(session, author, str(uuid7())).device_id
                body = make.make_body(author, make.make_payload(school, teacher, None), device_id=str(device))
                arrivals = open_envelopes([envelope_of(uuid7(), json.dumps(body))])
                facts = {"municipality_id": author.municipality_id, "judge": by_roster, "at": make.LESSON_AT}
                (result,) = accept(connection, carrier=Carrier(author.id, device), arrivals=arrivals, **facts)
                connection.commit()
            return result.status, result.code

        yield push


def import_roster(run, folder, made) -> None:
    assert run("import-roster", rosters.written(folder, made), "--yes").exit_code == 0


def test_roster_that_brings_the_appointment_lets_the_observation_in(run, ask, push, tmp_path):
    import_roster(run, tmp_path / "first", rosters.tables())
    run("import-rubric", *shipped_rubrics())
    assert push("olga", "liam") == ("quarantined", "unknown_teacher")
    made = rosters.tables()
    made["roles"].append(rosters.role("liam", "teacher", "sofiendal"))
    import_roster(run, tmp_path / "second", made)
    assert ask(select(func.count()).select_from(Observation)) == 1
    assert ask(select(func.count()).where(Quarantined.resolved_at.is_(None))) == 0


def test_rubric_that_comes_in_lets_the_observation_in(run, ask, push, tmp_path):
    import_roster(run, tmp_path / "first", rosters.tables())
    assert push("olga", "tom") == ("quarantined", "unknown_rubric")
    assert run("import-rubric", *shipped_rubrics()).exit_code == 0
    assert ask(select(func.count()).select_from(Observation)) == 1
