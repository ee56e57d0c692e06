"""The numbers that a tablet gives what it makes: which of them never came, though later ones did long ago.

A number decides nothing. A gap is told to whoever wrote there: what it stands for may still lie on the tablet alone.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from sqlalchemy import Connection, and_, select

from observe.models.versions import ErasedRecord, FeedEvent, Quarantined, Version
from observe.models.versions.sealing import NO_KEYS, is_sealed, open_sealed

# What is on its way, or waits for a network, is no gap yet.
OLD = timedelta(days=7)


def gaps_of(
    connection: Connection, municipality_id: UUID, author_id: UUID, devices: Collection[UUID], at: datetime
) -> dict[UUID, list[range]]:
    """``{device: runs of numbers missing}`` of one author's tablets, those with a gap alone. Three queries.

    Nobody knows which numbers an erased record had: as many as were erased are taken for these.
    """
    numbers: dict[UUID, dict[int, datetime]] = {}
    for device_id, number, received_at in _numbers(connection, municipality_id, author_id, devices):
        numbers.setdefault(device_id, {})[number] = received_at
    n_erased = _n_erased(connection, municipality_id, author_id)
    gaps = {device_id: missing(known, at) for device_id, known in numbers.items()}
    return {device_id: gap for device_id, gap in gaps.items() if sum(map(len, gap)) > n_erased}


def missing(known: Mapping[int, datetime], at: datetime) -> list[range]:
    """The runs of numbers below the highest that came at least ``OLD`` ago; pure. ``known`` says when each came.

    Runs and not numbers: the wire allows any number up to 2**53, and a tablet that is wrong may send one.
    """
    highest = max((number for number, received_at in known.items() if at - received_at >= OLD), default=0)
    below = sorted(number for number in known if 0 < number <= highest)
    return [range(before + 1, number) for before, number in pairwise([0, *below]) if number - before > 1]


def _numbers(
    connection: Connection, home: UUID, author_id: UUID, devices: Collection[UUID]
) -> Iterator[tuple[UUID, int, datetime]]:
    stored = select(Version.device_id, Version.device_seq, Version.received_at)
    here = (Version.municipality_id == home, Version.author_id == author_id, Version.device_id.in_(devices))
    yield from connection.execute(stored.where(*here))
    aside = select(Quarantined.device_id, Quarantined.body, Quarantined.opened, Quarantined.received_at).where(
        Quarantined.municipality_id == home, Quarantined.author_id == author_id, Quarantined.device_id.in_(devices)
    )
    for device_id, body, opened, received_at in connection.execute(aside):
        number = _number_in(bytes(opened or body))
        if type(number) is int:
            yield device_id, number, received_at


def _number_in(text: bytes) -> object:
    """As the body says it, or the header of a sealed one."""
    values = json.loads(text)
    return (open_sealed(values, NO_KEYS).header if is_sealed(values) else values).get("device_seq")


def _n_erased(connection: Connection, home: UUID, author_id: UUID) -> int:
    is_erased = and_(ErasedRecord.author_id == FeedEvent.author_id, ErasedRecord.rid == FeedEvent.rid)
    brought = FeedEvent.kind.in_(("stored", "quarantined"))
    query = select(FeedEvent.seq).join(ErasedRecord, is_erased)
    here = (FeedEvent.municipality_id == home, FeedEvent.author_id == author_id, brought)
    return len(connection.execute(query.where(*here)).all())
