"""Two writers and a reader on PostgreSQL, the first stopped before each of its statements in turn.

Every order that the database allows is forced, none is hoped for: what holds here holds for idempotence and the cursor.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from observe.models.base import uuid7
from observe.models.engine import WRITES
from observe.models.versions import (
    Claim,
    FeedEvent,
    Quarantined,
    Version,
    accept,
    broken_link,
    by_roster,
    head_of,
    heed,
    open_envelopes,
)  # fmt: skip
from tests.databases import engine_on
from tests.models.versions.store import ARRIVAL, Store, envelope, store_on
from tests.proof.pausing import Paused, Running

pytestmark = pytest.mark.postgresql
# More than any writer here has: places behind its commit are where it is over before the second begins.
MOST_STATEMENTS = 24


@pytest.fixture
def store(postgresql_databases) -> Iterator[Store]:
    with store_on(postgresql_databases.migrated()) as store:
        yield store


@pytest.fixture
def other(store) -> Iterator[Engine]:
    """An engine of its own for the second writer: the first one's pauses must not stop it."""
    with engine_on(store.engine.url) as engine:
        yield engine


def push(store, versions, by="olga"):
    def pushing(engine):
        with engine.connect().execution_options(**WRITES) as connection:
            results = accept(
                connection, municipality_id=store.home, carrier=store.carrier(by),
                arrivals=open_envelopes(versions), judge=by_roster, at=ARRIVAL,
            )  # fmt: skip
            connection.commit()
        return results

    return pushing


class Cursor:
    """Reads the feed on from where it was, as pull does: never beyond the head that it read first."""

    def __init__(self, store, engine) -> None:
        self.store, self.engine, self.reached, self.seqs = store, engine, 0, []

    def read_on(self) -> None:
        with self.engine.connect() as connection:
            head = head_of(connection, self.store.home)
        rows = [row.seq for row in self.store.rows(FeedEvent)]
        self.seqs += sorted(seq for seq in rows if self.reached < seq <= head.seq)
        self.reached = head.seq


def assert_whole(store, cursor) -> None:
    seqs = sorted(row.seq for row in store.rows(FeedEvent))
    cursor.read_on()
    assert cursor.seqs == seqs == list(range(1, len(seqs) + 1))
    with store.engine.connect() as connection:
        assert broken_link(connection, store.home) is None
        assert head_of(connection, store.home).seq == len(seqs)


def test_no_interleaving_of_two_pushes_stores_twice_or_skips_a_seq(store, other, record_property):
    """The second has the same versions in the other order, and one of its own; a reader pages in between."""
    store.push(envelope(store.body()))
    waited = ended = place = 0
    is_over = False
    # The reader must not be stopped where the first writer is, so that it reads by the second's engine.
    reader = Store.__new__(Store)
    reader.__dict__ = {**store.__dict__, "engine": other}
    cursor = Cursor(reader, other)
    while not is_over and place < MOST_STATEMENTS:
        shared = [envelope(store.body()) for _ in range(3)]
        with Paused(store.engine, push(store, shared), place) as first:
            is_over = not first.has_stopped
            second = Running(other, push(store, [envelope(store.body()), *reversed(shared)]))
            is_waiting = second.is_waiting()
            waited, ended = waited + is_waiting, ended + (not is_waiting)
            cursor.read_on()
            results = [*first.go_on(), *second.end()]
        told = [result.status for result in results if result.vid in {one["vid"] for one in shared}]
        assert sorted(told) == ["already"] * 3 + ["stored"] * 3, place
        assert len({(result.vid, result.seq) for result in results}) == 4
        assert_whole(reader, cursor)
        place += 1
    assert is_over
    assert store.counted(Version) == 1 + 4 * place
    record_property("reached", {"places": place, "the second waited": waited, "the second did not wait": ended})
    assert waited >= 5
    assert ended >= 2


@pytest.mark.parametrize("place", range(3))
def test_two_first_writers_open_one_epoch(store, other, place):
    sent = envelope(store.body())
    with Paused(store.engine, push(store, [sent]), place) as first:
        second = Running(other, push(store, [sent]))
        second.is_waiting()
        statuses = sorted(result.status for result in [*first.go_on(), *second.end()])
    assert statuses == ["already", "stored"]
    assert_whole(store, Cursor(store, other))


@pytest.mark.parametrize("place", [1, 3, 5, 7])
def test_two_tablets_that_prove_one_rollback_open_one_epoch(store, other, place):
    store.push(envelope(store.body()))
    with store.engine.connect() as connection:
        head = head_of(connection, store.home)
    claim = Claim(store.home, head.epoch, head.seq + 9, "ab" * 32)

    def prove(engine):
        with engine.connect().execution_options(**WRITES) as connection:
            opened = heed(connection, store.home, [claim], ARRIVAL)
            connection.commit()
        return opened

    with Paused(store.engine, prove, place) as first:
        second = Running(other, prove)
        second.is_waiting()
        epochs = {first.go_on().epoch, second.end().epoch}
    assert len(epochs) == 1
    assert head.epoch not in epochs


def test_two_contents_under_one_vid_from_two_tablets_are_both_kept(store, other):
    store.push(envelope(store.body()))
    for place in (0, 2, 4, 8):
        vid = uuid7()
        contents = [[envelope(store.body(), vid)], [envelope(store.body(observed_at="2026-11-24T07:03:00Z"), vid)]]
        with Paused(store.engine, push(store, contents[0]), place) as first:
            second = Running(other, push(store, contents[1]))
            second.is_waiting()
            statuses = {result.status for result in [*first.go_on(), *second.end()]}
        assert statuses == {"stored", "quarantined"}
    assert store.counted(Quarantined) == 4
