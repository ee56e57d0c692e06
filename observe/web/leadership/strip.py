"""The heat strip: a row per domain, a column per term; each cell draws its distribution and says what it rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from observe.aggregates.middles import middle_levels
from observe.aggregates.patterns import Pattern
from observe.aggregates.ratings import Lesson
from observe.models.schools import Term
from observe.web.leadership.outline import Outline

# What a cell is: drawn with its middle, drawn without, or a dash for one of four reasons.
SHOWN, FEW, UNSEEN, UNRATED, OTHER_RUBRIC, NO_VISITS = "shown", "few", "unseen", "unrated", "other_rubric", "no_visits"


@dataclass(frozen=True)
class Cell:
    state: str
    figures: Pattern
    middle: tuple[int, ...] = ()
    """The level in the middle of the ratings, or the two around it; empty where too few visits carry it."""


@dataclass(frozen=True)
class Line:
    title: str
    href: str
    cells: tuple[Cell, ...]
    """One for each of the strip's terms."""


@dataclass(frozen=True)
class Strip:
    terms: tuple[str, ...]
    """Titles, the oldest first; terms before the first one with ratings are left out."""
    lines: tuple[Line, ...]


def strip_of(
    terms: Sequence[Term],
    found: Mapping[Term, Mapping[str, Sequence[Lesson]]],
    rubric_hash: str,
    figures: Mapping[Term, Mapping[str, Pattern]],
    rubric: Outline,
    language: str,
    link_to: Callable[[str], str],
) -> Strip:
    """``terms`` are the newest first; ``found`` says where only another version of the rubric was used."""
    shown = list(reversed(terms))
    while len(shown) > 1 and not found[shown[0]]:
        shown.pop(0)
    absent = {term: absence_of(found[term], rubric_hash) for term in shown}
    lines = [
        Line(
            rubric.titles[code][language],
            link_to(code),
            tuple(_cell(figures[term][code], absent[term]) for term in shown),
        )
        for code in rubric.domains
    ]
    return Strip(tuple(term.title for term in shown), tuple(lines))


def absence_of(of_term: Mapping[str, Sequence[Lesson]], rubric_hash: str) -> str:
    """Why a term has no ratings at all in this version; empty where it has some."""
    if rubric_hash in of_term:
        return ""
    return OTHER_RUBRIC if of_term else NO_VISITS


def _cell(figures: Pattern, absence: str) -> Cell:
    if not figures.n:
        return Cell(absence or (UNSEEN if figures.n_not_observed else UNRATED), figures)
    if not figures.is_enough:
        return Cell(FEW, figures)
    return Cell(SHOWN, figures, middle_levels(figures.counts))
