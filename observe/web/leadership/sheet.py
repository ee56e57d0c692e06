"""The sheet of a page of patterns: rows, sentences and counts, ready to be drawn."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from observe.aggregates.changes import Moved
from observe.aggregates.patterns import Pattern
from observe.aggregates.ratings import Lesson, n_of
from observe.aggregates.reliability import ASSUMED, Components
from observe.models.schools import School, Term
from observe.policy.patterns import OWN
from observe.web.leadership.certainty import basis_words
from observe.web.leadership.choices import Question
from observe.web.leadership.outline import Outline
from observe.web.leadership.strip import Strip
from observe.web.leadership.words import Said, certain, changed, so_far, uncertain, why, words

# Fewer ratings than this are told one by one in the table alone.
FEWEST_SO_FAR, MOST_SO_FAR = 3, 3


@dataclass(frozen=True)
class Row:
    """A line of the table: a domain's, or an indicator's with its sentences."""

    code: str
    title: str
    figures: Pattern
    since: Moved | None = None
    """What changed since the term before."""
    is_own: bool = False
    """Whether the viewer's own visits alone are counted."""
    href: str = ""
    """Where more is told of it; empty where nothing is."""

    @property
    def why(self) -> str:
        """The rule that decided, where no figures are shown."""
        return why(self.figures.withheld) if self.figures.withheld else ""

    @property
    def words(self) -> list[str]:
        return [] if self.figures.withheld else [*words(self.figures, self.is_own), *changed(self.since)]


@dataclass(frozen=True)
class Group:
    """A domain with its indicators."""

    domain: Row
    indicators: list[Row]


@dataclass(frozen=True)
class Sheet:
    """All that the page draws; ``groups`` is empty where there is nothing to count."""

    school: School
    view: str
    term: Term | None
    questions: list[Question]
    rubric: Outline | None = None
    rubric_title: str = ""
    n_rubrics: int = 0
    n_visits: int = 0
    n_seen_by_two: int = 0
    """Lessons that are two of the visits."""
    n_teachers: int = 0
    n_observers: int = 0
    groups: tuple[Group, ...] = ()
    why: str = ""
    """Why not one figure is shown; empty where any is."""
    certain: tuple[Said, ...] = ()
    uncertain: tuple[Said, ...] = ()
    before: Term | None = None
    """The term that changes are counted from."""
    strip: Strip | None = None
    components: Components = ASSUMED
    """What the certainty of the figures is worked out with."""

    @cached_property
    def so_far(self) -> list[Said]:
        """What the visits showed where nothing can be said of the school yet: of the three that were rated most."""
        rows = [row for group in self.groups for row in group.indicators if row.figures.n >= FEWEST_SO_FAR]
        rows.sort(key=lambda row: -row.figures.n)
        return [Said(row.title, so_far(row.figures)) for row in rows[:MOST_SO_FAR]]

    @property
    def n_enough(self) -> int:
        """Indicators of which a number may be said."""
        return sum(row.figures.is_enough for group in self.groups for row in group.indicators)

    @property
    def basis(self) -> str:
        """What the certainty rests on."""
        return " ".join(basis_words(self.components))

    @property
    def n_indicators(self) -> int:
        return sum(len(group.indicators) for group in self.groups)


def drawn(
    sheet: Sheet,
    rubric: Outline,
    figures: Mapping[str, Pattern],
    moves: Mapping[str, Moved],
    counted: Sequence[Lesson],
    language: str,
    link_to: Callable[[str], str],
) -> Sheet:
    """The sheet with its rows. ``counted`` are the lessons behind the figures, ``moves`` what changed in indicators."""
    titles = {code: title[language] for code, title in rubric.titles.items()}
    is_own = sheet.view == OWN
    rows = {
        code: row_of(code, titles[code], shown, moves.get(code), is_own, link_to) for code, shown in figures.items()
    }
    indicators = {code: figures[code] for code in rubric.indicators}
    return replace(
        sheet,
        rubric=rubric,
        rubric_title=rubric.title[language],
        why=why_nothing(indicators.values()),
        groups=tuple(Group(rows[code], [rows[each] for each in codes]) for code, codes in rubric.domains.items()),
        certain=tuple(certain(indicators, moves, titles)),
        uncertain=tuple(uncertain(indicators, titles)),
        n_visits=n_of(counted),
        n_teachers=len({lesson.teacher for lesson in counted}),
        n_observers=len({lesson.observer for lesson in counted}),
    )


def why_nothing(figures: Iterable[Pattern]) -> str:
    """The rule that decided most often, where each of the indicators is withheld; that nobody rated comes last."""
    withheld = [shown.withheld for shown in figures]
    if not all(withheld):
        return ""
    decided = Counter([rule for rule in withheld if rule.code != "none"] or withheld)
    return why(decided.most_common(1)[0][0])


def row_of(
    code: str, title: str, shown: Pattern, since: Moved | None, is_own: bool, link_to: Callable[[str], str]
) -> Row:
    return Row(code, title, shown, since, is_own, "" if shown.withheld else link_to(code))
