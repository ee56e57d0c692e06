"""The sheet of a page of patterns: rows, sentences and counts, ready to be drawn."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from observe.aggregates.patterns import Pattern
from observe.aggregates.ratings import Lesson
from observe.models.schools import School, Term
from observe.policy.patterns import OWN
from observe.web.leadership.choices import Question
from observe.web.leadership.outline import Outline
from observe.web.leadership.words import Said, certain, uncertain, why, words


@dataclass(frozen=True)
class Row:
    """A line of the table: a domain's, or an indicator's with its sentences."""

    code: str
    title: str
    figures: Pattern
    words: list[str]
    why: str = ""


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
    n_lessons: int = 0
    n_teachers: int = 0
    n_observers: int = 0
    groups: tuple[Group, ...] = ()
    why: str = ""
    """Why not one figure is shown; empty where any is."""
    certain: tuple[Said, ...] = ()
    uncertain: tuple[Said, ...] = ()


def drawn(
    sheet: Sheet, rubric: Outline, figures: Mapping[str, Pattern], counted: Sequence[Lesson], language: str
) -> Sheet:
    """The sheet with its rows. ``counted`` are the lessons behind the figures."""
    titles = {code: title[language] for code, title in rubric.titles.items()}
    is_own = sheet.view == OWN
    rows = {code: _row(code, titles[code], shown, is_own) for code, shown in figures.items()}
    indicators = {code: figures[code] for codes in rubric.domains.values() for code in codes}
    return replace(
        sheet,
        rubric=rubric,
        rubric_title=rubric.title[language],
        why=_why_nothing(indicators.values()),
        groups=tuple(Group(rows[code], [rows[each] for each in codes]) for code, codes in rubric.domains.items()),
        certain=tuple(certain(indicators, titles)),
        uncertain=tuple(uncertain(indicators, titles)),
        n_lessons=len(counted),
        n_teachers=len({lesson.teacher for lesson in counted}),
        n_observers=len({lesson.observer for lesson in counted}),
    )


def _why_nothing(figures: Iterable[Pattern]) -> str:
    """The rule that decided most often, where it decided about every indicator; that nobody rated comes last."""
    withheld = [shown.withheld for shown in figures]
    if not all(withheld):
        return ""
    decided = Counter([rule for rule in withheld if rule.code != "none"] or withheld)
    return why(decided.most_common(1)[0][0])


def _row(code: str, title: str, shown: Pattern, is_own: bool) -> Row:
    if shown.withheld:
        return Row(code, title, shown, [], why(shown.withheld))
    return Row(code, title, shown, words(shown, is_own))
