"""A record over its life: edits, drafts, withdrawals, and the events that tell of turning points."""

from datetime import timedelta

import pytest

from observe.models.observations import Observation
from observe.models.versions import FeedEvent, Version, by_roster, rebuild
from tests.models.versions.store import ARRIVAL, envelope


def saved(store, **given):
    """A first version and its body."""
    body = store.body(**given)
    return body, envelope(body)


def kinds(store) -> list[str]:
    return [event.kind for event in sorted(store.rows(FeedEvent), key=lambda event: event.seq)]


def test_an_edit_replaces_what_pages_show(store):
    body, first = saved(store)
    edited = envelope({**body, "parents": [first["vid"]], "payload": store.payload(minutes=12)})
    assert [result.heads for result in (*store.push(first), *store.push(edited))] == [1, 1]
    row = store.rows(Observation)[0]
    assert (row.minutes, str(row.head_vid), row.arrived_at) == (12, edited["vid"], ARRIVAL)


def test_two_tablets_make_two_heads_and_a_resolution_one(store):
    body, first = saved(store)
    edits = [envelope({**body, "parents": [first["vid"]], "payload": store.payload(minutes=n)}) for n in (11, 12)]
    store.push(first, edits[0])
    assert store.push(edits[1])[0].heads == 2
    assert store.rows(Observation)[0].n_heads == 2
    both = envelope({**body, "parents": [edit["vid"] for edit in edits]})
    assert store.push(both)[0].heads == 1


def test_a_child_may_come_before_its_parent(store):
    body, first = saved(store)
    edited = envelope({**body, "parents": [first["vid"]], "payload": store.payload(minutes=12)})
    store.push(edited)
    assert store.push(first)[0].heads == 1
    assert store.rows(Observation)[0].minutes == 12


def test_a_draft_stands_beside_and_counts_for_nothing(store):
    body, first = saved(store)
    draft = envelope({**body, "stage": "draft", "parents": [first["vid"]], "payload": {"notes": "half a"}})
    assert [result.heads for result in store.push(first, draft)] == [1, 1]
    row = store.rows(Observation)[0]
    assert (str(row.head_vid), row.n_heads) == (first["vid"], 1)
    discarded = {**body, "stage": "draft", "act": "withdraw", "payload": {"reason": "discarded"}}
    store.push(envelope({**discarded, "parents": [draft["vid"]]}))
    assert not store.rows(Observation)[0].is_withdrawn
    assert kinds(store) == ["stored", "stored", "shared", "stored"]


def test_a_draft_alone_makes_no_observation(store):
    assert store.push(envelope(store.body(stage="draft", payload={})))[0].heads == 0
    assert store.counted(Observation) == 0


def test_withdrawing_tells_and_keeps_the_content(store):
    body, first = saved(store)
    gone = {**body, "act": "withdraw", "parents": [first["vid"]], "payload": {"reason": "wrong_teacher"}}
    store.push(first)
    store.push(envelope(gone))
    row = store.rows(Observation)[0]
    assert (row.is_withdrawn, str(row.head_vid), row.teacher_id) == (True, first["vid"], store.people["tom"].id)
    assert kinds(store) == ["stored", "shared", "stored", "withdrawn"]


def test_a_withdrawal_before_its_version_waits_for_it(store):
    body, first = saved(store)
    gone = {**body, "act": "withdraw", "parents": [first["vid"]], "payload": {"reason": "other"}}
    store.push(envelope(gone))
    assert store.counted(Observation) == 0
    store.push(first)
    assert store.rows(Observation)[0].is_withdrawn


def test_sharing_is_told_once_and_stays(store):
    body, first = saved(store, payload=store.payload(share="talk"))
    store.push(first)
    assert store.rows(Observation)[0].shared_at is None
    shared = envelope({**body, "parents": [first["vid"]], "payload": store.payload(share="now")})
    store.push(shared, at=ARRIVAL + timedelta(hours=1))
    store.push(envelope({**body, "parents": [shared["vid"]]}), at=ARRIVAL + timedelta(hours=2))
    assert kinds(store) == ["stored", "stored", "shared", "stored"]
    assert store.rows(Observation)[0].shared_at == ARRIVAL + timedelta(hours=1)


def test_two_people_with_one_rid_have_two_records(store):
    body, first = saved(store)
    other = store.body("lena", rid=body["rid"])
    store.push(first, envelope(other))
    assert store.counted(Observation) == 2
    assert {row.n_heads for row in store.rows(Observation)} == {1}


def test_an_edit_long_after_the_lesson_is_no_doubt_of_the_clock(store):
    body, first = saved(store)
    store.push(first)
    store.push(envelope({**body, "parents": [first["vid"]]}), at=ARRIVAL + timedelta(days=90))
    assert {version.flags for version in store.rows(Version)} == {""}


def test_no_edit_takes_back_a_deadline_that_passed(store):
    body, first = saved(store, payload=store.payload(share="talk"))
    store.push(first)
    due_at = store.rows(Observation)[0].share_deadline_at
    later = ARRIVAL + timedelta(days=20)
    store.push(envelope({**body, "parents": [first["vid"]], "observed_at": later.isoformat()}), at=later)
    assert store.rows(Observation)[0].share_deadline_at == due_at
    kept = store.observations()
    store.write(rebuild, judge=by_roster, at=later)
    assert store.observations() == kept


@pytest.mark.parametrize("change", [{"whom": "tara", "share": "talk"}, {"is_practice": True}])
@pytest.mark.parametrize("is_one_batch", [True, False])
def test_a_record_stays_with_its_teacher(sqlite_store, change, is_one_batch):
    store = sqlite_store
    body, first = saved(store)
    moved = envelope({**body, "parents": [first["vid"]], "payload": store.payload(**change)})
    results = store.push(first, moved) if is_one_batch else store.push(first) + store.push(moved)
    assert (results[1].code, results[1].detail[:23]) == ("invalid_field", "payload.teacher changes")
    assert store.rows(Observation)[0].teacher_id == store.people["tom"].id


def test_a_record_of_nobody_may_become_a_teachers(sqlite_store):
    store = sqlite_store
    body, first = saved(store, payload=store.payload(is_practice=True))
    named = envelope({**body, "parents": [first["vid"]], "payload": store.payload()})
    assert [result.status for result in store.push(first, named)] == ["stored", "stored"]
    assert store.rows(Observation)[0].teacher_id == store.people["tom"].id
