"""The packed ratings of a school's term, for figures: one query, no text, no names."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, type_coerce
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
    """{rubric's content hash: its lessons} of the ``allowed`` observations in a school from first to last day.

    Observations without any rating are left out: they say nothing about teaching. Broken-off visits with ratings count.
    """
    # Straight from the connection and all at once: the ORM's pass over the rows, or fetching them one by one, would
    # cost as much as the query.
    rows = (
        session.connection()
        .execute(
            allowed.with_only_columns(
                _as_stored(Observation.teacher_id),
                _as_stored(Observation.author_id),
                Observation.subject,
                Observation.grade_level,
                Observation.levels,
                Observation.rubric_hash,
            ).where(
                is_a_visit(),
                Observation.rubric_hash.is_not(None),
                Observation.school_id == school_id,
                Observation.observed_on.between(first, last),
            )
        )
        .all()
    )
    found: dict[str, list[Lesson]] = {}
    for lesson in map(Lesson._make, rows):
        if lesson.levels.strip(b"\0"):
            found.setdefault(lesson.rubric_hash, []).append(lesson)
    return found


def _as_stored(column: InstrumentedAttribute[UUID | None]) -> ColumnElement[object]:
    """An id as the database keeps it: figures only compare them, and making UUIDs costs more than counting."""
    return type_coerce(column, String(32))
