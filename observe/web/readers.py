"""Who has opened an observation: noted once a day for each reader, and shown to those who may read it."""

from dataclasses import dataclass
from datetime import datetime, time
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
    """Write that the viewer opened it, unless the same day has it or it is their own. Commits what it writes.

    The usual second reading of a day takes no write lock; the first begins a new transaction for it.
    """
    if viewer.person_id == observation.author_id or _has_read_today(db.session, viewer, observation, now):
        return
    author_id, rid = observation.author_id, observation.rid
    db.session.commit()
    writing()
    db.session.add(
        AccessEntry(
            municipality_id=viewer.municipality_id,
            at=now,
            actor_id=viewer.person_id,
            action=READ,
            author_id=author_id,
            rid=rid,
        )
    )
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


def _has_read_today(session: Session, viewer: Viewer, observation: Observation, now: datetime) -> bool:
    zone = ZoneInfo(session.get_one(Municipality, viewer.municipality_id).tz)
    midnight = datetime.combine(viewer.today, time(), zone)
    today = _readings(observation).where(AccessEntry.actor_id == viewer.person_id, AccessEntry.at >= midnight)
    return session.scalar(today.with_only_columns(AccessEntry.id).limit(1)) is not None


def _principals_of_today(viewer: Viewer, observation: Observation):
    return select(Appointment.person_id).where(
        Appointment.school_id == observation.school_id,
        Appointment.role == "principal",
        or_(Appointment.starts_on.is_(None), Appointment.starts_on <= viewer.today),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= viewer.today),
    )
