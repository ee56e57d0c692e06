"""Who has opened an observation: noted once a day for each reader, and shown to those who may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from observe.extensions import db
from observe.models.observations import Observation
from observe.models.people import AccessEntry, Appointment, Person
from observe.models.schools import Municipality
from observe.policy.viewer import Viewer
from observe.web.loaders import writing

READ = "read"


@dataclass(frozen=True)
class Reader:
    name: str
    is_principal: bool
    first_read_at: datetime | None
    """None for one who may read it and has not yet."""


def note_reading(viewer: Viewer, observation: Observation, now: datetime) -> None:
    """Write that the viewer opened it, unless the same day has it or it is their own. Commits what it writes."""
    note_readings(viewer, [(observation.author_id, observation.rid)], now)


def note_readings(viewer: Viewer, opened: Iterable[tuple[UUID, UUID]], now: datetime) -> None:
    """The same of several, each named by (author, rid). Two queries.

    The usual second reading of a day takes no write lock; the first begins a new transaction for it.
    """
    others = {(author_id, rid) for author_id, rid in opened if author_id != viewer.person_id}
    new = others - _read_today(db.session, viewer, {rid for _, rid in others}, now) if others else set()
    if not new:
        return
    facts = {"municipality_id": viewer.municipality_id, "at": now, "actor_id": viewer.person_id, "action": READ}
    db.session.commit()
    writing()
    db.session.add_all(AccessEntry(author_id=author_id, rid=rid, **facts) for author_id, rid in sorted(new))
    db.session.commit()


def readers_of(session: Session, viewer: Viewer, observation: Observation) -> list[Reader]:
    """For the teacher: the principals of today, read or not, and everybody else who opened it. Three queries."""
    first_read = dict(
        session.execute(
            _readings(observation)
            .with_only_columns(AccessEntry.actor_id, func.min(AccessEntry.at))
            .group_by(AccessEntry.actor_id)
        ).all()
    )
    principals = set(session.scalars(_principals_of_today(viewer, observation)))
    wanted = {*principals, *first_read} - {observation.teacher_id, observation.author_id}
    people = session.scalars(select(Person).where(Person.id.in_(wanted))).all()
    readers = [Reader(person.name, person.id in principals, first_read.get(person.id)) for person in people]
    return sorted(readers, key=lambda reader: (reader.is_principal, reader.name))


def _readings(observation: Observation):
    return select(AccessEntry).where(
        AccessEntry.author_id == observation.author_id, AccessEntry.rid == observation.rid, AccessEntry.action == READ
    )


def _read_today(session: Session, viewer: Viewer, rids: set[UUID], now: datetime) -> set[tuple[UUID, UUID]]:
    """(author, rid) of those with one of the ``rids`` that the viewer has opened today."""
    zone = ZoneInfo(session.get_one(Municipality, viewer.municipality_id).tz)
    midnight = datetime.combine(viewer.today, time(), zone)
    rows = session.execute(
        select(AccessEntry.author_id, AccessEntry.rid).where(
            AccessEntry.rid.in_(rids),
            AccessEntry.action == READ,
            AccessEntry.actor_id == viewer.person_id,
            AccessEntry.at >= midnight,
        )
    )
    return {(author_id, rid) for author_id, rid in rows}


def _principals_of_today(viewer: Viewer, observation: Observation):
    return select(Appointment.person_id).where(
        Appointment.school_id == observation.school_id,
        Appointment.role == "principal",
        or_(Appointment.starts_on.is_(None), Appointment.starts_on <= viewer.today),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= viewer.today),
    )
