"""The feed: events in the order of their commits, chained by hash. Every writer locks the counter row first.

chain(n) = SHA-256(chain before ‖ seq as 8 bytes, big-endian ‖ kind ‖ vid, or rid where there is none ‖ sha256), with
the chain before as its 32 bytes and the texts in UTF-8 as they stand in the row; the first chain is 32 zero bytes.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from observe.models.base import uuid7
from observe.models.bulk import insert_rows
from observe.models.versions.tables import Epoch, FeedCounter, FeedEvent

KINDS = ("stored", "quarantined", "repaired", "shared", "acknowledged", "responded", "paired", "withdrawn", "erased")
FIRST_CHAIN = "0" * 64


class Head(NamedTuple):
    """Where the history of a municipality stands."""

    municipality_id: UUID
    epoch: UUID
    seq: int
    chain: str


class Event(NamedTuple):
    """What happened, before it has a place in the history."""

    kind: str
    author_id: UUID | None
    """Whose record it is about: the person whose tablets hear of it."""
    rid: UUID | None
    vid: str | None = None
    sha256: str = ""
    actor_id: UUID | None = None


def head_of(connection: Connection, municipality_id: UUID) -> Head | None:
    """The present head without locking it; None before the first use."""
    row = connection.execute(_HEAD, {"home": municipality_id}).first()
    return Head(*row) if row else None


def all_heads(connection: Connection) -> list[Head]:
    """Where every municipality stands that has a history."""
    return [Head(*row) for row in connection.execute(_HEADS.order_by(FeedCounter.municipality_id))]


def locked_head(connection: Connection, municipality_id: UUID, at: datetime) -> Head:
    """The head, locked until the transaction ends; the first use opens the first epoch.

    On SQLite the transaction must have been opened with ``engine.WRITES``, which locks the whole file at once.
    """
    row = connection.execute(_LOCKED, {"home": municipality_id}).first()
    if row is None:
        _begin(connection, municipality_id, at)
        row = connection.execute(_LOCKED, {"home": municipality_id}).one()
    return Head(*row)


_HEADS = select(FeedCounter.municipality_id, FeedCounter.epoch, FeedCounter.seq, FeedCounter.chain)
_HEAD = _HEADS.where(FeedCounter.municipality_id == bindparam("home"))
_LOCKED = _HEAD.with_for_update()


def _begin(connection: Connection, municipality_id: UUID, at: datetime) -> None:
    """Two first writers may meet here: the one that comes second inserts nothing and waits for the other's row."""
    epoch = uuid7()
    row = (municipality_id, epoch, 0, FIRST_CHAIN)
    if insert_rows(connection, FeedCounter.__table__, [row], "DO NOTHING"):
        opening = {"epoch": epoch, "first_seq": 1, "chain": FIRST_CHAIN, "at": at, "why": "first use"}
        connection.execute(insert(Epoch).values(municipality_id=municipality_id, **opening))


def append(connection: Connection, head: Head, events: Sequence[Event], at: datetime) -> Head:
    """Write events after a head that the caller holds locked; returns the new head, for ``move``."""
    rows, seq, chain = [], head.seq, head.chain
    for event in events:
        seq += 1
        chain = chain_after(chain, seq, event.kind, thing_of(event.vid, event.rid), event.sha256)
        rows.append(
            (head.municipality_id, seq, event.kind, event.rid, event.vid, event.author_id, event.sha256, chain, at,
             event.actor_id)
        )  # fmt: skip
    insert_rows(connection, FeedEvent.__table__, rows)
    return head._replace(seq=seq, chain=chain)


def move(connection: Connection, head: Head) -> None:
    """Write the new head: the last step of a writer before its commit."""
    connection.execute(_MOVE, {"home": head.municipality_id, "epoch": head.epoch, "seq": head.seq, "chain": head.chain})


_MOVE = update(FeedCounter).where(FeedCounter.municipality_id == bindparam("home"))


def record_event(connection: Connection, municipality_id: UUID, event: Event, at: datetime) -> Head:
    """Lock, append and move for writers of one event: sharing, acknowledging, responding."""
    head = append(connection, locked_head(connection, municipality_id, at), [event], at)
    move(connection, head)
    return head


def thing_of(vid: str | None, rid: UUID | None) -> str:
    """What an event names in the chain; empty for an element that named neither."""
    return vid or str(rid or "")


def chain_after(chain: str, seq: int, kind: str, thing: str, sha256: str) -> str:
    """The next chain in hex; pure."""
    texts = f"{kind}{thing}{sha256}".encode()
    return hashlib.sha256(bytes.fromhex(chain) + seq.to_bytes(8, "big") + texts).hexdigest()


def broken_link(connection: Connection, municipality_id: UUID) -> int | None:
    """The first seq whose chain does not follow from the event before it; None if the history is whole.

    Reads every event once. At the first event of an epoch the chain continues from what the epoch row says.
    """
    openings = dict(
        connection.execute(select(Epoch.first_seq, Epoch.chain).where(Epoch.municipality_id == municipality_id)).all()
    )
    columns = (FeedEvent.seq, FeedEvent.kind, FeedEvent.vid, FeedEvent.rid, FeedEvent.sha256, FeedEvent.chain)
    query = select(*columns).where(FeedEvent.municipality_id == municipality_id).order_by(FeedEvent.seq)
    before, last = 0, FIRST_CHAIN
    for seq, kind, vid, rid, sha256, chain in connection.execute(query):
        if seq != before + 1 and openings.get(seq) != last:
            return seq
        if chain_after(last, seq, kind, thing_of(vid, rid), sha256) != chain:
            return seq
        before, last = seq, chain
    return None
