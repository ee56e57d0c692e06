"""Ways out of quarantine: what it waited for comes, it is accepted as it is, or a teacher is put in."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from observe.errors import NotRepairable
from observe.models.base import uuid7
from observe.models.observations import Observation
from observe.models.people import Appointment, Enrolment
from observe.models.rubrics import RubricVersion
from observe.models.versions import (
    FeedEvent,
    Quarantined,
    Version,
    accept_as_is,
    broken_link,
    by_roster,
    judge_waiting,
    map_teacher,
)  # fmt: skip
from tests import factories as make
from tests.models.versions.store import ARRIVAL, envelope

LATER = ARRIVAL + timedelta(days=1)


def judge_again(store) -> int:
    return store.write(judge_waiting, judge=by_roster, at=LATER)


def kinds(store) -> list[str]:
    return [event.kind for event in sorted(store.rows(FeedEvent), key=lambda event: event.seq)]


def take_rubric_away(store) -> dict[str, object]:
    """The rubric's row, taken out of the store as if it had never come."""
    columns = RubricVersion.__table__.columns
    with store.engine.begin() as connection:
        row = dict(connection.execute(select(*columns)).mappings().one())
        connection.execute(delete(RubricVersion))
    return row


def test_a_rubric_that_comes_lets_in_what_waited(store):
    row = take_rubric_away(store)
    sent = [envelope(store.body()) for _ in range(3)]
    assert [result.code for result in store.push(*sent)] == ["unknown_rubric"] * 3
    assert judge_again(store) == 0
    with store.engine.begin() as connection:
        connection.execute(insert(RubricVersion).values(row))
    assert judge_again(store) == 3
    assert judge_again(store) == 0
    assert kinds(store) == ["quarantined"] * 3 + ["repaired"] * 3 + ["shared"] * 3
    assert [result.status for result in store.push(*sent)] == ["already"] * 3
    with store.engine.connect() as connection:
        assert broken_link(connection, store.home) is None


def test_what_was_let_in_keeps_its_arrival_and_its_bytes(store):
    row = take_rubric_away(store)
    sent = envelope(store.body())
    store.push(sent)
    with store.engine.begin() as connection:
        connection.execute(insert(RubricVersion).values(row))
    judge_again(store)
    kept = store.rows(Version)[0]
    assert (kept.received_at, bytes(kept.body)) == (ARRIVAL, sent["body"].encode())
    assert store.rows(Quarantined)[0].resolved_at == LATER


def test_another_fault_behind_the_first_is_named(store):
    row = take_rubric_away(store)
    store.push(envelope(store.body(payload=store.payload(ratings={"voices": {"level": 9}}))))
    with store.engine.begin() as connection:
        connection.execute(insert(RubricVersion).values(row))
    assert judge_again(store) == 0
    assert store.rows(Quarantined)[0].code == "invalid_field"


@pytest.mark.parametrize(("starts_on", "ends_on", "status"), [
    (None, None, "stored"), (date(2026, 11, 25), None, "stored"), (date(2026, 11, 26), None, "quarantined"),
    (None, date(2026, 11, 23), "stored"), (None, date(2026, 11, 22), "quarantined"),
])  # fmt: skip
def test_permission_is_that_of_the_day_of_the_lesson(sqlite_store, starts_on, ends_on, status):
    store = sqlite_store
    appoint(store, "liam", starts_on=starts_on, ends_on=ends_on)
    result = store.push(envelope(store.body("liam")), by="liam", at=ARRIVAL + timedelta(days=30))[0]
    assert result.status == status


def appoint(store, name: str, role: str = "leader", **days) -> None:
    with Session(store.engine) as session:
        row = Appointment(
            municipality_id=store.home, person_id=store.people[name].id, school_id=store.school.id, role=role, **days
        )
        session.add(row)
        session.commit()


def test_an_appointment_that_comes_lets_in_what_waited(sqlite_store):
    store = sqlite_store
    sent = envelope(store.body("liam"))
    assert store.push(sent, by="liam")[0].code == "no_permission"
    appoint(store, "liam")
    assert judge_again(store) == 1
    assert store.push(sent, by="liam")[0].status == "already"


def test_a_teacher_of_another_school_waits_for_the_roster(sqlite_store):
    store = sqlite_store
    assert store.push(envelope(store.body(payload=store.payload("liam"))))[0].code == "unknown_teacher"
    appoint(store, "liam", "teacher")
    assert judge_again(store) == 1


def test_of_two_contents_that_waited_the_earlier_is_let_in(sqlite_store):
    store, vid = sqlite_store, uuid7()
    row = take_rubric_away(store)
    body = store.body()
    first, other = envelope(body, vid), envelope({**body, "tz": "UTC"}, vid)
    store.push(first, other)
    with store.engine.begin() as connection:
        connection.execute(insert(RubricVersion).values(row))
    assert judge_again(store) == 1
    assert store.rows(Version)[0].sha256 == first["sha256"]
    assert {row.code for row in store.rows(Quarantined) if row.resolved_at is None} == {"other_content"}


def test_accepting_as_it_is_admits_the_same_bytes(store):
    sent = envelope(store.body("liam"))
    store.push(sent, by="liam")
    by = store.people["ana"].id
    store.write(accept_as_is, vid=sent["vid"], sha256=sent["sha256"], by=by, judge=by_roster, at=LATER)
    assert kinds(store) == ["quarantined", "repaired", "shared"]
    assert store.counted(Observation) == 1
    row = store.rows(Quarantined)[0]
    assert (row.resolved_by, row.resolved_at) == (by, LATER)
    assert store.push(sent, by="liam")[0].status == "already"


@pytest.mark.parametrize("change", [{"rubric": "0" * 64}, {"schema": 9}, {"payload": {}}])
def test_what_is_wrong_in_itself_is_not_accepted_as_it_is(sqlite_store, change):
    store = sqlite_store
    sent = envelope(store.body() | change)
    store.push(sent)
    with pytest.raises(NotRepairable):
        store.write(accept_as_is, vid=sent["vid"], sha256=sent["sha256"], by=None, judge=by_roster, at=LATER)
    assert store.counted(Version) == 0


def test_what_is_not_in_quarantine_cannot_be_repaired(sqlite_store):
    with pytest.raises(NotRepairable, match="not in quarantine"):
        sqlite_store.write(accept_as_is, vid="x", sha256="y", by=None, judge=by_roster, at=LATER)


def test_a_mapped_teacher_makes_a_new_version_beside_the_bytes(store):
    sent = envelope(store.body(payload=store.payload(teacher={"id": None, "name": "Tom fra 4.b"})))
    store.push(sent)
    teacher = {"id": str(store.people["tom"].id), "name": store.people["tom"].name}
    named = {"vid": sent["vid"], "sha256": sent["sha256"], "by": store.people["ana"].id}
    made = store.write(map_teacher, **named, teacher=teacher, judge=by_roster, at=LATER)
    version = store.rows(Version)[0]
    body = json.loads(bytes(version.body))
    assert (version.vid, body["parents"], body["repaired_by"]) == (made, [sent["vid"]], str(store.people["ana"].id))
    assert (version.author_id, body["payload"]["teacher"]) == (store.people["olga"].id, teacher)
    assert store.rows(Observation)[0].teacher_id == store.people["tom"].id
    assert kinds(store) == ["quarantined", "stored", "shared", "repaired"]
    assert store.push(sent)[0].status == "already"


def test_a_teacher_of_nowhere_repairs_nothing(sqlite_store):
    store = sqlite_store
    sent = envelope(store.body(payload=store.payload(teacher={"id": None, "name": "Tom"})))
    store.push(sent)
    named = {"vid": sent["vid"], "sha256": sent["sha256"], "by": None}
    with pytest.raises(NotRepairable):
        store.write(map_teacher, **named, teacher={"id": str(uuid7()), "name": "X"}, judge=by_roster, at=LATER)
    assert store.counted(Version) == 0
    assert store.rows(Quarantined)[0].resolved_at is None


def test_an_enrolment_that_comes_names_the_author(sqlite_store):
    store = sqlite_store
    device = uuid7()
    store.push(envelope(store.body(device_id=str(device))))
    with Session(store.engine) as session:
        session.add(Enrolment(
            municipality_id=store.home, person_id=store.people["olga"].id, device_id=device, token_hash="t",
            enrolled_at=make.LESSON_AT, seen_at=make.LESSON_AT,
        ))  # fmt: skip
        session.commit()
    assert judge_again(store) == 1
