"""The overview: where a school's leaders have been this term, in weeks and persons, and what of one's own waits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from observe.aggregates.coverage import Line, Visit, Week, coverage, in_lessons, weeks
from observe.aggregates.queries.coverage import (
    follow_up_of,
    last_before,
    teachers_of,
    teaching_of,
    visits_between,
    waiting_to_be_shared,
)
from observe.aggregates.queries.other_kinds import walks_between
from observe.models.schools import School, Term
from observe.policy.observations import followed_observations, known_observations
from observe.policy.other_kinds import known_walkthroughs
from observe.policy.patterns import is_readable
from observe.policy.viewer import Viewer
from observe.web.leadership.choices import terms_until, titles_of
from observe.web.leadership.followed import FollowUp, Part, Taught, follow_up, parts_of, silent_weeks
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
    """Lessons: one that two observed is one."""
    n_seen_by_two: int = 0
    minutes: int = 0
    """Near teaching, those of walkthroughs included."""
    n_walks: int = 0
    unvisited: tuple[Place, ...] = ()
    visited: tuple[Place, ...] = ()
    waiting: tuple[tuple[UUID, datetime], ...] = ()
    """(rid, deadline) of the viewer's own that are not shared yet, the first due first."""
    silent: str = ""
    """Names the weeks without visits."""
    stages: tuple[Part, ...] = ()
    groups: tuple[Part, ...] = ()
    follow_up: FollowUp | None = None
    is_own: bool = False
    """Whether the follow-up is that of the viewer's own visits alone."""

    @property
    def n_teachers(self) -> int:
        return len(self.unvisited) + len(self.visited)


def overview_of(session: Session, viewer: Viewer, school: School, now: datetime, language: str) -> Overview:
    """Eight queries, whatever the number of visits and teachers."""
    term = next(iter(terms_until(session, school.municipality_id, viewer.today)), None)
    waiting = tuple(waiting_to_be_shared(session, viewer.person_id, school.id, now))
    if term is None:
        return Overview(school, None, waiting=waiting)
    last = min(viewer.today, term.ends_on)
    known, readable = known_observations(viewer), is_readable(viewer, now)
    visits = visits_between(session, known, readable, school.id, term.starts_on, last)
    lessons = in_lessons(visits)
    walks = walks_between(session, known_walkthroughs(viewer, school.id), term.starts_on, last)
    run = weeks(visits, term.starts_on, last, walks)
    bare = Overview(
        school,
        term,
        is_running=viewer.today <= term.ends_on,
        weeks=tuple(_bar(week, viewer.today) for week in run),
        n_visits=len(lessons),
        n_seen_by_two=len(visits) - len(lessons),
        minutes=sum(near.minutes for near in (*visits, *walks)),
        n_walks=len(walks),
        waiting=waiting,
        silent=silent_weeks(run, viewer.today),
        is_own=school.id not in viewer.school_ids("principal"),
    )
    followed = follow_up_of(session, followed_observations(viewer), school.id, term.starts_on, last, now)
    return replace(_with_people(session, viewer, bare, lessons, language), follow_up=follow_up(followed, now))


def _with_people(session: Session, viewer: Viewer, shown: Overview, visits: list[Visit], language: str) -> Overview:
    """Who was visited, and the stages and subjects where nobody was."""
    earlier = last_before(session, known_observations(viewer), shown.school.id, shown.term.starts_on)
    taught = teaching_of(session, shown.school.id)
    places = _places(session, shown.school, taught, visits, earlier, viewer.today, language)
    stages, groups = parts_of(_of_today(taught, places), visits, language)
    return replace(
        shown,
        unvisited=tuple(place for place in places if not place.line.n_in_term),
        visited=tuple(place for place in places if place.line.n_in_term),
        stages=tuple(stages),
        groups=tuple(groups),
    )


def _of_today(taught: Taught, places: list[Place]) -> Taught:
    """What is taught by those who are appointed today: a section may outlive its teacher's post."""
    here = {place.line.teacher_id for place in places}
    return {teacher: lessons for teacher, lessons in taught.items() if teacher in here}


def _bar(week: Week, today: date) -> Bar:
    return Bar(week.number, week.n_visits, week.minutes, not week.is_running(today))


def _places(
    session: Session,
    school: School,
    taught: Taught,
    visits: list[Visit],
    earlier: dict[UUID, date],
    today: date,
    language: str,
) -> list[Place]:
    teachers = sorted(teachers_of(session, school.id, today), key=lambda person: danish_order(person.name))
    people = {person.id: person for person in teachers}
    return [
        Place(
            people[line.teacher_id].name,
            subjects_in_words(taught.get(line.teacher_id, ()), language),
            line,
            line.weeks_ago(today),
        )
        for line in coverage(people, visits, earlier)
    ]


def subjects_in_words(lessons: Sequence[tuple[str, int | None]], language: str) -> str:
    """The subjects of what somebody teaches, each once."""
    titles = titles_of("subjects", language)
    named = [titles.get(code, code) for code in dict.fromkeys(code for code, _ in lessons)]
    # In Danish the name of a subject is written small within a line.
    return ", ".join(title.lower() if language == "da" else title for title in named)
