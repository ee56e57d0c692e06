"""Every order of arrival, and every way to cut it into batches, of small sets in which everything happens at once."""

from itertools import combinations, pairwise, permutations, product

import pytest
from sqlalchemy import delete

from observe.models.base import uuid7
from observe.models.jobs import Job
from observe.models.observations import Observation
from observe.models.people import AccessEntry
from observe.models.versions import FeedEvent, Quarantined, Version
from observe.models.versions.heads import Node, standing_of
from tests.models.versions.store import ARRIVAL, envelope

GROWING = (Version, Quarantined, Observation, Job, AccessEntry, FeedEvent)


def conflict(store) -> list[dict[str, str]]:
    """A first version, two edits of it from two tablets, and a withdrawal that knew only one of them."""
    rid, vids = str(uuid7()), [str(uuid7()) for _ in range(4)]
    parents = [[], [vids[0]], [vids[0]], [vids[1]]]
    bodies = [store.body(rid=rid, parents=named, device_seq=place) for place, named in enumerate(parents)]
    bodies[3] |= {"act": "withdraw", "payload": {"reason": "other"}}
    return [envelope(body, vid) for body, vid in zip(bodies, vids, strict=True)]


def cycle(store) -> list[dict[str, str]]:
    """Two versions that name each other, a child of one, and a draft that names them all."""
    rid, vids = str(uuid7()), [str(uuid7()) for _ in range(4)]
    parents = [[vids[1]], [vids[0]], [vids[1]], vids]
    bodies = [store.body(rid=rid, parents=named, device_seq=place) for place, named in enumerate(parents)]
    bodies[3]["stage"] = "draft"
    return [envelope(body, vid) for body, vid in zip(bodies, vids, strict=True)]


def mixture(store) -> list[dict[str, str]]:
    """One for the quarantine, one that is no JSON, a sound one, and the same sound one again."""
    sound = envelope(store.body())
    typed = store.payload(teacher={"id": None, "name": "Vikar Vikarsen"})
    return [envelope(store.body(payload=typed)), envelope('{"half": '), sound, sound]


def outcome(store) -> tuple[object, ...]:
    versions = {(row.vid, row.sha256, bytes(row.body)) for row in store.rows(Version)}
    aside = {(row.vid, row.sha256, row.code) for row in store.rows(Quarantined)}
    return versions, aside, store.observations()


def empty(store) -> None:
    with store.engine.begin() as connection:
        for table in GROWING:
            connection.execute(delete(table))


def cuts(n: int) -> list[tuple[int, ...]]:
    """Every way to cut a list of ``n`` into batches, as places."""
    return [cut for k in range(n) for cut in combinations(range(1, n), k)]


@pytest.mark.parametrize("made", [conflict, cycle, mixture])
def test_no_order_and_no_batching_changes_the_outcome(sqlite_store, made):
    store, outcomes = sqlite_store, []
    sent = made(store)
    for order, cut in product(permutations(sent), cuts(len(sent))):
        empty(store)
        for start, end in pairwise((0, *cut, len(sent))):
            store.push(*order[start:end])
        outcomes.append(outcome(store))
    assert len(outcomes) == 24 * 8
    assert all(one == outcomes[0] for one in outcomes)


def node(vid, *parents, is_put=True) -> Node:
    return Node(vid, parents, is_put, vid.hex.rjust(64, "0"), ARRIVAL, False, ARRIVAL, None)


def test_no_order_changes_the_standing_of_any_graph_of_three():
    """All 512 graphs of three versions, cycles and loops among them, with and without a withdrawal."""
    vids = [uuid7() for _ in range(3)]
    edges = [(child, parent) for child in vids for parent in vids]
    for chosen in range(2 ** len(edges)):
        named = [edge for place, edge in enumerate(edges) if chosen >> place & 1]
        for withdrawn in (None, vids[1]):
            nodes = [node(vid, *(p for c, p in named if c == vid), is_put=vid != withdrawn) for vid in vids]
            standings = {standing_of(order) for order in permutations(nodes)}
            assert len(standings) == 1
            assert standings.pop().n_heads >= 1
