"""Puts right what is wrong with a version set aside: a new version by the server, whose parent is the one set aside.

Its vid follows from that of the one set aside (``heads.repair_of``), so that the graph knows whom it stands for. What
is put right in one version is put right in those of the same record that wait for the same.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row

from observe.errors import N_, NotRepairable
from observe.models.versions.accept import Judge
from observe.models.versions.bodies import uuid_or_none
from observe.models.versions.feed import Event, append, locked_head, move
from observe.models.versions.heads import repair_of
from observe.models.versions.online import framed, take_in
from observe.models.versions.quarantine import resolve, row_set_aside, waiting_of_record

# What naming a teacher or a rubric can put right.
REPAIRABLE = ("unknown_teacher", "unknown_rubric")
NOTHING_TO_NAME = N_("naming a teacher or a rubric does not put this right")
NO_ID = N_("it came without an id of its own")


@dataclass(frozen=True)
class Repair:
    """What is put in the place of what was wrong; None where it stays."""

    teacher: dict[str, str] | None = None
    """``{id, name}``."""
    rubric: str | None = None
    """Content hash of a rubric version that is here."""


def put_right(
    connection: Connection, *, municipality_id: UUID, vid: str, sha256: str, repair: Repair, by: UUID | None,
    judge: Judge, at: datetime,
) -> list[UUID]:  # fmt: skip
    """Make the new version, and those of its record that wait for the same; returns their vids, the asked one first.

    Raises NotRepairable if the asked one cannot be put right so; the caller rolls back then.
    """
    locked_head(connection, municipality_id, at)
    row = row_set_aside(connection, municipality_id, vid, sha256)
    made = [_put_right(connection, municipality_id, row, repair, by, judge, at)]
    for other in _alike(connection, municipality_id, row):
        try:
            with connection.begin_nested():
                made.append(_put_right(connection, municipality_id, other, repair, by, judge, at))
        except NotRepairable:
            continue
    return made


def map_teacher(
    connection: Connection, *, municipality_id: UUID, vid: str, sha256: str, teacher: dict[str, str],
    by: UUID | None, judge: Judge, at: datetime,
) -> UUID:  # fmt: skip
    """Put ``teacher`` ({id, name}) in the place of a typed name; returns the new vid. Raises NotRepairable."""
    named = {"municipality_id": municipality_id, "vid": vid, "sha256": sha256, "by": by, "judge": judge, "at": at}
    return put_right(connection, **named, repair=Repair(teacher=teacher))[0]


def _put_right(
    connection: Connection, home: UUID, row: Row, repair: Repair, by: UUID | None, judge: Judge, at: datetime
) -> UUID:
    if row.code not in REPAIRABLE:
        raise NotRepairable(vid=row.vid, reason=NOTHING_TO_NAME)
    aside = uuid_or_none(row.vid)
    if aside is None:
        raise NotRepairable(vid=row.vid, reason=NO_ID)
    body, made = _mended(row, repair, by), repair_of(aside)
    result = take_in(connection, municipality_id=home, vid=made, body=body, by=by, judge=judge, at=at)
    if result.status != "stored":
        raise NotRepairable(vid=row.vid, reason=result.detail or result.status)
    event = Event("repaired", row.author_id, row.rid, row.vid, row.sha256, by)
    move(connection, append(connection, locked_head(connection, home, at), [event], at))
    resolve(connection, home, row, at, by)
    return made


def _mended(row: Row, repair: Repair, by: UUID | None) -> str:
    values = json.loads(bytes(row.opened or row.body))
    changes: dict[str, object] = {"repaired_by": str(by) if by else None}
    if repair.teacher:
        changes["payload"] = {**values["payload"], "teacher": repair.teacher}
    if repair.rubric:
        changes["rubric"] = repair.rubric
    # A tablet, which does not reckon with repairs, finds by these that those of its parents are superseded.
    repaired = [str(repair_of(UUID(parent))) for parent in values["parents"]]
    return framed(values, [row.vid, *values["parents"], *repaired], **changes)


def _alike(connection: Connection, home: UUID, row: Row) -> Sequence[Row]:
    """Others of the record that wait for the same: the same name typed, or the same rubric missing."""
    rows = waiting_of_record(connection, home, row.author_id, row.rid)
    return [other for other in rows if other.seq != row.seq and (other.code, other.detail) == (row.code, row.detail)]
