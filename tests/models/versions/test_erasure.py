"""Erasure: nothing of a record is left but its tombstones, and nothing that comes later brings it back."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert

from observe.models import Base
from observe.models.base import uuid7
from observe.models.engine import WRITES
from observe.models.feedback import Acknowledgement, Response
from observe.models.jobs import Job
from observe.models.observations import Observation
from observe.models.people import AccessEntry
from observe.models.versions import (
    Claim,
    ErasedRecord,
    Erasure,
    FeedEvent,
    Quarantined,
    Version,
    broken_link,
    by_roster,
    erase,
    heed,
    rebuild,
    replay,
)
from observe.models.versions.erasure import EMPTIED
from observe.models.versions.soundness import faults
from tests.models.versions.store import ARRIVAL, envelope

LATER = ARRIVAL + timedelta(days=1)


def erasure_of(store, body) -> Erasure:
    return Erasure(store.home, store.people["olga"].id, uuid_of(body), LATER)


def uuid_of(body) -> UUID:
    return UUID(body["rid"])


def erased(store, body) -> int:
    with store.engine.connect().execution_options(**WRITES) as connection:
        n = erase(connection, erasure_of(store, body), at=LATER)
        connection.commit()
    return n


def answered(store, body) -> None:
    """Tom has read it and written back."""
    about = {"author_id": store.people["olga"].id, "rid": uuid_of(body), "teacher_id": store.people["tom"].id}
    with store.engine.begin() as connection:
        connection.execute(insert(Acknowledgement).values(**about, vid=uuid7(), at=ARRIVAL))
        connection.execute(insert(Response).values(**about, draft="Tak", saved_at=ARRIVAL, text="Tak", sent_at=ARRIVAL))


def test_nothing_of_an_erased_record_is_left_but_its_tombstones(store):
    body, other = store.body(), store.body()
    sent = envelope(body)
    store.push(sent, envelope(other), envelope({**body, "rubric": "0" * 64}), {**envelope(body), "vid": sent["vid"]})
    store.push({**sent, "body": sent["body"] + " "})
    answered(store, body)
    assert erased(store, body) == 3
    assert [row.rid for row in store.rows(Version)] == [row.rid for row in store.rows(Observation)] == [uuid_of(other)]
    for table in (Quarantined, Acknowledgement, Response):
        assert store.rows(table) == []
    assert [job.key for job in store.rows(Job)] == [f"{store.people['olga'].id}:{other['rid']}"]
    assert [row.action for row in store.rows(AccessEntry) if row.rid == uuid_of(body)] == ["erased"]


def test_the_chain_stays_checkable_over_what_was_erased(store):
    body = store.body()
    sent = envelope(body)
    store.push(sent, envelope(store.body()))
    erased(store, body)
    with store.engine.connect() as connection:
        assert broken_link(connection, store.home) is None
    assert store.rows(FeedEvent)[0].sha256 == sent["sha256"]
    assert store.rows(FeedEvent)[-1].kind == "erased"


def test_an_erased_record_is_not_taken_again_known_or_not(store):
    body = store.body()
    sent = envelope(body)
    store.push(sent)
    erased(store, body)
    edited = envelope({**body, "parents": [sent["vid"]]})
    assert [result.status for result in store.push(sent, edited)] == ["erased", "erased"]
    assert store.rows(Version) == store.rows(Quarantined) == []


def test_damaged_bytes_under_a_vid_of_an_erased_record_are_not_kept(store):
    body = store.body()
    sent = envelope(body)
    store.push(sent)
    erased(store, body)
    assert store.push({**sent, "body": sent["body"] + " "})[0].status == "erased"
    assert store.rows(Quarantined) == []


def test_erasing_twice_changes_nothing(store):
    body = store.body()
    store.push(envelope(body))
    erased(store, body)
    before = len(store.rows(FeedEvent))
    assert erased(store, body) == 0
    assert (len(store.rows(FeedEvent)), len(store.rows(ErasedRecord))) == (before, 1)


def test_rebuilding_brings_nothing_back(store):
    body = store.body()
    store.push(envelope(body))
    erased(store, body)
    assert store.write(rebuild, judge=by_roster, at=LATER) == 0


def test_replaying_erases_what_a_copy_brought_back(store):
    body = store.body()
    store.push(envelope(body), envelope(store.body()))
    ledger = [erasure_of(store, body), erasure_of(store, store.body())]
    assert store.write(replay, erasures=ledger, at=LATER) == 2
    assert store.write(replay, erasures=ledger, at=LATER) == 0
    assert uuid_of(body) not in {row.rid for row in store.rows(Version)}


def test_a_new_epoch_erases_again_before_it_is_used(store):
    body = store.body()
    store.push(envelope(body))
    ledger = [erasure_of(store, body)]
    ahead = Claim(store.home, uuid7(), 9, "0" * 64)
    head = store.write(heed, claims=[ahead], at=LATER, ledger=lambda: ledger)
    assert store.rows(Version) == []
    assert head.seq == max(row.seq for row in store.rows(FeedEvent))


def test_no_table_with_rows_of_records_is_forgotten():
    of_records = {name for name, table in Base.metadata.tables.items() if {"author_id", "rid"} <= set(table.c.keys())}
    assert of_records == {table.__tablename__ for table in (*EMPTIED, FeedEvent, ErasedRecord)}


def test_what_was_erased_from_quarantine_is_not_missed_though_another_brought_it(store):
    """A store that misses it would never make a verified backup again."""
    body = store.body(device_id=str(store.devices["lena"]))
    (result,) = store.push(envelope(body), by="lena")
    assert result.code == "unknown_author"
    assert erased(store, body) == 1
    with store.engine.connect() as connection:
        assert faults(connection, store.home) == []
