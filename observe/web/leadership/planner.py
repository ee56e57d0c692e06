"""The visit planner: whom next, by whom, why, and what it adds. It knows who was visited when, and no rating."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from observe.aggregates import planner
from observe.aggregates.coverage import Line, Visit, coverage
from observe.aggregates.needed import visits_needed
from observe.aggregates.queries.components import components_of
from observe.aggregates.queries.coverage import last_before, leaders_of, teachers_of, teaching_of, visits_between
from observe.aggregates.reliability import ASSUMED, Components, dependability
from observe.errors import NotFound
from observe.models.people import Person
from observe.models.schools import School, Term
from observe.policy.observations import known_observations
from observe.policy.patterns import is_readable
from observe.policy.viewer import Viewer
from observe.web.leadership.certainty import basis_words
from observe.web.leadership.choices import terms_until
from observe.web.leadership.overview import subjects_in_words
from observe.web.sorting import danish_order

# How many visits one may ask for; the first is what is proposed for a week.
CHOICES, USUAL = (1, 2, 3, 4, 5, 6), 3


@dataclass(frozen=True)
class Proposed:
    """One visit of the plan. ``phi_before`` is None before the first visit of a term."""

    teacher_id: UUID
    teacher: str
    subjects: str
    observer: str
    is_own: bool
    """Whether the viewer is to make it."""
    why: list[str]
    phi_before: float | None
    phi_after: float


@dataclass(frozen=True)
class Plan:
    school: School
    term: Term | None
    n: int
    n_visits: int = 0
    n_teachers: int = 0
    """Who were visited this term, of ``n_here``."""
    n_here: int = 0
    n_observers: int = 0
    phi: float | None = None
    needed: int | None = None
    """Further visits until a mean may stand as a number, by those who observe now; None where that is out of reach."""
    needed_with_another: int | None = None
    """The same with one observer more, of this school or another."""
    proposals: tuple[Proposed, ...] = ()
    components: Components = ASSUMED

    @property
    def basis(self) -> str:
        return " ".join(basis_words(self.components))


def number_asked(text: str | None) -> int:
    """Raises NotFound for what is not offered."""
    if not text:
        return USUAL
    if text not in map(str, CHOICES):
        raise NotFound
    return int(text)


def plan_of(session: Session, viewer: Viewer, school: School, n: int, now: datetime, language: str) -> Plan:
    """Seven queries."""
    term = next(iter(terms_until(session, school.municipality_id, viewer.today)), None)
    if term is None or term.ends_on < viewer.today:
        return Plan(school, None, n)
    known = known_observations(viewer)
    visits = visits_between(session, known, is_readable(viewer, now), school.id, term.starts_on, viewer.today)
    people = sorted(teachers_of(session, school.id, viewer.today), key=lambda person: danish_order(person.name))
    earlier = last_before(session, known, school.id, term.starts_on)
    lines = coverage([person.id for person in people], visits, earlier)
    leaders = leaders_of(session, school.id, viewer.today)
    named = {person.id: person for person in (*people, *leaders)}
    planning = _Planning(viewer, lines, named, visits, components_of(session, school.municipality_id))
    teaching = teaching_of(session, school.id)
    taught = {teacher: subjects_in_words(lessons, language) for teacher, lessons in teaching.items()}
    return planning.plan(Plan(school, term, n), leaders, taught)


@dataclass(frozen=True)
class _Planning:
    viewer: Viewer
    lines: list[Line]
    """The teachers by longest since: of equals the planner takes the first."""
    people: dict[UUID, Person]
    visits: list[Visit]
    components: Components

    def plan(self, bare: Plan, leaders: list[Person], taught: dict[UUID, str]) -> Plan:
        made = [planner.Visit(visit.teacher_id, visit.observer_id) for visit in self.visits]
        by_teacher, by_observer = planner.counted(made)
        n_here = len(self.lines)
        return Plan(
            bare.school,
            bare.term,
            bare.n,
            n_visits=len(made),
            n_teachers=sum(1 for line in self.lines if line.n_in_term),
            n_here=n_here,
            n_observers=len(by_observer),
            phi=dependability(by_teacher.values(), by_observer.values(), self.components),
            needed=visits_needed(by_teacher, by_observer, n_here, 0, self.components),
            needed_with_another=visits_needed(by_teacher, by_observer, n_here, 1, self.components),
            proposals=tuple(self._proposals(made, leaders, taught, bare.n)),
            components=self.components,
        )

    def _proposals(
        self, made: list[planner.Visit], leaders: list[Person], taught: dict[UUID, str], n: int
    ) -> list[Proposed]:
        # The viewer first: of two observers who add the same, the one who is reading can go.
        observers = sorted(leaders, key=lambda leader: (leader.id != self.viewer.person_id, danish_order(leader.name)))
        possible = [
            planner.Visit(line.teacher_id, observer.id)
            for line in self.lines
            for observer in observers
            if observer.id != line.teacher_id
        ]
        n_made = Counter(observer for _, observer in made)
        found = []
        for proposal in planner.proposals(made, possible, n, self.components):
            found.append(self._proposed(proposal, taught, n_made))
            n_made[proposal.visit.observer] += 1
        return found

    def _proposed(self, proposal: planner.Proposal, taught: dict[UUID, str], n_made: Counter[UUID]) -> Proposed:
        teacher_id, observer_id = proposal.visit
        line = next(line for line in self.lines if line.teacher_id == teacher_id)
        return Proposed(
            teacher_id,
            self.people[teacher_id].name,
            taught.get(teacher_id, ""),
            self.people[observer_id].name,
            observer_id == self.viewer.person_id,
            [self._why_whom(line), *self._why_by(observer_id, n_made)],
            proposal.phi_before,
            proposal.phi_after,
        )

    def _why_whom(self, line: Line) -> str:
        if line.last_week is None:
            return _("Has not been visited yet.")
        if not line.n_in_term:
            return _("Not visited since week %(week)s.", week=_week(line.last_week))
        fewest = min(each.n_in_term for each in self.lines)
        if line.n_in_term == fewest:
            return _("Everybody has been visited; this is longest ago, in week %(week)s.", week=_week(line.last_week))
        return _("Visited in week %(week)s.", week=_week(line.last_week))

    def _why_by(self, observer_id: UUID, n_made: Counter[UUID]) -> list[str]:
        """A second pair of eyes is the reason where the term has none of this observer's yet, or few."""
        if not n_made or (n_made[observer_id] and n_made[observer_id] >= max(n_made.values())):
            return []
        name = self.people[observer_id].given_name
        if observer_id == self.viewer.person_id:
            none, few = _("You have not observed this term."), _("You have observed less than the others.")
        else:
            none = _("%(name)s has not observed this term.", name=name)
            few = _("%(name)s has observed less than the others.", name=name)
        return [few if n_made[observer_id] else none]


def _week(monday: date) -> int:
    return monday.isocalendar().week
