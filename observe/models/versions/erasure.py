"""Erasure of a record: what was stored of it goes, what makes the chain checkable stays, and it never comes back.

The events of the feed are the tombstones: they keep (seq, rid, vid, sha256) and no content; the nonce that makes a
sha256 unguessable went with the body. ``ErasedRecord`` answers every version of the record, known or not yet. A ledger
beside the backups names what was erased, so that a restored copy can be brought to forget it again.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from observe.models.base import uuid7
from observe.models.feedback import Acknowledgement, Response
from observe.models.jobs import Job
from observe.models.observations import Observation
from observe.models.pairs import PairHalf
from observe.models.people import AccessEntry
from observe.models.rollups import mark_places, places_before
from observe.models.self_ratings import SelfDraft, SelfShare
from observe.models.versions.feed import Event, append, locked_head, move
from observe.models.versions.halves import codes_of, stand_anew
from observe.models.versions.known import Record
from observe.models.versions.projection import FEEDBACK_MAIL
from observe.models.versions.tables import ErasedRecord, FeedEvent, Quarantined, Version

# Every table with rows of a record; a test compares them with the columns of all tables.
EMPTIED = (Version, Quarantined, Observation, PairHalf, Acknowledgement, Response, SelfShare, SelfDraft, AccessEntry)


class Erasure(NamedTuple):
    """A record that was erased, and when: a line of the ledger."""

    municipality_id: UUID
    author_id: UUID
    rid: UUID
    at: datetime


Ledger = Callable[[], Iterable[Erasure]]
"""Reads all erasures that were ever ordered."""


def no_ledger() -> Iterable[Erasure]:
    """Where nothing is kept beside the database."""
    return ()


def erase(connection: Connection, erasure: Erasure, *, at: datetime, by: UUID | None = None) -> int:
    """Erase a record and whatever may still come of it; returns how many versions went. Twice does nothing the second
    time. Open the transaction with ``engine.WRITES``; the caller commits.
    """
    home, author, rid, _ = erasure
    head = locked_head(connection, home, at)
    if (author, rid) in erased_records(connection, home, author):
        return 0
    codes = codes_of(connection, [(author, rid)])
    mark_places(connection, home, places_before(connection, [(author, rid)]))
    n = _empty(connection, erasure)
    connection.execute(insert(ErasedRecord).values(erasure._asdict()))
    entry = {"id": uuid7(), "municipality_id": home, "at": at, "actor_id": by, "author_id": author, "rid": rid}
    connection.execute(insert(AccessEntry).values(**entry, action="erased", detail=""))
    events = [Event("erased", author, rid, actor_id=by), *stand_anew(connection, home, codes, set(), by)]
    move(connection, append(connection, head, events, at))
    return n


def _empty(connection: Connection, erasure: Erasure) -> int:
    home, author, rid, _ = erasure
    n = 0
    named = select(FeedEvent.vid).where(
        FeedEvent.municipality_id == home, FeedEvent.author_id == author, FeedEvent.rid == rid,
        FeedEvent.vid.is_not(None),
    )  # fmt: skip
    # Bytes that were changed on their way name nobody, but stand under a vid of the record.
    nameless = (Quarantined.municipality_id == home, Quarantined.author_id.is_(None), Quarantined.vid.in_(named))
    n += connection.execute(delete(Quarantined).where(*nameless)).rowcount
    for table in EMPTIED:
        gone = connection.execute(delete(table).where(table.author_id == author, table.rid == rid)).rowcount
        n += gone if table in (Version, Quarantined) else 0
    connection.execute(delete(Job).where(Job.kind == FEEDBACK_MAIL, Job.key == f"{author}:{rid}"))
    return n


def replay(connection: Connection, municipality_id: UUID, erasures: Iterable[Erasure], at: datetime) -> int:
    """Erase again what a restored copy brought back; returns how many records that were. The caller commits."""
    due = {(one.author_id, one.rid): one for one in erasures if one.municipality_id == municipality_id}
    for done in erased_records(connection, municipality_id):
        due.pop(done, None)
    for erasure in due.values():
        erase(connection, erasure, at=at)
    return len(due)


def erased_records(connection: Connection, municipality_id: UUID, author_id: UUID | None = None) -> set[Record]:
    """What the store knows to be erased, of one author or of all."""
    query = select(ErasedRecord.author_id, ErasedRecord.rid).where(ErasedRecord.municipality_id == municipality_id)
    if author_id:
        query = query.where(ErasedRecord.author_id == author_id)
    return {(author, rid) for author, rid in connection.execute(query)}
