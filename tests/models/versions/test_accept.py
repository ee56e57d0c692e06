"""What a push leaves in the store: statuses by position, feed, quarantine and views."""

import hashlib
import json
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, text

from observe.models.base import uuid7
from observe.models.engine import WRITES
from observe.models.jobs import Job
from observe.models.levels import NOT_OBSERVED, NOT_RATED
from observe.models.observations import Observation
from observe.models.people import AccessEntry
from observe.models.versions import (
    ErasedRecord,
    FeedEvent,
    Quarantined,
    Version,
    accept,
    broken_link,
    by_roster,
    head_of,
    open_envelopes,
)  # fmt: skip
from tests import factories as make
from tests.models.versions.store import ARRIVAL, envelope


def test_version_is_stored_as_it_was_sent(store):
    sent = envelope(store.body())
    result = store.push(sent)[0]
    assert (result.status, result.vid, result.sha256, result.seq, result.heads) == (
        "stored", sent["vid"], sent["sha256"], 1, 1,
    )  # fmt: skip
    kept = store.rows(Version)[0]
    assert bytes(kept.body) == sent["body"].encode()
    assert (kept.flags, kept.carried_by, kept.received_at) == ("", None, ARRIVAL)


def test_the_projection_carries_what_pages_need(store):
    sent = envelope(store.body())
    store.push(sent)
    row = store.rows(Observation)[0]
    assert (row.school_id, row.teacher_id, row.n_heads) == (store.school.id, store.people["tom"].id, 1)
    assert (row.head_vid, row.observed_at, row.subject) == (UUID(sent["vid"]), make.LESSON_AT, "danish")
    assert (row.shared_at, row.share_deadline_at) == (ARRIVAL, make.LESSON_AT + timedelta(days=7))
    levels = zip(make.indicators_of(make.shipped_rubric()), row.levels, strict=True)
    marked = {code: level for code, level in levels if level != NOT_RATED}
    assert marked == {"voices": 2, "questions": 3, "peers": NOT_OBSERVED}


def test_the_feed_tells_of_storing_and_sharing_in_a_chain(store):
    store.push(envelope(store.body()), envelope(store.body(payload=store.payload(share="talk"))))
    kinds = [event.kind for event in sorted(store.rows(FeedEvent), key=lambda event: event.seq)]
    assert kinds == ["stored", "stored", "shared"]
    with store.engine.connect() as connection:
        assert broken_link(connection, store.home) is None
        assert head_of(connection, store.home).seq == 3


def test_a_changed_event_breaks_the_chain(sqlite_store):
    sqlite_store.push(envelope(sqlite_store.body()), envelope(sqlite_store.body()))
    with sqlite_store.engine.begin() as connection:
        connection.execute(text("UPDATE feed_event SET sha256 = 'another' WHERE seq = 2"))
        assert broken_link(connection, sqlite_store.home) == 2


def test_one_batch_leaves_one_access_entry(store):
    store.push(*(envelope(store.body()) for _ in range(5)))
    assert store.counted(AccessEntry) == 1


def test_a_mail_is_due_at_sharing_or_at_the_deadline(store):
    talk = store.body(payload=store.payload(share="talk"))
    first = envelope(talk)
    store.push(first)
    assert [job.due_at for job in store.rows(Job)] == [make.LESSON_AT + timedelta(days=7)]
    later = ARRIVAL + timedelta(hours=3)
    store.push(envelope({**talk, "parents": [first["vid"]], "payload": store.payload()}), at=later)
    assert [job.due_at for job in store.rows(Job)] == [later]
    assert store.rows(Job)[0].key == f"{talk['author']}:{talk['rid']}"


def test_the_same_bytes_again_are_already_here(store):
    sent = envelope(store.body())
    first, again = store.push(sent)[0], store.push(sent)[0]
    assert (again.status, again.seq, again.heads) == ("already", first.seq, 1)
    assert store.counted(Version) == 1


def test_the_same_bytes_twice_in_a_batch_are_stored_once(store):
    sent = envelope(store.body())
    assert [result.status for result in store.push(sent, sent)] == ["stored", "already"]
    assert store.counted(FeedEvent) == 2


def test_two_contents_under_one_vid_are_both_kept(store):
    vid, body = uuid7(), store.body()
    first, other = envelope(body, vid), envelope({**body, "payload": store.payload(minutes=11)}, vid)
    assert [result.code for result in store.push(first, other)] == [None, "other_content"]
    assert store.push(other)[0].status == "quarantined"
    assert store.push(first)[0].status == "already"
    assert bytes(store.rows(Quarantined)[0].body) == other["body"].encode()


def test_results_answer_by_position(store):
    sent = [envelope(store.body()), "no envelope", envelope("no JSON"), envelope(store.body()), {"vid": 7}]
    results = store.push(*sent)
    assert [result.status for result in results] == ["stored", "quarantined", "quarantined", "stored", "quarantined"]
    assert [result.code for result in results] == [None, "unreadable", "unreadable", None, "unreadable"]


def test_bytes_that_are_no_json_are_kept_as_bytes(store):
    odd = '{"half": "\ud800", "nul": "\0"'
    store.push(envelope(odd))
    assert bytes(store.rows(Quarantined)[0].body) == odd.encode("utf-8", "surrogatepass")


def test_an_element_that_is_no_envelope_is_kept_under_the_hash_of_its_bytes(store):
    result = store.push(["unexpected", 3])[0]
    kept = store.rows(Quarantined)[0]
    assert json.loads(kept.body) == ["unexpected", 3]
    assert result.sha256 == kept.sha256 == hashlib.sha256(bytes(kept.body)).hexdigest()


def test_bytes_changed_on_the_way_are_kept_but_not_acknowledged_as_sent(store):
    sent = envelope(store.body(), sha256="0" * 64)
    result = store.push(sent)[0]
    assert (result.status, result.code) == ("quarantined", "unreadable")
    assert result.sha256 != sent["sha256"]


def test_an_erased_record_keeps_no_byte(store):
    body = store.body()
    row = {"municipality_id": store.home, "author_id": UUID(body["author"]), "rid": UUID(body["rid"]), "at": ARRIVAL}
    with store.engine.begin() as connection:
        connection.execute(insert(ErasedRecord).values(row))
    assert store.push(envelope(body))[0].status == "erased"
    assert store.counted(Version) == store.counted(Quarantined) == 0


def test_a_body_over_the_limit_is_named_and_not_kept(store):
    long = store.body(payload=store.payload(wish="å" * 600_000))
    fine = envelope(store.body())
    assert [result.status for result in store.push(envelope(long), fine)] == ["too_big", "stored"]


@pytest.mark.parametrize("n", [1, 3])
def test_what_the_database_refuses_is_answered_retry_and_harms_no_other(store, n):
    refused = str(uuid7())
    rule = {
        "sqlite": f"CREATE TRIGGER refuse BEFORE INSERT ON version WHEN NEW.rid = '{refused.replace('-', '')}' "
        "BEGIN SELECT RAISE(ABORT, 'refused'); END",
        "postgresql": f"ALTER TABLE version ADD CONSTRAINT refuse CHECK (rid <> '{refused}')",
    }
    with store.engine.begin() as connection:
        connection.execute(text(rule[store.engine.dialect.name]))
    bad = envelope(store.body(rid=refused))
    results = store.push(*(envelope(store.body()) for _ in range(n)), bad, bad, envelope(store.body()))
    assert [result.status for result in results] == ["stored"] * n + ["retry", "retry", "stored"]
    assert store.counted(Observation) == n + 1
    with store.engine.connect() as connection:
        assert broken_link(connection, store.home) is None


def test_an_interrupted_push_leaves_nothing(store):
    with store.engine.connect().execution_options(**WRITES) as connection:
        accept(
            connection, municipality_id=store.home, carrier=store.carrier(),
            arrivals=open_envelopes([envelope(store.body())]), judge=by_roster, at=ARRIVAL,
        )  # fmt: skip
        connection.rollback()
    assert store.counted(Version) == store.counted(FeedEvent) == store.counted(Observation) == 0
