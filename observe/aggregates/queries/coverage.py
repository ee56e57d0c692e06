"""Who was visited when, in whole schools: dates and minutes, never ratings."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from observe.aggregates.coverage import Visit
from observe.aggregates.queries.patterns import is_a_visit
from observe.models.observations import Observation
from observe.models.people import Appointment, Person
from observe.models.schools import Section, SectionTeacher


def visits_between(
    session: Session,
    known: Select[tuple[Observation]],
    readable: ColumnElement[bool],
    school_id: UUID,
    first: date,
    last: date,
) -> list[Visit]:
    """The visits of a school from first to last day that the viewer may know of, with an id where they may read them.

    A visit that was broken off before anything was rated is no visit to teaching and is left out.
    """
    # Rows that were not broken off need no ratings read.
    levels = case((Observation.is_broken_off, Observation.levels), else_=None)
    rows = session.execute(
        known.with_only_columns(
            Observation.teacher_id,
            Observation.observed_on,
            Observation.minutes,
            case((readable, Observation.rid), else_=None),
            Observation.is_broken_off,
            levels,
        )
        .where(is_a_visit(), Observation.school_id == school_id, Observation.observed_on.between(first, last))
        .order_by(Observation.observed_at)
    )
    return [Visit._make(values) for *values, is_broken_off, packed in rows if not is_broken_off or packed.strip(b"\0")]


def last_before(session: Session, known: Select[tuple[Observation]], school_id: UUID, day: date) -> dict[UUID, date]:
    """{teacher: the last day before this one on which they were visited}."""
    rows = session.execute(
        known.with_only_columns(Observation.teacher_id, func.max(Observation.observed_on))
        .where(
            is_a_visit(),
            Observation.is_broken_off.is_(False),
            Observation.school_id == school_id,
            Observation.observed_on < day,
        )
        .group_by(Observation.teacher_id)
    )
    return dict(rows.all())


def waiting_to_be_shared(
    session: Session, viewer_id: UUID, school_id: UUID, now: datetime
) -> list[tuple[UUID, datetime]]:
    """[(rid, deadline)] of the viewer's own observations that their teachers cannot read yet, the first due first."""
    rows = session.execute(
        select(Observation.rid, Observation.share_deadline_at)
        .where(
            is_a_visit(),
            Observation.author_id == viewer_id,
            Observation.school_id == school_id,
            Observation.shared_at.is_(None),
            Observation.share_deadline_at > now,
        )
        .order_by(Observation.share_deadline_at, Observation.rid)
    )
    return [(rid, deadline) for rid, deadline in rows]


def teachers_of(session: Session, school_id: UUID, today: date) -> list[Person]:
    """Who teaches at a school on a day, once each."""
    in_force = and_(
        Appointment.school_id == school_id,
        Appointment.role == "teacher",
        or_(Appointment.starts_on.is_(None), Appointment.starts_on <= today),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
    )
    return list(session.scalars(select(Person).where(Person.id.in_(select(Appointment.person_id).where(in_force)))))


def subjects_of(session: Session, school_id: UUID) -> dict[UUID, list[str]]:
    """{teacher: codes of the subjects they teach at a school now}, each once."""
    rows = session.execute(
        select(SectionTeacher.person_id, Section.subject)
        .join(Section, Section.id == SectionTeacher.section_id)
        .where(
            Section.school_id == school_id,
            Section.subject.is_not(None),
            Section.ended_on.is_(None),
            SectionTeacher.ended_on.is_(None),
        )
        .distinct()
        .order_by(SectionTeacher.person_id, Section.subject)
    )
    found: dict[UUID, list[str]] = {}
    for person_id, subject in rows:
        found.setdefault(person_id, []).append(subject)
    return found
