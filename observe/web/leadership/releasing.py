"""Makes a release: what a term's would hold, and the act that freezes it and opens it to the leadership."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property, partial

from sqlalchemy.orm import Session

from observe.aggregates.frozen import frozen
from observe.aggregates.lattice import Axes, Cell, beyond, released
from observe.aggregates.marks import Partners
from observe.aggregates.own_components import to_keep
from observe.aggregates.patterns import Pattern
from observe.aggregates.privacy import Withheld
from observe.aggregates.queries.components import components_of
from observe.aggregates.queries.pairs import partners_between
from observe.aggregates.queries.patterns import lessons_by_rubric
from observe.aggregates.ratings import Lesson
from observe.aggregates.reliability import Components
from observe.errors.releases import NothingToRelease, TermNotWhole, TermOverlaps
from observe.models.limits import Limits, limits_of
from observe.models.releases import LEADERSHIP, Release, open_to, overlapping_releases
from observe.models.schools import Municipality, School, Term
from observe.policy.patterns import is_whole, settled_at
from observe.policy.releases import releasable_observations
from observe.policy.viewer import Viewer
from observe.web.leadership.choices import groups_by_subject, stages_by_grade
from observe.web.leadership.outline import Outline, outline_of

# Those of a municipality's limits that decided what a release shows.
LIMITS_TOLD = ("min_teachers", "max_share_of_one", "min_observers", "share_days")


@dataclass(frozen=True)
class Proposal:
    """What a release of one term and rubric version would hold."""

    school: School
    term: Term
    rubric_hash: str
    rubric: Outline
    settled_at: datetime
    limits: Limits
    lessons: list[Lesson]
    components: Components
    n_rubrics: int = 1
    partners: Partners = field(default_factory=dict)

    @cached_property
    def figures(self) -> dict[Cell, Pattern]:
        return released(self.lessons, axes_of(self.rubric), self.limits, self.components, self.partners)

    @cached_property
    def beyond(self) -> dict[Cell, Withheld | None]:
        return beyond(self.lessons, axes_of(self.rubric), self.figures, self.limits)

    @property
    def n_cells(self) -> int:
        return len(self.figures)

    @property
    def n_shown(self) -> int:
        return sum(not shown.withheld for shown in self.figures.values())

    @property
    def n_shown_beyond(self) -> int:
        return sum(not rule for rule in self.beyond.values())

    @property
    def rules(self) -> list[tuple[Withheld, int]]:
        """The rules that withhold cells inside the school, with how many each, the most frequent first."""
        return Counter(shown.withheld for shown in self.figures.values() if shown.withheld).most_common()

    @property
    def n_teachers(self) -> int:
        return len({lesson.teacher for lesson in self.lessons})

    @property
    def n_observers(self) -> int:
        return len({lesson.observer for lesson in self.lessons})


def axes_of(rubric: Outline) -> Axes:
    groups, stages = groups_by_subject(), stages_by_grade()
    return Axes(
        rubric.spans,
        rubric.domains,
        rubric.n_levels,
        lambda lesson: stages.get(lesson.grade_level),
        lambda lesson: groups.get(lesson.subject),
    )


def proposals_of(session: Session, viewer: Viewer, school: School, term: Term) -> list[Proposal]:
    """One for each rubric version that was rated by in the term; raises TermNotWhole before it is over and shared.

    Four queries, one more for each rubric version seen for the first time; figures are worked out when asked for.
    """
    home = session.get(Municipality, school.municipality_id)
    limits = limits_of(home.settings)
    if not is_whole(term.ends_on, limits.share_days, viewer.today):
        raise TermNotWhole
    settled = settled_at(term.ends_on, limits.share_days, home.tz)
    found = lessons_to_release(session, viewer, school, term, settled)
    partners = partners_between(session, school.id, term.starts_on, term.ends_on)
    components, rubric_of = components_of(session, home.id), partial(outline_of, session, home.id)
    return [
        Proposal(school, term, key, rubric_of(key), settled, limits, lessons, components, len(found), partners)
        for key, lessons in sorted(found.items())
    ]


def lessons_to_release(
    session: Session, viewer: Viewer, school: School, term: Term, settled: datetime
) -> dict[str, list[Lesson]]:
    """{rubric's content hash: the lessons that a release would count}; empty for who is not the principal."""
    allowed = releasable_observations(viewer, settled)
    return lessons_by_rubric(session, allowed, school.id, term.starts_on, term.ends_on)


def release(session: Session, viewer: Viewer, proposal: Proposal, at: datetime) -> Release:
    """Freeze it and open it to the leadership. Raises TermOverlaps and NothingToRelease; does not commit."""
    term = proposal.term
    if overlapping_releases(session, proposal.school.id, term.id, term.starts_on, term.ends_on):
        raise TermOverlaps
    if not proposal.n_shown:
        raise NothingToRelease
    made = _frozen(viewer, proposal, at)
    session.add(made)
    session.flush()
    open_to(session, made, LEADERSHIP, viewer.person_id, at)
    return made


def _frozen(viewer: Viewer, proposal: Proposal, at: datetime) -> Release:
    school, term, limits = proposal.school, proposal.term, asdict(proposal.limits)
    return Release(
        municipality_id=school.municipality_id,
        school_id=school.id,
        term_id=term.id,
        rubric_hash=proposal.rubric_hash,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        made_at=at,
        made_by_id=viewer.person_id,
        settled_at=proposal.settled_at,
        n_observations=len(proposal.lessons),
        n_teachers=proposal.n_teachers,
        n_observers=proposal.n_observers,
        n_rubrics=proposal.n_rubrics,
        limits={name: limits[name] for name in LIMITS_TOLD},
        components=to_keep(proposal.components),
        cells=frozen(proposal.figures, proposal.beyond),
    )
