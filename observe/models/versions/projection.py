"""Observation rows, a view of the set: every column follows from a record's versions, so that rebuilding is safe."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from observe.models.base import uuid7
from observe.models.bulk import insert_rows
from observe.models.jobs import Job
from observe.models.levels import RubricShape, pack
from observe.models.observations import TOLD_KINDS, Observation
from observe.models.versions.bodies import Body, uuid_or_none
from observe.models.versions.envelopes import open_bytes
from observe.models.versions.heads import Node, Standing, standing_of
from observe.models.versions.judge import Knowledge, rubric_shapes
from observe.models.versions.known import Record
from observe.models.versions.payloads import levels_of, voice_fault
from observe.models.versions.tables import Version
from observe.models.voices import pack_voice

FEEDBACK_MAIL = "feedback_mail"
_COLUMNS = [column.name for column in Observation.__table__.columns]
_REPLACED = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name not in ("author_id", "rid"))
_UPSERT = f"(author_id, rid) DO UPDATE SET {_REPLACED}"
# An observation shared before its deadline is told of earlier; what was told already is not told again.
_SOONER = (
    "(kind, key) DO UPDATE SET due_at = excluded.due_at WHERE job.finished_at IS NULL AND excluded.due_at < job.due_at"
)


class View(NamedTuple):
    """A record with all that its row is made of. ``body`` is that of ``standing.content``."""

    record: Record
    nodes: Sequence[Node]
    standing: Standing
    body: Body


def views_of(
    connection: Connection,
    municipality_id: UUID,
    nodes: Mapping[Record, Sequence[Node]],
    fresh: Mapping[UUID, Body],
) -> list[View]:
    """The views of these records; bodies that are not ``fresh`` are read from the store, in one query.

    A record of which only withdrawals are here has none yet.
    """
    standings = {record: standing_of(of_record) for record, of_record in nodes.items()}
    shown = {standing.content.vid for standing in standings.values() if standing.content}
    bodies = {**fresh, **_bodies(connection, municipality_id, shown - fresh.keys())}
    return [
        View(record, nodes[record], standing, bodies[standing.content.vid])
        for record, standing in standings.items()
        if standing.content
    ]


def _bodies(connection: Connection, municipality_id: UUID, vids: Iterable[UUID]) -> dict[UUID, Body]:
    if not vids:
        return {}
    here = (Version.municipality_id == municipality_id, Version.vid.in_(vids))
    query = select(Version.vid, Version.content).where(*here)
    return {vid: open_bytes(body, vid, "").body for vid, body in connection.execute(query)}


def write_views(
    connection: Connection, municipality_id: UUID, views: Sequence[View], knowledge: Knowledge
) -> list[dict[str, object]]:
    """Replace the rows of these records, and return them."""
    if not views:
        return []
    shapes = shapes_of(connection, municipality_id, views, knowledge)
    rows = [_row(municipality_id, view, knowledge, shapes.get(view.body.rubric)) for view in views]
    insert_rows(connection, Observation.__table__, [tuple(row.values()) for row in rows], _UPSERT)
    return rows


def ask_for_mails(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Ask for the one mail that tells a teacher of each observation: when shared, at the latest by the deadline."""
    told = [row for row in rows if row["teacher_id"] and not row["is_withdrawn"] and row["kind"] in TOLD_KINDS]
    insert_rows(connection, Job.__table__, [_mail(row) for row in told], _SOONER)


def shapes_of(
    connection: Connection, municipality_id: UUID, views: Sequence[View], knowledge: Knowledge
) -> Mapping[str, RubricShape]:
    """Rubrics of the versions to show, which may be older than those of the batch."""
    missing = {view.body.rubric for view in views if view.body.rubric} - knowledge.rubrics.keys()
    if not missing:
        return knowledge.rubrics
    return {**knowledge.rubrics, **rubric_shapes(connection, municipality_id, missing)}


def _row(municipality_id: UUID, view: View, knowledge: Knowledge, shape: RubricShape | None) -> dict[str, object]:
    """The columns in the table's order."""
    (author_id, rid), nodes, standing, body = view
    arrived_at = min(node.received_at for node in nodes)
    counted_at = knowledge.counted_at(body.observed_at, arrived_at, body.is_day_confirmed)
    # The earliest of all: a teacher who may read it must not lose it again by an edit.
    due_at = min(knowledge.counted_at(node.observed_at, arrived_at) for node in nodes if node.is_put)
    payload = body.payload
    section = payload.get("section") or {}
    return {
        "author_id": author_id,
        "rid": rid,
        "municipality_id": municipality_id,
        "school_id": body.school_id,
        "teacher_id": body.teacher_id,
        "head_vid": standing.content.vid,
        "n_heads": standing.n_heads,
        "kind": payload["kind"],
        "is_practice": payload.get("is_practice", False),
        "is_withdrawn": standing.is_withdrawn,
        "is_broken_off": payload.get("broken_off", False),
        "observed_at": counted_at,
        "observed_on": counted_at.astimezone(knowledge.tz).date(),
        "arrived_at": arrived_at,
        "minutes": payload["minutes"],
        "section_id": uuid_or_none(section.get("id")),
        "section_title": section.get("title") or "",
        "subject": payload.get("subject") or "",
        "grade_level": payload.get("grade_level"),
        "rubric_hash": body.rubric,
        "levels": pack(shape.codes, levels_of(payload)) if shape else b"",
        "shared_at": min((node.received_at for node in nodes if node.shares), default=None),
        "share_deadline_at": due_at + timedelta(days=knowledge.limits.share_days),
        "pupil_voice": _voice(payload),
    }


def _voice(payload: Mapping[str, object]) -> bytes:
    """Empty also for what was stored before the field was known here, and has another shape."""
    voice = payload.get("pupil_voice")
    return b"" if voice_fault(voice) else pack_voice(voice)


def _mail(row: Mapping[str, object]) -> tuple[object, ...]:
    """A job's columns, in the table's order."""
    record = {"author_id": str(row["author_id"]), "rid": str(row["rid"])}
    due_at = min(row["shared_at"] or row["share_deadline_at"], row["share_deadline_at"])
    key = f"{row['author_id']}:{row['rid']}"
    return (uuid7(), row["municipality_id"], FEEDBACK_MAIL, key, record, due_at, 0, None, None, None)
