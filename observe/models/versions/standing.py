"""What the store knows about the versions of a batch before it is written: read in four statements, under the lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from observe.models.versions.envelopes import Arrival
from observe.models.versions.heads import Node
from observe.models.versions.tables import ErasedRecord, Quarantined, Version

Record = tuple[UUID, UUID]
"""(author, rid)."""


class SetAside(NamedTuple):
    code: str
    detail: str
    seq: int
    is_resolved: bool


@dataclass(slots=True)
class Known:
    versions: dict[UUID, tuple[str, int]]
    """``{vid: (sha256, seq)}``."""
    quarantined: dict[tuple[str, str], SetAside]
    """``{(vid as sent, sha256): why}``."""
    erased: set[Record]
    nodes: dict[Record, list[Node]]
    """Versions of these records that are no drafts."""


def known_of(connection: Connection, municipality_id: UUID, arrivals: Sequence[Arrival]) -> Known:
    records = {arrival.record for arrival in arrivals if arrival.author_id and arrival.rid}
    return Known(
        _versions(connection, municipality_id, {arrival.vid for arrival in arrivals if arrival.vid}),
        _quarantined(connection, municipality_id, {arrival.vid_text for arrival in arrivals}),
        _erased(connection, municipality_id, records),
        nodes_of(connection, municipality_id, records),
    )


def _versions(connection: Connection, municipality_id: UUID, vids: set[UUID]) -> dict[UUID, tuple[str, int]]:
    query = select(Version.vid, Version.sha256, Version.seq).where(
        Version.municipality_id == municipality_id, Version.vid.in_(vids)
    )
    return {vid: (sha256, seq) for vid, sha256, seq in connection.execute(query)}


def _quarantined(connection: Connection, municipality_id: UUID, vids: set[str]) -> dict[tuple[str, str], SetAside]:
    columns = (Quarantined.vid, Quarantined.sha256, Quarantined.code, Quarantined.detail, Quarantined.seq)
    query = select(*columns, Quarantined.resolved_at).where(
        Quarantined.municipality_id == municipality_id, Quarantined.vid.in_(vids)
    )
    return {
        (vid, sha256): SetAside(code, detail, seq, resolved_at is not None)
        for vid, sha256, code, detail, seq, resolved_at in connection.execute(query)
    }


def _erased(connection: Connection, municipality_id: UUID, records: set[Record]) -> set[Record]:
    query = select(ErasedRecord.author_id, ErasedRecord.rid).where(
        ErasedRecord.municipality_id == municipality_id, ErasedRecord.rid.in_({rid for _, rid in records})
    )
    return {(author, rid) for author, rid in connection.execute(query)}


def nodes_of(connection: Connection, municipality_id: UUID, records: set[Record]) -> dict[Record, list[Node]]:
    """Every version of these records that is no draft, by record."""
    query = _NODES.where(
        Version.municipality_id == municipality_id,
        Version.author_id.in_({author for author, _ in records}),
        Version.rid.in_({rid for _, rid in records}),
    )
    return _by_record(connection.execute(query))


def all_nodes(connection: Connection, municipality_id: UUID) -> dict[Record, list[Node]]:
    """The whole set, for rebuilding its views."""
    return _by_record(connection.execute(_NODES.where(Version.municipality_id == municipality_id)))


_NODES = select(
    Version.author_id, Version.rid, Version.vid, Version.parents, Version.act, Version.sha256, Version.received_at,
    Version.shares,
).where(Version.stage == "done")  # fmt: skip


def _by_record(rows) -> dict[Record, list[Node]]:
    nodes: dict[Record, list[Node]] = {}
    for author, rid, vid, parents, act, sha256, received_at, shares in rows:
        node = Node(vid, tuple(map(UUID, parents.split())), act == "put", sha256, received_at, shares)
        nodes.setdefault((author, rid), []).append(node)
    return nodes


def node_of(arrival: Arrival) -> Node:
    """What ``nodes_of`` will read once this arrival is stored."""
    body = arrival.body
    return Node(arrival.vid, body.parents, body.is_put, arrival.sha256, arrival.received_at, body.shares)
