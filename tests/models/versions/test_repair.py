"""Putting right what was set aside: one record keeps one head, whichever of its versions is put right first."""

import json
from uuid import UUID

import pytest
from sqlalchemy import delete

from observe.errors import NotRepairable
from observe.models.observations import Observation
from observe.models.rubrics import RubricVersion
from observe.models.versions import (
    Quarantined,
    Repair,
    Version,
    accept_as_is,
    by_roster,
    map_teacher,
    put_right,
    rebuild,
)  # fmt: skip
from observe.models.versions.bodies import web_device
from observe.models.versions.heads import repair_of
from tests.models.versions.store import ARRIVAL, envelope

TYPED = {"id": None, "name": "Tom fra 4.b"}


def two_waiting(store, names=("Tom fra 4.b", "Tom fra 4.b")) -> list[dict[str, object]]:
    """Two versions of one record, the second an edit of the first, both with a typed name."""
    first = envelope(store.body(payload=store.payload(teacher={"id": None, "name": names[0]})))
    body = json.loads(first["body"])
    payload = {**body["payload"], "minutes": 20, "teacher": {"id": None, "name": names[1]}}
    second = envelope({**body, "parents": [first["vid"]], "payload": payload})
    assert [result.code for result in store.push(first, second)] == ["unknown_teacher"] * 2
    return [first, second]


def teacher(store, name: str = "tom") -> dict[str, str]:
    return {"id": str(store.people[name].id), "name": store.people[name].name}


def name_teacher(store, sent, whom: str = "tom"):
    named = {"vid": sent["vid"], "sha256": sent["sha256"], "by": store.people["ana"].id}
    return store.write(map_teacher, **named, teacher=teacher(store, whom), judge=by_roster, at=ARRIVAL)


def the_one(store) -> Observation:
    (row,) = store.rows(Observation)
    return row


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_waiting_versions_of_one_record_never_make_two_heads(store, order):
    sent = two_waiting(store, ("Tom", "Tom fra 4.b"))
    for place in order:
        name_teacher(store, sent[place])
        assert the_one(store).n_heads == 1
    assert the_one(store).minutes == 20
    before = store.observations()
    store.write(rebuild, judge=by_roster, at=ARRIVAL)
    assert store.observations() == before


def test_one_name_typed_twice_is_put_right_once(sqlite_store):
    store = sqlite_store
    sent = two_waiting(store)
    name_teacher(store, sent[0])
    assert {row.resolved_at for row in store.rows(Quarantined)} == {ARRIVAL}
    assert (the_one(store).n_heads, the_one(store).minutes) == (1, 20)
    assert [result.status for result in store.push(*sent)] == ["already"] * 2


def test_a_repair_does_not_stand_beside_a_version_that_its_author_corrected(sqlite_store):
    store = sqlite_store
    first = envelope(store.body(payload=store.payload(teacher=TYPED)))
    store.push(first)
    body = json.loads(first["body"])
    store.push(envelope({**body, "parents": [first["vid"]], "payload": store.payload(minutes=25)}))
    name_teacher(store, first)
    assert (the_one(store).n_heads, the_one(store).minutes) == (1, 25)


def test_an_edit_of_what_was_set_aside_supersedes_its_repair(sqlite_store):
    store = sqlite_store
    first = envelope(store.body(payload=store.payload(teacher=TYPED)))
    store.push(first)
    name_teacher(store, first)
    body = json.loads(first["body"])
    store.push(envelope({**body, "parents": [first["vid"]], "payload": store.payload(minutes=25)}))
    assert (the_one(store).n_heads, the_one(store).minutes) == (1, 25)


def test_a_repair_supersedes_what_the_version_set_aside_superseded(sqlite_store):
    store = sqlite_store
    first = envelope(store.body())
    store.push(first)
    body = {**json.loads(first["body"]), "parents": [first["vid"]], "rubric": "0" * 64}
    second = envelope(body)
    assert store.push(second)[0].code == "unknown_rubric"
    named = {"vid": second["vid"], "sha256": second["sha256"], "by": None, "judge": by_roster, "at": ARRIVAL}
    (made,) = store.write(put_right, **named, repair=Repair(rubric=store.rubric))
    assert (the_one(store).n_heads, the_one(store).head_vid, the_one(store).rubric_hash) == (1, made, store.rubric)


def test_rubric_and_teacher_are_put_right_together(sqlite_store):
    store = sqlite_store
    sent = envelope(store.body(rubric="0" * 64, payload=store.payload(teacher=TYPED)))
    store.push(sent)
    named = {"vid": sent["vid"], "sha256": sent["sha256"], "by": None, "judge": by_roster, "at": ARRIVAL}
    with pytest.raises(NotRepairable, match="typed"):
        store.write(put_right, **named, repair=Repair(rubric=store.rubric))
    store.write(put_right, **named, repair=Repair(teacher(store), store.rubric))
    assert the_one(store).teacher_id == store.people["tom"].id


def test_a_rubric_that_is_not_here_puts_nothing_right(sqlite_store):
    store = sqlite_store
    sent = envelope(store.body(rubric="0" * 64))
    store.push(sent)
    with store.engine.begin() as connection:
        connection.execute(delete(RubricVersion))
    named = {"vid": sent["vid"], "sha256": sent["sha256"], "by": None, "judge": by_roster, "at": ARRIVAL}
    with pytest.raises(NotRepairable):
        store.write(put_right, **named, repair=Repair(rubric="1" * 64))
    assert store.counted(Version) == 0


def test_a_repair_has_the_id_that_follows_from_what_was_set_aside_and_its_author_may_bring_it_again(sqlite_store):
    store = sqlite_store
    sent = envelope(store.body(payload=store.payload(teacher=TYPED)))
    store.push(sent)
    name_teacher(store, sent)
    (version,) = store.rows(Version)
    olga = store.people["olga"].id
    assert version.vid == repair_of(UUID(sent["vid"]))
    assert version.device_id == web_device(olga)
    edited = {**json.loads(version.body), "parents": [str(version.vid)]}
    assert store.push(envelope(edited))[0].status == "stored"
    assert store.push(envelope({**edited, "rid": sent["vid"]}), by="lena")[0].code == "unknown_author"


def test_what_was_let_in_as_it_is_stays_one_head_beside_a_later_repair(sqlite_store):
    store = sqlite_store
    sent = two_waiting(store, ("Tom", "Tom fra 4.b"))
    named = {"vid": sent[1]["vid"], "sha256": sent[1]["sha256"], "by": None}
    store.write(accept_as_is, **named, judge=by_roster, at=ARRIVAL)
    name_teacher(store, sent[0])
    assert the_one(store).n_heads == 1


def test_a_repair_names_the_repairs_of_its_parents_for_tablets_that_know_no_other_rule(sqlite_store):
    store = sqlite_store
    sent = two_waiting(store)
    name_teacher(store, sent[0])
    parents = [row.parents.split() for row in store.rows(Version) if row.vid == repair_of(UUID(sent[1]["vid"]))]
    assert parents == [[sent[1]["vid"], sent[0]["vid"], str(repair_of(UUID(sent[0]["vid"])))]]
