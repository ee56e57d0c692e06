"""A half whose part of the payload is wrong is set aside with its field named; what belongs to none is no half."""

import pytest

from observe.models.pairs import PairHalf
from tests.models.pairs import CODE, pair_of
from tests.models.versions.store import envelope
from tests.models.versions.test_pairs import RATINGS, half, pushed

WRONG = [
    ("payload.pair is not an object", "x"),
    ("payload.pair.code", {"code": "K7M2P9XQRA"}),
    ("payload.pair.code", {"code": None}),
    ("payload.pair.told", {"code": CODE, "told": "K7M2P9XQRZ"}),
    ("payload.pair.lock is not an object", {"code": CODE, "lock": "yes"}),
    ("payload.pair.lock.at", {"lock": {"at": "soon"}}),
    ("payload.pair.lock.salt", {"lock": {"salt": "short"}}),
    ("payload.pair.lock.commitment", {"lock": {"commitment": "A" * 64}}),
    ("payload.pair.lock.ratings is", {"lock": {"ratings": []}}),
    ("payload.pair.lock.ratings.'voices'", {"lock": {"ratings": {"voices": 0}}}),
    ("payload.pair.lock.ratings.'a\\nb 2'", {"lock": {"ratings": {"a\nb 2": 1}}}),
    ("payload.pair.lock.ratings.voices", {"lock": {"ratings": {"voices": 9}}}),
    ("payload.pair.lock.ratings.nothing", {"lock": {"ratings": {"nothing": 1}}}),
]


@pytest.mark.parametrize(("said", "change"), WRONG)
def test_a_wrong_part_is_set_aside_with_its_field_named(sqlite_store, said, change):
    pair = pair_of(sqlite_store.people["olga"].id, sqlite_store.rubric, RATINGS)
    if isinstance(change, dict) and isinstance(change.get("lock"), dict):
        change = {"code": CODE, "lock": pair["lock"] | change["lock"]}
    (result,) = sqlite_store.push(envelope(half(sqlite_store, "olga", pair=change)))
    assert (result.status, result.code) == ("quarantined", "invalid_field")
    assert result.detail.startswith(said)


def test_a_visit_of_one_observer_carries_no_pair(sqlite_store):
    pair = pair_of(sqlite_store.people["olga"].id, sqlite_store.rubric, RATINGS)
    (result,) = sqlite_store.push(envelope(sqlite_store.body(payload=sqlite_store.payload(pair=pair))))
    assert result.detail == "payload.pair is there, but payload.kind is 'visit'."


def test_a_paired_visit_without_a_pair_is_taken_as_before(sqlite_store):
    pushed(sqlite_store, "olga", sqlite_store.body(payload=sqlite_store.payload(kind="paired")))
    assert sqlite_store.counted(PairHalf) == 0
