"""Tablets that people work with: naming one, taking it out of use, reporting it stolen, and how often it may push.

A tablet is a ``device_id``; a person on it is an enrolment. Enrolling again makes good what is done here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from sqlalchemy import Connection, Row, Select, case, or_, select, update
from sqlalchemy.orm import Session

from observe.errors import TooManyPushes
from observe.models.people import Account, Enrolment
from observe.models.versions import Quarantined, Version

NAME_LENGTH = 200
# A tablet with a month of records needs some forty batches; a loop that has gone wrong is stopped within a minute.
PUSHES_A_MINUTE = 300
MINUTE = timedelta(minutes=1)


def rename(session: Session, enrolment: Enrolment, name: str) -> None:
    """What people call the tablet; the name given here is kept when it is enrolled again."""
    enrolment.name = name.strip()[:NAME_LENGTH]


def retire(session: Session, enrolments: Select[tuple[Enrolment]], by: UUID, at: datetime) -> int:
    """Take these out of use: what they push from now on waits in quarantine. Returns how many were in use."""
    rows = session.scalars(enrolments.where(Enrolment.retired_at.is_(None))).all()
    for row in rows:
        row.retired_at, row.retired_by = at, by
    return len(rows)


def report_stolen(session: Session, municipality_id: UUID, device_id: UUID, by: UUID, at: datetime) -> list[UUID]:
    """Let nobody push from this tablet any more, and end every login of the people on it, who are returned.

    A login that is still open on the tablet could enrol it again: that is why they all end.
    """
    here = select(Enrolment).where(Enrolment.municipality_id == municipality_id, Enrolment.device_id == device_id)
    rows = session.scalars(here).all()
    for row in rows:
        if row.stolen_at is None:
            row.stolen_at, row.stolen_by = at, by
    people = [row.person_id for row in rows]
    session.execute(update(Account).where(Account.person_id.in_(people)).values(changed_at=at))
    return people


def check_rate(enrolment: Row, at: datetime) -> None:
    """Raises TooManyPushes with the seconds to wait. Nothing is written for who is refused, so that waiting ends."""
    since = enrolment.counted_from
    if since is not None and since <= at < since + MINUTE and enrolment.n_pushes >= PUSHES_A_MINUTE:
        raise TooManyPushes(seconds=max(1, ceil((since + MINUTE - at) / timedelta(seconds=1))))


def count_push(connection: Connection, enrolment: Row, at: datetime) -> None:
    """Count one push of this enrolment, in the transaction that stores it."""
    is_new_minute = or_(
        Enrolment.counted_from.is_(None), Enrolment.counted_from <= at - MINUTE, Enrolment.counted_from > at
    )
    values = {
        "counted_from": case((is_new_minute, at), else_=Enrolment.counted_from),
        "n_pushes": case((is_new_minute, 1), else_=Enrolment.n_pushes + 1),
    }
    connection.execute(update(Enrolment).where(Enrolment.id == enrolment.id).values(values))


@dataclass(frozen=True, slots=True)
class Former:
    """A notebook that a person had in a browser before the browser cleared it, as the server knows it."""

    device_id: UUID
    name: str
    seen_at: datetime
    n_records: int
    """Records that they finished there and that are here, those in quarantine among them."""


def former_of(connection: Connection, person_id: UUID, device_ids: Sequence[UUID]) -> Former | None:
    """The first of these tablets on which this person was enrolled, and was not taken out of it on purpose."""
    rows = connection.execute(
        select(Enrolment.municipality_id, Enrolment.device_id, Enrolment.name, Enrolment.seen_at).where(
            Enrolment.person_id == person_id, Enrolment.device_id.in_(device_ids),
            Enrolment.retired_at.is_(None), Enrolment.stolen_at.is_(None),
        )
    ).all()  # fmt: skip
    row = min(rows, key=lambda row: device_ids.index(row.device_id), default=None)
    if row is None:
        return None
    n_records = len(_records_from(connection, row.municipality_id, person_id, row.device_id))
    return Former(row.device_id, row.name, row.seen_at, n_records)


def _records_from(connection: Connection, home: UUID, author_id: UUID, device_id: UUID) -> set[UUID]:
    def of(kept: type[Version | Quarantined]) -> Select[tuple[UUID]]:
        return select(kept.rid).where(
            kept.municipality_id == home, kept.author_id == author_id, kept.device_id == device_id,
            kept.rid.is_not(None),
        )  # fmt: skip

    waiting = of(Quarantined).where(Quarantined.resolved_at.is_(None))
    return set(connection.scalars(of(Version).where(Version.stage == "done").union(waiting)))
