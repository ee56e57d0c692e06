"""The packed ratings of walkthroughs, and what pupils answered: one query each, no text, no names."""

from datetime import date

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from observe.aggregates.coverage import Visit
from observe.aggregates.ratings import Lesson
from observe.aggregates.voices import AskedLesson
from observe.models.observations import Observation
from observe.models.voices import unpack_voice


def walks_by_rubric(session: Session, allowed: Select[tuple[Observation]], first: date, last: date) -> dict[str, list]:
    """{rubric's content hash: walkthroughs with ratings} of the allowed ones, in the order of their arrival.

    Each is a teacher's key of its own.
    """
    columns = (Observation.rid, Observation.author_id, Observation.subject, Observation.grade_level, Observation.levels)
    rows = session.execute(
        allowed.with_only_columns(*columns, Observation.rubric_hash)
        .where(Observation.rubric_hash.is_not(None), Observation.observed_on.between(first, last))
        .order_by(Observation.arrived_at, Observation.rid)
    )
    found: dict[str, list[Lesson]] = {}
    for *lesson, rubric_hash in rows:
        if lesson[-1].strip(b"\0"):
            found.setdefault(rubric_hash, []).append(Lesson(*lesson))
    return found


def walks_between(session: Session, allowed: Select[tuple[Observation]], first: date, last: date) -> list[Visit]:
    """Days and minutes of walkthroughs, for the time near teaching; nobody was visited."""
    rows = session.execute(
        allowed.with_only_columns(Observation.observed_on, Observation.minutes).where(
            Observation.observed_on.between(first, last)
        )
    )
    return [Visit(None, on, minutes) for on, minutes in rows]


def asked_between(session: Session, allowed: Select[tuple[Observation]], first: date, last: date) -> list[AskedLesson]:
    """The lessons in which pupils were asked, in the order of their arrival."""
    rows = session.execute(
        allowed.with_only_columns(Observation.teacher_id, Observation.author_id, Observation.pupil_voice)
        # SQLite keeps the column's default as text, which is no equal of empty bytes.
        .where(func.length(Observation.pupil_voice) > 0, Observation.observed_on.between(first, last))
        .order_by(Observation.arrived_at, Observation.rid)
    )
    return [AskedLesson(teacher, observer, unpack_voice(packed)) for teacher, observer, packed in rows]
