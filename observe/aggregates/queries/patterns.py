"""The packed ratings of a school's term, for figures: one query, no text, no names."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import add
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, String, and_, case, null, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from observe.aggregates.ratings import Lesson
from observe.models.observations import Observation

# Observations of named teachers by a leader. Self-ratings and reference cases are in no figure of a school.
VISIT_KINDS = ("visit", "paired")


def is_a_visit() -> ColumnElement[bool]:
    """Took place, with a named teacher, and was not withdrawn."""
    return and_(
        Observation.kind.in_(VISIT_KINDS),
        Observation.is_practice.is_(False),
        Observation.is_withdrawn.is_(False),
        Observation.teacher_id.is_not(None),
    )


def lessons_by_rubric(
    session: Session, allowed: Select[tuple[Observation]], school_id: UUID, first: date, last: date
) -> dict[str, list[Lesson]]:
    """{rubric's content hash: its lessons} of the ``allowed`` observations in a school from first to last day."""
    return lessons_by_term(session, allowed, school_id, [(first, last)])[0]


def lessons_by_term(
    session: Session,
    allowed: Select[tuple[Observation]],
    school_id: UUID,
    terms: Sequence[tuple[date, date]],
    has_days: bool = False,
) -> list[dict[str, list[Lesson]]]:
    """For each term, given by its first and last day, {rubric's content hash: its lessons}. One query for all.

    Terms may overlap; a lesson stands in each that it lies in. Observations without any rating are left out: they say
    nothing about teaching. Broken-off visits with ratings count.
    """
    found: list[dict[str, list[Lesson]]] = [{} for _ in terms]
    if not terms:
        return found
    together: dict[tuple[str, int], list[Lesson]] = {}
    for lesson in map(Lesson._make, _rows(session, allowed, school_id, terms, has_days)):
        if lesson.levels.strip(b"\0"):
            together.setdefault((lesson.rubric_hash, lesson.terms), []).append(lesson)
    for (rubric_hash, mask), lessons in together.items():
        for place, of_term in enumerate(found):
            if mask >> place & 1:
                of_term.setdefault(rubric_hash, []).extend(lessons)
    return found


def _rows(
    session: Session,
    allowed: Select[tuple[Observation]],
    school_id: UUID,
    terms: Sequence[tuple[date, date]],
    has_days: bool,
) -> Sequence[Row]:
    # Straight from the connection and all at once: the ORM's pass over the rows, or fetching them one by one, would
    # cost as much as the query. In which terms a day lies is asked of the database, as making dates costs more.
    first, last = min(first for first, _ in terms), max(last for _, last in terms)
    lies_in = [case((Observation.observed_on.between(*days), 1 << k), else_=0) for k, days in enumerate(terms)]
    asked = allowed.with_only_columns(
        _as_stored(Observation.teacher_id),
        _as_stored(Observation.author_id),
        Observation.subject,
        Observation.grade_level,
        Observation.levels,
        Observation.rubric_hash,
        reduce(add, lies_in),
        Observation.observed_on if has_days else null(),
    ).where(
        is_a_visit(),
        Observation.rubric_hash.is_not(None),
        Observation.school_id == school_id,
        Observation.observed_on.between(first, last),
    )
    return session.connection().execute(asked).all()


def _as_stored(column: InstrumentedAttribute[UUID | None]) -> ColumnElement[object]:
    """An id as the database keeps it: figures only compare them, and making UUIDs costs more than counting."""
    return type_coerce(column, String(32))
