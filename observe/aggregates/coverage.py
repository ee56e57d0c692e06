"""Time near teaching and coverage: where leaders have been, in weeks, and never joined with ratings."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

DAYS_OF_A_WEEK = 7


class Visit(NamedTuple):
    """One visit as coverage sees it. ``rid`` is None for who may not open it."""

    teacher_id: UUID
    on: date
    minutes: int
    rid: UUID | None = None
    subject: str = ""
    grade_level: int | None = None
    observer_id: UUID | None = None
    pair: str | None = None
    """The code that two observers of the lesson share; None for one of one observer."""


@dataclass(frozen=True)
class Week:
    """An ISO week; ``starts_on`` is its Monday."""

    starts_on: date
    n_visits: int
    minutes: int

    @property
    def number(self) -> int:
        return self.starts_on.isocalendar().week

    def is_running(self, today: date) -> bool:
        """Whether more visits may still come: the last day of teaching is a Friday."""
        return self.starts_on <= today < self.starts_on + timedelta(days=5)


@dataclass(frozen=True)
class Line:
    """One teacher's place in the coverage. ``last_week`` is the Monday of the last visit, None if there was none."""

    teacher_id: UUID
    last_week: date | None
    n_in_term: int
    rid: UUID | None

    def weeks_ago(self, today: date) -> int | None:
        return None if self.last_week is None else (monday(today) - self.last_week).days // DAYS_OF_A_WEEK


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def in_lessons(visits: Iterable[Visit]) -> list[Visit]:
    """Lessons instead of visits: one that two observed is there once, by the half that the viewer may open if any."""
    kept: dict[Hashable, Visit] = {}
    for place, visit in enumerate(visits):
        key = visit.pair or place
        if key not in kept or kept[key].rid is None:
            kept[key] = visit
    return list(kept.values())


def weeks(visits: Iterable[Visit], first: date, last: date, walks: Iterable[Visit] = ()) -> list[Week]:
    """Every ISO week from the first to the last day, those without visits too; empty if there is no such day.

    A lesson that two observed counts once, with the minutes of both. ``walks`` are walkthroughs: their minutes are near
    teaching, but nobody was visited.
    """
    visits = [visit for visit in visits if first <= visit.on <= last]
    n_visits = Counter(monday(visit.on) for visit in in_lessons(visits))
    minutes: Counter[date] = Counter()
    for visit in (*visits, *walks):
        minutes[monday(visit.on)] += visit.minutes
    if last < first:
        return []
    span = range(0, (monday(last) - monday(first)).days + 1, DAYS_OF_A_WEEK)
    starts = (monday(first) + timedelta(days=days) for days in span)
    return [Week(start, n_visits[start], minutes[start]) for start in starts]


def coverage(teacher_ids: Iterable[UUID], visits: Sequence[Visit], earlier: dict[UUID, date]) -> list[Line]:
    """The teachers by longest since, never visited first; equals stay in the order given.

    ``visits`` are the term's, ``earlier`` the last day before it per teacher. Teachers who are not named are left out.
    """
    latest: dict[Hashable, Visit] = {}
    counts = Counter(visit.teacher_id for visit in visits)
    for visit in sorted(visits, key=lambda visit: visit.on):
        latest[visit.teacher_id] = visit
    lines = []
    for teacher_id in teacher_ids:
        visit = latest.get(teacher_id)
        on = visit.on if visit else earlier.get(teacher_id)
        lines.append(Line(teacher_id, on and monday(on), counts[teacher_id], visit.rid if visit else None))
    return sorted(lines, key=lambda line: line.last_week or date.min)
