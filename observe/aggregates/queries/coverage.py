"""Who was visited when, in whole schools: dates and minutes, never ratings."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from observe.aggregates.coverage import Visit
from observe.aggregates.followup import Shared
from observe.aggregates.queries.patterns import UNRATED, is_a_visit
from observe.models.feedback import Acknowledgement
from observe.models.observations import Observation
from observe.models.pairs import MATCHED, PairHalf
from observe.models.people import LEADING_ROLES, Appointment, Person
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
            Observation.subject,
            Observation.grade_level,
            Observation.author_id,
            _pair_code(),
            Observation.is_broken_off,
            levels,
        )
        .where(is_a_visit(), Observation.school_id == school_id, Observation.observed_on.between(first, last))
        .order_by(Observation.observed_at)
    )
    return [Visit._make(values) for *values, is_broken_off, packed in rows if not is_broken_off or packed.strip(b"\0")]


def _pair_code() -> ColumnElement[str | None]:
    """What joins the two halves of a lesson that two observed."""
    own = and_(PairHalf.author_id == Observation.author_id, PairHalf.rid == Observation.rid)
    return select(PairHalf.code).where(own, PairHalf.standing.in_(MATCHED)).scalar_subquery()


def last_before(session: Session, known: Select[tuple[Observation]], school_id: UUID, day: date) -> dict[UUID, date]:
    """{teacher: the last day before this one on which they were visited}."""
    rows = session.execute(
        known.with_only_columns(Observation.teacher_id, func.max(Observation.observed_on))
        .where(
            is_a_visit(),
            _is_to_teaching(),
            Observation.school_id == school_id,
            Observation.observed_on < day,
        )
        .group_by(Observation.teacher_id)
    )
    return dict(rows.all())


def _is_to_teaching() -> ColumnElement[bool]:
    """Not broken off before anything was rated. Bytes with any mark stand behind noughts, however many."""
    return or_(Observation.is_broken_off.is_(False), Observation.levels > UNRATED)


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
    return _appointed(session, school_id, ("teacher",), today)


def leaders_of(session: Session, school_id: UUID, today: date) -> list[Person]:
    """Who leads a school on a day, once each."""
    return _appointed(session, school_id, LEADING_ROLES, today)


def _appointed(session: Session, school_id: UUID, roles: tuple[str, ...], today: date) -> list[Person]:
    in_force = select(Appointment.person_id).where(
        Appointment.school_id == school_id,
        Appointment.role.in_(roles),
        or_(Appointment.starts_on.is_(None), Appointment.starts_on <= today),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
    )
    return list(session.scalars(select(Person).where(Person.id.in_(in_force))))


def teaching_of(session: Session, school_id: UUID) -> dict[UUID, list[tuple[str, int | None]]]:
    """{teacher: (subject, grade level) of what they teach at a school now}, each once."""
    rows = session.execute(
        select(SectionTeacher.person_id, Section.subject, Section.grade_level)
        .join(Section, Section.id == SectionTeacher.section_id)
        .where(
            Section.school_id == school_id,
            Section.subject.is_not(None),
            Section.ended_on.is_(None),
            SectionTeacher.ended_on.is_(None),
        )
        .distinct()
        .order_by(SectionTeacher.person_id, Section.subject, Section.grade_level)
    )
    found: dict[UUID, list[tuple[str, int | None]]] = {}
    for person_id, subject, grade_level in rows:
        found.setdefault(person_id, []).append((subject, grade_level))
    return found


def follow_up_of(
    session: Session, followed: Select[tuple[Observation]], school_id: UUID, first: date, last: date, now: datetime
) -> list[Shared]:
    """The ``followed`` visits of a school from first to last day: when they were shared, and whether they were read."""
    is_its_own = and_(
        Acknowledgement.author_id == Observation.author_id,
        Acknowledgement.rid == Observation.rid,
        Acknowledgement.teacher_id == Observation.teacher_id,
    )
    is_readable = or_(Observation.shared_at.is_not(None), Observation.share_deadline_at <= now)
    rows = session.execute(
        followed.join(Acknowledgement, is_its_own, isouter=True)
        .with_only_columns(
            Observation.observed_at, Observation.shared_at, is_readable, Acknowledgement.teacher_id.is_not(None)
        )
        .where(
            is_a_visit(),
            _is_to_teaching(),
            Observation.school_id == school_id,
            Observation.observed_on.between(first, last),
        )
    )
    return [Shared._make(row) for row in rows]
