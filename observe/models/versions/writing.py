"""Writes what was decided: versions, quarantine, events and views, one statement a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from observe.models.bulk import insert_rows
from observe.models.rollups import mark_places, places_before, places_of
from observe.models.versions.decisions import Decision
from observe.models.versions.envelopes import Arrival, Carrier
from observe.models.versions.feed import Event, Head, append
from observe.models.versions.halves import write_halves
from observe.models.versions.heads import Node, standing_of
from observe.models.versions.judge import Knowledge
from observe.models.versions.known import Known, Record, node_of
from observe.models.versions.projection import ask_for_mails, views_of, write_views
from observe.models.versions.tables import Quarantined, Version

# Faults that leave in doubt whose it is: the person who carried it hears of them, not whom it names.
NAMES_NOBODY = ("unreadable", "unknown_author")


class Lost(Exception):
    """The database took fewer rows than it was given: nothing of the batch may be acknowledged."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What holds for every arrival of one batch."""

    known: Known
    knowledge: Knowledge
    carrier: Carrier
    at: datetime


def write(connection: Connection, head: Head, new: Sequence[Decision], intake: Intake) -> Head:
    """Write new decisions in order and return the head after their events; fills in their seq."""
    before, home = intake.known.nodes, head.municipality_id
    for place, decision in enumerate(new, start=1):
        decision.seq = head.seq + place
    stored = [decision for decision in new if decision.status == "stored"]
    _insert(connection, Version, [_version(home, decision) for decision in stored])
    _insert(connection, Quarantined, [_quarantined(home, decision) for decision in new if decision.fault])
    grown = _grown(before, [decision.arrival for decision in stored])
    fresh = {decision.arrival.vid: decision.arrival.body for decision in stored}
    were = places_before(connection, [record for record in grown if before.get(record)])
    views, actor = views_of(connection, home, grown, fresh), intake.carrier.person_id
    rows = write_views(connection, home, views, intake.knowledge)
    mark_places(connection, home, [*were, *places_of(rows)])
    ask_for_mails(connection, rows)
    events = [_event(decision, intake.carrier) for decision in new] + _turning_points(before, grown, actor)
    events += write_halves(connection, home, views, rows, intake.knowledge, actor)
    moved = append(connection, head, events, intake.at)
    before.update(grown)
    return moved


def _insert(connection: Connection, table: type, rows: Sequence[tuple[object, ...]]) -> None:
    if insert_rows(connection, table.__table__, rows, "DO NOTHING") != len(rows):
        raise Lost


def _grown(before: Mapping[Record, Sequence[Node]], stored: Sequence[Arrival]) -> dict[Record, list[Node]]:
    """The records that these versions change, with all their versions; drafts stand beside the graph."""
    grown: dict[Record, list[Node]] = {}
    for arrival in stored:
        if not arrival.body.is_draft:
            grown.setdefault(arrival.record, list(before.get(arrival.record, ()))).append(node_of(arrival))
    return grown


def _turning_points(
    before: Mapping[Record, Sequence[Node]], after: Mapping[Record, Sequence[Node]], actor_id: UUID | None
) -> list[Event]:
    """Events ``shared`` and ``withdrawn`` of the records that became so."""
    events = []
    for (author, rid), nodes in after.items():
        old = before.get((author, rid), ())
        if any(node.shares for node in nodes) and not any(node.shares for node in old):
            events.append(Event("shared", author, rid, actor_id=actor_id))
        if standing_of(nodes).is_withdrawn and not standing_of(old).is_withdrawn:
            events.append(Event("withdrawn", author, rid, actor_id=actor_id))
    return events


def _version(municipality_id: UUID, decision: Decision) -> tuple[object, ...]:
    """A version's columns, in the table's order."""
    arrival, body = decision.arrival, decision.arrival.body
    return (
        municipality_id, arrival.vid, body.rid, body.author_id, body.device_id, body.device_seq, arrival.carried_by,
        arrival.sha256, arrival.raw, body.record_type, body.act, body.stage, " ".join(map(str, body.parents)),
        body.rubric, arrival.received_at, decision.seq, " ".join(arrival.flags), body.shares,
        body.observed_at, body.teacher_id, body.pair_lock, arrival.opened,
    )  # fmt: skip


def _quarantined(municipality_id: UUID, decision: Decision) -> tuple[object, ...]:
    arrival, (code, detail) = decision.arrival, decision.fault
    storable = detail.encode("utf-8", "replace").decode().replace("\0", "?")
    return (
        municipality_id, arrival.vid_text, arrival.sha256, arrival.raw, code, storable, arrival.rid,
        arrival.author_id, arrival.device_id, arrival.carried_by, arrival.received_at, decision.seq, None, None,
        arrival.opened,
    )  # fmt: skip


def _event(decision: Decision, carrier: Carrier) -> Event:
    arrival, fault = decision.arrival, decision.fault
    is_named = arrival.author_id and not (fault and fault.code in NAMES_NOBODY)
    author = arrival.author_id if is_named else carrier.person_id
    return Event(
        decision.kind or decision.status, author, arrival.rid, arrival.vid_text, arrival.sha256, carrier.person_id
    )
