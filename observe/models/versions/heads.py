"""Heads of one record, from the set of its versions alone: no order of arrival can change the answer. Pure.

An edge from a parent counts if the parent is here and the edge lies on no cycle; drafts stand beside the graph and are
never given to this module. A parent that was set aside and put right is here as its repair, whichever of the two its
child knew: so one record never gets two heads by the order in which its versions are repaired.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid5


class Node(NamedTuple):
    """A version as the graph needs it; the last five are for the views of the record."""

    vid: UUID
    parents: tuple[UUID, ...]
    is_put: bool
    sha256: str
    received_at: datetime
    shares: bool
    observed_at: datetime
    teacher_id: UUID | None
    pair_lock: str | None = None


class Standing(NamedTuple):
    """What the graph says about a record. ``content`` is the version to show; None if every version withdraws."""

    n_heads: int
    is_withdrawn: bool
    content: Node | None


def standing_of(nodes: Sequence[Node]) -> Standing:
    """The views of one record's versions; a record whose heads all withdraw keeps its deepest put as content."""
    if not nodes:
        return Standing(0, False, None)
    heads, depths = heads_of(nodes)
    puts = [node for node in (heads if heads[0].is_put else nodes) if node.is_put]
    content = min(puts, key=lambda node: _rank(node, depths), default=None)
    return Standing(len(heads), not heads[0].is_put, content)


def heads_of(nodes: Sequence[Node]) -> tuple[list[Node], dict[UUID, int]]:
    """The versions that nobody superseded, best first: put before withdraw, then depth, then sha256; and all depths."""
    if len(nodes) == 1:
        return list(nodes), {nodes[0].vid: 0}
    parents = counted_parents(nodes)
    superseded = {parent for kept in parents.values() for parent in kept}
    depths = depths_of(nodes, parents)
    heads = [node for node in nodes if node.vid not in superseded]
    return sorted(heads, key=lambda node: _rank(node, depths)), depths


def _rank(node: Node, depths: Mapping[UUID, int]) -> tuple[bool, int, str]:
    return not node.is_put, -depths[node.vid], node.sha256


def counted_parents(nodes: Sequence[Node]) -> dict[UUID, tuple[UUID, ...]]:
    """``{vid: parents whose edge counts}``."""
    here = {node.vid for node in nodes}
    known = {node.vid: _parents_here(node, here) for node in nodes}
    component = _components(known)
    return {
        vid: tuple(parent for parent in parents if component[parent] != component[vid])
        for vid, parents in known.items()
    }


def _parents_here(node: Node, here: Set[UUID]) -> list[UUID]:
    standing = (parent if parent in here else repair_of(parent) for parent in node.parents)
    return [parent for parent in standing if parent in here and parent != node.vid]


def repair_of(vid: UUID) -> UUID:
    """The vid of the version that puts right what was set aside under ``vid``: known before it is made."""
    return uuid5(vid, "repair")


def depths_of(nodes: Sequence[Node], parents: Mapping[UUID, Sequence[UUID]]) -> dict[UUID, int]:
    """Longest way to a root. A parent that is not here yet has depth 0, so that its arrival changes nothing."""
    known = {node.vid for node in nodes}
    depths = {node.vid: 1 if any(p not in known for p in node.parents) else 0 for node in nodes}
    for vid in _parents_first(parents):
        depths[vid] = max([depths[vid], *(depths[parent] + 1 for parent in parents[vid])])
    return depths


def _parents_first(parents: Mapping[UUID, Sequence[UUID]]) -> list[UUID]:
    """Every vid after its parents, by depth-first search without recursion: a record may be edited a thousand times."""
    order: list[UUID] = []
    entered: set[UUID] = set()
    for start in parents:
        stack = [(start, False)]
        while stack:
            vid, is_left = stack.pop()
            if is_left:
                order.append(vid)
            elif vid not in entered:
                entered.add(vid)
                stack.append((vid, True))
                stack.extend((parent, False) for parent in parents[vid])
    return order


def _components(parents: Mapping[UUID, Sequence[UUID]]) -> dict[UUID, int]:
    """Strongly connected components (Kosaraju): an edge lies on a cycle if both its ends are in one component."""
    children: dict[UUID, list[UUID]] = {vid: [] for vid in parents}
    for vid, kept in parents.items():
        for parent in kept:
            children[parent].append(vid)
    component: dict[UUID, int] = {}
    for number, start in enumerate(reversed(_parents_first(parents))):
        stack = [start]
        while stack:
            vid = stack.pop()
            if vid not in component:
                component[vid] = number
                stack.extend(child for child in children[vid] if child not in component)
    return component
