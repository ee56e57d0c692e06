"""The one way in for versions. Its steps, under the municipality's counter lock: read what is there, judge, give each
its place in the feed, insert a batch by one statement a table, keep the views, move the counter. The caller commits.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError

from observe.models.base import uuid7
from observe.models.people import AccessEntry
from observe.models.versions.decisions import Decision, decide
from observe.models.versions.envelopes import Arrival, Carrier
from observe.models.versions.feed import Head, locked_head, move
from observe.models.versions.heads import standing_of
from observe.models.versions.judge import Judge
from observe.models.versions.known import Known, known_of
from observe.models.versions.writing import Intake, Lost, write


class Result(NamedTuple):
    """The answer to one element, in the words of ``docs/sync.md``."""

    vid: str
    sha256: str
    """Of the bytes that came: a tablet whose bytes were changed on the way sees it and sends again."""
    status: str
    """stored, already, quarantined, erased, retry or too_big."""
    seq: int | None
    heads: int
    """Heads of its record after the commit; 0 where it is not known or has drafts only."""
    code: str | None = None
    detail: str | None = None


def accept(
    connection: Connection,
    *,
    municipality_id: UUID,
    carrier: Carrier,
    arrivals: Sequence[Arrival],
    judge: Judge,
    at: datetime,
    head: Head | None = None,
) -> list[Result]:
    """Store or set aside every arrival; ``results[i]`` answers ``arrivals[i]``. ``head`` is one that is locked already.

    Open the transaction with ``engine.WRITES`` and commit after it, whatever the results: one bad version changes no
    other's outcome. Costs some ten queries and four inserts, whatever the number of arrivals.
    """
    for arrival in arrivals:
        arrival.received_at = at
        arrival.is_by_author = carrier.person_id is not None and carrier.person_id == arrival.author_id
        arrival.carried_by = None if arrival.is_by_author else carrier.person_id
    head = head or locked_head(connection, municipality_id, at)
    known = known_of(connection, municipality_id, arrivals)
    knowledge = judge(connection, municipality_id, arrivals)
    decisions = decide(arrivals, known, knowledge, carrier)
    moved = write_each(connection, head, decisions, Intake(known, knowledge, carrier, at))
    if moved.seq != head.seq:
        move(connection, moved)
        _tell(connection, municipality_id, carrier, moved.seq - head.seq, at)
    return [_result(decision, known) for decision in decisions]


def write_each(connection: Connection, head: Head, decisions: Sequence[Decision], intake: Intake) -> Head:
    """All new ones at once; if the database refuses that, one by one, so that a bad one harms no other."""
    new = [decision for decision in decisions if decision.is_new]
    moved = _tried(connection, head, new, intake) if new else head
    if moved:
        return moved
    for decision in new:
        moved = _tried(connection, head, [decision], intake)
        if moved is None:
            decision.status, decision.seq = "retry", None
        head = moved or head
    return head


def _tried(connection: Connection, head: Head, new: Sequence[Decision], intake: Intake) -> Head | None:
    """The head after writing, None if the database refused; raises if it cannot be spoken to any more."""
    try:
        with connection.begin_nested():
            return write(connection, head, new, intake)
    except Lost:
        return None
    except DBAPIError as refused:
        if refused.connection_invalidated:
            raise
        return None


_TELL = insert(AccessEntry)


def _tell(connection: Connection, municipality_id: UUID, carrier: Carrier, n_events: int, at: datetime) -> None:
    """One access entry a batch."""
    detail = f"{n_events} events"
    entry = {"id": uuid7(), "municipality_id": municipality_id, "at": at, "actor_id": carrier.person_id}
    connection.execute(_TELL, {**entry, "action": "pushed", "author_id": None, "rid": None, "detail": detail})


def _result(decision: Decision, known: Known) -> Result:
    arrival, first = decision.arrival, decision.same_as
    status = decision.status
    if first:
        status = "already" if first.status in ("stored", "already") else first.status
    seq, fault = (first or decision).seq, (first or decision).fault if status == "quarantined" else None
    heads = standing_of(known.nodes.get(arrival.record, ())).n_heads
    return Result(arrival.vid_text, arrival.sha256, status, seq, heads, *(fault or ()))
