"""What must hold for every history: the set decides, not the order, the batching or the number of times it was sent."""

import threading
from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from observe.models.base import uuid7
from observe.models.jobs import Job
from observe.models.observations import Observation
from observe.models.people import AccessEntry
from observe.models.versions import (
    FeedEvent,
    Quarantined,
    Version,
    broken_link,
    by_roster,
    head_of,
    rebuild,
)  # fmt: skip
from tests.models.versions.store import ARRIVAL, envelope

# One store serves all examples of a test, emptied in between: making a cast for each would take the time of twenty.
one_store = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
GROWING = (Version, Quarantined, Observation, Job, AccessEntry, FeedEvent)

Step = st.fixed_dictionaries({
    "record": st.integers(0, 1),
    "parents": st.sets(st.integers(0, 7), max_size=2),
    "act": st.sampled_from(["put", "put", "put", "withdraw"]),
    "stage": st.sampled_from(["done", "done", "draft"]),
    "share": st.sampled_from(["now", "talk"]),
    "minutes": st.integers(0, 30),
    "is_bad": st.booleans(),
})  # fmt: skip
Histories = st.lists(Step, min_size=1, max_size=8)


def envelopes_of(store, history) -> list[dict[str, object]]:
    """Versions of two records; parents are places in the list, later ones and oneself included."""
    rids, vids = [str(uuid7()) for _ in range(2)], [str(uuid7()) for _ in range(8)]
    return [envelope(_body(store, step, rids, vids), vids[place]) for place, step in enumerate(history)]


def _body(store, step, rids, vids) -> dict[str, object]:
    # A record is of one teacher or a practice: of two the first that arrives counts, so that there order matters.
    whom = ("tom", None)[step["record"]]
    payload = store.payload(whom, share=step["share"], minutes=step["minutes"])
    if step["is_bad"] and step["minutes"] > 25:
        payload["minutes"] = -1
    if step["act"] == "withdraw":
        payload = {"reason": "other"}
    frame = {name: step[name] for name in ("act", "stage")}
    return store.body(rid=rids[step["record"]], parents=[vids[n] for n in sorted(step["parents"])], **frame) | {
        "payload": payload
    }


def emptied(store):
    """The store with its people and without what was pushed; the feed's counter goes on."""
    with store.engine.begin() as connection:
        for table in GROWING:
            connection.execute(delete(table))
    return store


def seen(store) -> tuple[object, ...]:
    """All that must not depend on the order of arrival."""
    versions = {(row.vid, row.sha256) for row in store.rows(Version)}
    aside = {(row.vid, row.sha256, row.code) for row in store.rows(Quarantined)}
    return versions, aside, store.observations()


@one_store
@given(history=Histories, data=st.data())
def test_no_order_batching_or_repetition_changes_the_set_and_its_views(sqlite_store, history, data):
    store = emptied(sqlite_store)
    sent = envelopes_of(store, history)
    for one in sent:
        store.push(one)
    expected = seen(store)
    shuffled = data.draw(st.permutations(sent)) + data.draw(st.lists(st.sampled_from(sent), max_size=4))
    cut = data.draw(st.integers(0, len(shuffled)))
    emptied(store)
    for batch in (shuffled[:cut], shuffled[cut:]):
        store.push(*batch)
    assert seen(store) == expected


@one_store
@given(history=Histories)
def test_rebuilding_gives_what_pushing_gave(sqlite_store, history):
    store = emptied(sqlite_store)
    for one in envelopes_of(store, history):
        store.push(one)
    kept = store.observations()
    with store.engine.begin() as connection:
        connection.execute(delete(Observation))
    assert store.write(rebuild, judge=by_roster, at=ARRIVAL) == len(kept)
    assert store.observations() == kept


@one_store
@given(history=Histories)
def test_every_version_is_stored_or_set_aside_with_its_bytes(sqlite_store, history):
    store = emptied(sqlite_store)
    sent = envelopes_of(store, history)
    store.push(*sent)
    kept = {(str(row.vid), bytes(row.body)) for table in (Version, Quarantined) for row in store.rows(table)}
    assert kept == {(one["vid"], one["body"].encode()) for one in sent}


@one_store
@given(raw=st.lists(st.one_of(
    st.none(), st.integers(), st.text(), st.dictionaries(st.sampled_from(["vid", "sha256", "body", "x"]), st.text())
), max_size=6))  # fmt: skip
def test_anything_at_all_is_answered_and_kept(sqlite_store, raw):
    store = emptied(sqlite_store)
    results = store.push(*raw)
    assert len(results) == len(raw)
    kept = {row.sha256 for row in store.rows(Quarantined)}
    assert kept == {result.sha256 for result in results}


def test_rebuilding_drops_what_no_version_supports(sqlite_store):
    store = sqlite_store
    store.push(envelope(store.body()), envelope(store.body()))
    with store.engine.begin() as connection:
        connection.execute(delete(Version).where(Version.seq == 1))
    assert store.write(rebuild, judge=by_roster, at=ARRIVAL) == 1
    assert store.counted(Observation) == 1


def test_rebuilding_gives_the_same_on_both_databases(store):
    """Moments and bytes keep their value in either."""
    body = store.body()
    first = envelope(body)
    store.push(first, envelope(store.body("lena")))
    store.push(envelope({**body, "parents": [first["vid"]]}), at=ARRIVAL + timedelta(seconds=1, microseconds=7))
    kept = store.observations()
    store.write(rebuild, judge=by_roster, at=ARRIVAL)
    assert store.observations() == kept


def test_concurrent_tablets_skip_no_seq_and_store_nothing_twice(store):
    """Four threads push overlapping batches; meanwhile a reader pages by the feed and must miss nothing."""
    shared = [envelope(store.body(by)) for by in ("olga", "lena") for _ in range(6)]
    answers, failures = defaultdict(list), []
    reader = Reader(store)

    def push(number: int) -> None:
        try:
            own = [envelope(store.body("olga")) for _ in range(12)]
            for start in range(0, 12, 3):
                batch = own[start : start + 3] + shared[start : start + 3]
                answers[number] += store.push(*(batch if number % 2 else reversed(batch)))
        except Exception as failure:  # noqa: BLE001 (a thread's failure would be lost otherwise)
            failures.append(failure)

    threads = [threading.Thread(target=push, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        reader.read_on()
    reader.read_on()
    assert failures == []
    assert {result.status for results in answers.values() for result in results} == {"stored", "already"}
    assert store.counted(Version) == 4 * 12 + len(shared)
    assert reader.seqs == list(range(1, len(reader.seqs) + 1)) == sorted(row.seq for row in store.rows(FeedEvent))
    with store.engine.connect() as connection:
        assert broken_link(connection, store.home) is None
        assert head_of(connection, store.home).seq == len(reader.seqs)


class Reader:
    """Reads the feed on from where it was, as a tablet's cursor does."""

    def __init__(self, store) -> None:
        self.store = store
        self.seqs: list[int] = []

    def read_on(self) -> None:
        after = self.seqs[-1] if self.seqs else 0
        self.seqs += sorted(row.seq for row in self.store.rows(FeedEvent) if row.seq > after)


def test_the_author_named_decides_whose_record_it_is(sqlite_store):
    """Invariant: no version of one person is attributed to another."""
    store = sqlite_store
    store.push(*(envelope(store.body(by)) for by in ("olga", "lena", "olga")))
    authors = {(row.author_id, UUID(int=row.rid.int)) for row in store.rows(Version)}
    assert authors == set(store.observations())
