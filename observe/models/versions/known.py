"""What the store knows about the versions of a batch before it is written: a few statements, under the lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, select

from observe.models.versions.envelopes import Arrival
from observe.models.versions.heads import Node
from observe.models.versions.tables import ErasedRecord, FeedEvent, Quarantined, Version

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
    erased_vids: set[str]
    """Of these, vids of versions that named their record before it was erased; asked only for bytes that name none."""
    nodes: dict[Record, list[Node]]
    """Versions of these records that are no drafts, by record."""


def known_of(connection: Connection, municipality_id: UUID, arrivals: Sequence[Arrival]) -> Known:
    home = {"home": municipality_id}
    vids = {**home, "vids": [arrival.vid for arrival in arrivals if arrival.vid]}
    texts = {**home, "vids": [arrival.vid_text for arrival in arrivals]}
    named = [arrival for arrival in arrivals if arrival.author_id and arrival.rid]
    records = {**home, "authors": list({a.author_id for a in named}), "rids": list({a.rid for a in named})}
    nameless = [arrival.vid_text for arrival in arrivals if arrival.author_id is None]
    return Known(
        {vid: (sha256, seq) for vid, sha256, seq in connection.execute(_VERSIONS, vids)},
        {
            (vid, sha256): SetAside(code, detail, seq, resolved_at is not None)
            for vid, sha256, code, detail, seq, resolved_at in connection.execute(_QUARANTINED, texts)
        },
        {(author, rid) for author, rid in connection.execute(_ERASED, records)},
        set(connection.execute(_ERASED_VIDS, {**home, "vids": nameless}).scalars()) if nameless else set(),
        _by_record(connection.execute(_NODES_OF, records)),
    )


# Made once: putting a statement together costs more than running it.
_VERSIONS = select(Version.vid, Version.sha256, Version.seq).where(
    Version.municipality_id == bindparam("home"), Version.vid.in_(bindparam("vids", expanding=True))
)
_QUARANTINED = select(
    Quarantined.vid, Quarantined.sha256, Quarantined.code, Quarantined.detail, Quarantined.seq, Quarantined.resolved_at
).where(Quarantined.municipality_id == bindparam("home"), Quarantined.vid.in_(bindparam("vids", expanding=True)))
_ERASED = select(ErasedRecord.author_id, ErasedRecord.rid).where(
    ErasedRecord.municipality_id == bindparam("home"), ErasedRecord.author_id.in_(bindparam("authors", expanding=True))
)
_ERASED_VIDS = (
    select(FeedEvent.vid)
    .join(ErasedRecord, and_(ErasedRecord.author_id == FeedEvent.author_id, ErasedRecord.rid == FeedEvent.rid))
    .where(FeedEvent.municipality_id == bindparam("home"), FeedEvent.vid.in_(bindparam("vids", expanding=True)))
)
_NODES = select(
    Version.author_id, Version.rid, Version.vid, Version.parents, Version.act, Version.sha256, Version.received_at,
    Version.shares, Version.observed_at, Version.teacher_id, Version.pair_lock,
).where(Version.stage == "done", Version.municipality_id == bindparam("home"))  # fmt: skip
_NODES_OF = _NODES.where(
    Version.author_id.in_(bindparam("authors", expanding=True)), Version.rid.in_(bindparam("rids", expanding=True))
)


def nodes_of(connection: Connection, municipality_id: UUID, author_id: UUID, rid: UUID) -> list[Node]:
    """The versions of one record that are no drafts."""
    asked = {"home": municipality_id, "authors": [author_id], "rids": [rid]}
    return _by_record(connection.execute(_NODES_OF, asked)).get((author_id, rid), [])


def all_nodes(connection: Connection, municipality_id: UUID) -> dict[Record, list[Node]]:
    """The whole set but for drafts, by record, for rebuilding its views."""
    return _by_record(connection.execute(_NODES, {"home": municipality_id}))


def _by_record(rows) -> dict[Record, list[Node]]:
    nodes: dict[Record, list[Node]] = {}
    for author, rid, vid, parents, act, *content in rows:
        node = Node(vid, tuple(map(UUID, parents.split())), act == "put", *content)
        nodes.setdefault((author, rid), []).append(node)
    return nodes


def node_of(arrival: Arrival) -> Node:
    """What ``nodes_of`` will read once this arrival is stored."""
    body = arrival.body
    return Node(
        arrival.vid, body.parents, body.is_put, arrival.sha256, arrival.received_at, body.shares, body.observed_at,
        body.teacher_id, body.pair_lock,
    )  # fmt: skip
