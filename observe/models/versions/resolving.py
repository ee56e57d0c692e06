"""Several heads of one record become one: a new version whose parents are all of them. None is taken away."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from observe.errors import HeadsMoved, NotResolved
from observe.models.base import uuid7
from observe.models.versions.accept import Judge
from observe.models.versions.feed import locked_head
from observe.models.versions.heads import Node, counted_parents, heads_of
from observe.models.versions.known import nodes_of
from observe.models.versions.online import framed, take_in
from observe.models.versions.tables import Version


@dataclass(frozen=True)
class Side:
    """One head, with its body as it can be read."""

    vid: UUID
    received_at: datetime
    is_put: bool
    body: Mapping[str, object]


@dataclass(frozen=True)
class Standoff:
    """The heads of a record, the one that counts first, and the payload of what all of them followed."""

    sides: tuple[Side, ...]
    base: Mapping[str, object] | None

    @property
    def puts(self) -> tuple[Side, ...]:
        return tuple(side for side in self.sides if side.is_put)


def standoff_of(connection: Connection, municipality_id: UUID, author_id: UUID, rid: UUID) -> Standoff:
    """Two queries; a record that is not here has no sides."""
    nodes = nodes_of(connection, municipality_id, author_id, rid)
    if not nodes:
        return Standoff((), None)
    heads, _depths = heads_of(nodes)
    base = _nearest_common(nodes, heads) if len(heads) > 1 else None
    wanted = [node.vid for node in heads] + ([base] if base else [])
    here = (Version.municipality_id == municipality_id, Version.vid.in_(wanted))
    bodies = {
        vid: json.loads(bytes(raw))
        for vid, raw in connection.execute(select(Version.vid, Version.content).where(*here))
    }
    sides = tuple(Side(node.vid, node.received_at, node.is_put, bodies[node.vid]) for node in heads)
    return Standoff(sides, bodies[base]["payload"] if base else None)


def _nearest_common(nodes: Sequence[Node], heads: Sequence[Node]) -> UUID | None:
    """Of the puts that every head followed, the one that followed most others itself."""
    parents, puts = counted_parents(nodes), {node.vid for node in nodes if node.is_put}
    shared = set.intersection(*(_followed(head.vid, parents) for head in heads)) & puts
    return max(shared, key=lambda vid: (len(_followed(vid, parents)), str(vid)), default=None)


def _followed(vid: UUID, parents: Mapping[UUID, Sequence[UUID]]) -> set[UUID]:
    found: set[UUID] = set()
    ahead = list(parents[vid])
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead.extend(parents[one])
    return found


def resolve(
    connection: Connection, *, municipality_id: UUID, author_id: UUID, rid: UUID, seen: Sequence[str],
    payload: Mapping[str, object] | None, judge: Judge, at: datetime,
) -> UUID:  # fmt: skip
    """Make the version that follows all heads: with this payload, or a withdrawal where it is None; returns its vid.

    ``seen`` are the vids that its author had before them. Raises HeadsMoved if those are not the heads any more, and
    NotResolved if what was chosen would be set aside.
    """
    locked_head(connection, municipality_id, at)
    standoff = standoff_of(connection, municipality_id, author_id, rid)
    heads = [str(side.vid) for side in standoff.sides]
    if sorted(heads) != sorted(seen) or not heads:
        raise HeadsMoved
    first = (standoff.puts or standoff.sides)[0].body
    changes = {"act": "withdraw", "payload": {"reason": "other"}} if payload is None else {"payload": payload}
    body, made = (
        framed({name: value for name, value in first.items() if name != "repaired_by"}, heads, **changes),
        uuid7(),
    )
    result = take_in(connection, municipality_id=municipality_id, vid=made, body=body, by=author_id, judge=judge, at=at)
    if result.status != "stored":
        raise NotResolved(reason=result.detail or result.status)
    return made
