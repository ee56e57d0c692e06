"""Numbers of a tablet that never came: told after a week and to their author alone; what is set aside has come."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from observe.models.base import uuid7
from observe.models.numbers import gaps_of, missing
from observe.models.versions import Erasure, erase
from tests.models.versions.store import ARRIVAL, Store, envelope, store_on

WEEK = timedelta(days=7)


@pytest.fixture
def store(databases) -> Iterator[Store]:
    with store_on(databases.migrated()) as store:
        yield store


def brought(store: Store, *numbers: int, at=ARRIVAL, **given: object) -> list[UUID]:
    rids = [uuid7() for _ in numbers]
    bodies = [store.body(device_seq=n, rid=str(rid), **given) for n, rid in zip(numbers, rids, strict=True)]
    store.push(*map(envelope, bodies), at=at)
    return rids


def gap(store: Store, name: str = "olga", days: int = 7) -> list[int]:
    person, device_id = store.people[name].id, store.devices["olga"]
    with store.engine.connect() as connection:
        gaps = gaps_of(connection, store.home, person, [device_id], ARRIVAL + timedelta(days=days))
    return [number for run in gaps.get(device_id, []) for number in run]


def test_a_gap_is_told_after_a_week_and_to_nobody_else(store):
    brought(store, 1, 2, 5)
    assert gap(store, days=6) == []
    assert gap(store) == [3, 4]
    assert gap(store, "lena") == []


def test_what_is_set_aside_has_arrived(store):
    brought(store, 1, 3)
    brought(store, 2, payload=store.payload(teacher={"id": None, "name": "Vikar Vibe"}))
    assert gap(store) == []


def test_what_came_late_closes_the_gap(store):
    brought(store, 1, 3)
    brought(store, 2, at=ARRIVAL + timedelta(days=6))
    assert gap(store) == []


def test_the_number_of_an_erased_record_is_no_gap(store):
    brought(store, 1)
    [rid] = brought(store, 2)
    brought(store, 3)
    store.write(_erase, olga=store.people["olga"].id, rid=rid)
    assert gap(store) == []


def _erase(connection, *, municipality_id, olga, rid) -> None:
    erase(connection, Erasure(municipality_id, olga, rid, ARRIVAL), at=ARRIVAL)


def test_what_is_newer_than_a_week_opens_no_gap():
    known = {1: ARRIVAL, 2: ARRIVAL, 9: ARRIVAL + timedelta(days=3)}
    assert missing(known, ARRIVAL + WEEK) == []
    assert missing(known, ARRIVAL + 2 * WEEK) == [range(3, 9)]


def test_a_number_that_is_out_of_the_way_costs_no_more_than_another():
    assert missing({1: ARRIVAL, 2**53: ARRIVAL}, ARRIVAL + WEEK) == [range(2, 2**53)]
