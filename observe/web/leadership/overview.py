"""The overview: where a school's leaders have been this term, in weeks and persons, and what of one's own waits."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from observe.aggregates.coverage import Line, Visit, Week, coverage, weeks
from observe.aggregates.queries.coverage import (
    last_before,
    subjects_of,
    teachers_of,
    visits_between,
    waiting_to_be_shared,
)
from observe.models.schools import School, Term
from observe.policy.observations import known_observations
from observe.policy.patterns import is_readable
from observe.policy.viewer import Viewer
from observe.web.leadership.choices import terms_until, titles_of
from observe.web.sorting import danish_order


@dataclass(frozen=True)
class Place:
    """A line of the coverage with its teacher's name and subjects; ``weeks_ago`` is None if never visited."""

    name: str
    subjects: str
    line: Line
    weeks_ago: int | None


@dataclass(frozen=True)
class Bar:
    """A week as the run of bars draws it."""

    week: int
    n: int
    n_minutes: int
    is_over: bool


@dataclass(frozen=True)
class Overview:
    school: School
    term: Term | None
    is_running: bool = False
    weeks: tuple[Bar, ...] = ()
    n_visits: int = 0
    minutes: int = 0
    unvisited: tuple[Place, ...] = ()
    visited: tuple[Place, ...] = ()
    waiting: tuple[tuple[UUID, datetime], ...] = ()
    """(rid, deadline) of the viewer's own that are not shared yet, the first due first."""

    @property
    def n_teachers(self) -> int:
        return len(self.unvisited) + len(self.visited)


def overview_of(session: Session, viewer: Viewer, school: School, now: datetime, language: str) -> Overview:
    """Six queries, whatever the number of visits and teachers."""
    term = next(iter(terms_until(session, school.municipality_id, viewer.today)), None)
    waiting = tuple(waiting_to_be_shared(session, viewer.person_id, school.id, now))
    if term is None:
        return Overview(school, None, waiting=waiting)
    known = known_observations(viewer)
    last = min(viewer.today, term.ends_on)
    visits = visits_between(session, known, is_readable(viewer, now), school.id, term.starts_on, last)
    earlier = last_before(session, known, school.id, term.starts_on)
    places = _places(session, school, visits, earlier, viewer.today, language)
    return Overview(
        school,
        term,
        is_running=viewer.today <= term.ends_on,
        weeks=tuple(_bar(week, viewer.today) for week in weeks(visits, term.starts_on, last)),
        n_visits=len(visits),
        minutes=sum(visit.minutes for visit in visits),
        unvisited=tuple(place for place in places if not place.line.n_in_term),
        visited=tuple(place for place in places if place.line.n_in_term),
        waiting=waiting,
    )


def _bar(week: Week, today: date) -> Bar:
    return Bar(week.number, week.n_visits, week.minutes, not week.is_running(today))


def _places(
    session: Session, school: School, visits: list[Visit], earlier: dict[UUID, date], today: date, language: str
) -> list[Place]:
    teachers = sorted(teachers_of(session, school.id, today), key=lambda person: danish_order(person.name))
    people = {person.id: person for person in teachers}
    taught, titles = subjects_of(session, school.id), titles_of("subjects", language)
    if language == "da":
        # In Danish the name of a subject is written small within a line.
        titles = {code: title.lower() for code, title in titles.items()}
    return [
        Place(
            people[line.teacher_id].name,
            ", ".join(titles.get(code, code) for code in taught.get(line.teacher_id, [])),
            line,
            line.weeks_ago(today),
        )
        for line in coverage(people, visits, earlier)
    ]
