"""Whether a store is whole: the chain holds, bytes are those that were hashed, and nothing that it told of is gone."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, Row, and_, exists, select

from observe.models.versions.feed import FIRST_CHAIN, broken_link, head_of
from observe.models.versions.tables import ErasedRecord, FeedEvent, Quarantined, Version

# Bodies read at once; each may be 1 MiB.
PAGE = 100


def faults(connection: Connection, municipality_id: UUID) -> list[str]:
    """What is wrong, a sentence each, in English for who runs the server; empty if the store is whole.

    Reads every event and every body once.
    """
    return [*_of_history(connection, municipality_id), *_of_bodies(connection, municipality_id)]


def _of_history(connection: Connection, home: UUID) -> Iterator[str]:
    broken, head, last = broken_link(connection, home), head_of(connection, home), _last(connection, home)
    if broken is not None:
        yield f"The chain of the feed is broken at {broken}."
    if head and last and last.seq > head.seq:
        yield f"The feed goes on to {last.seq}, beyond its counter at {head.seq}."
    if head and head.chain != (last.chain if last else FIRST_CHAIN):
        yield "The chain of the last event is not the counter's."
    for seq in _lost(connection, home):
        yield f"Event {seq} tells of a version that is not here and was not erased."


def _last(connection: Connection, home: UUID) -> Row | None:
    query = select(FeedEvent.seq, FeedEvent.chain).where(FeedEvent.municipality_id == home)
    return connection.execute(query.order_by(FeedEvent.seq.desc()).limit(1)).first()


def _lost(connection: Connection, home: UUID) -> list[int]:
    """Events that told of bytes which stand neither in the set nor in quarantine, and were not erased."""
    stored = exists().where(Version.municipality_id == home, Version.seq == FeedEvent.seq)
    aside = exists().where(
        Quarantined.municipality_id == home, Quarantined.vid == FeedEvent.vid, Quarantined.sha256 == FeedEvent.sha256
    )
    here, told = FeedEvent.municipality_id == home, FeedEvent.kind.in_(("stored", "quarantined"))
    missing = connection.execute(select(FeedEvent.seq, FeedEvent.vid).where(here, told, ~stored, ~aside)).all()
    # Of what came without a known author the event names who brought it: the record is known by its rid.
    is_erased = and_(ErasedRecord.municipality_id == home, ErasedRecord.rid == FeedEvent.rid)
    erased = set(connection.execute(select(FeedEvent.vid).join(ErasedRecord, is_erased).where(here)).scalars())
    return [seq for seq, vid in missing if vid not in erased]


def _of_bodies(connection: Connection, home: UUID) -> Iterator[str]:
    for table in (Version, Quarantined):
        query = select(table.vid, table.sha256, table.body).where(table.municipality_id == home)
        for vid, sha256, body in connection.execute(query, execution_options={"yield_per": PAGE}):
            if hashlib.sha256(body).hexdigest() != sha256:
                yield f"The bytes of {vid or sha256} in {table.__tablename__} are not those that were received."
