"""The fixed lattice of a release: (all | one stage | one subject group) × (domain | indicator) of a school's term.

A cell is shown if it passes the limits by itself and if nothing that is shown, added and subtracted, says something of
fewer than ``min_teachers`` teachers; for every reader who was in some of the lessons, of so many others.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from observe.aggregates.exposure import exposure, sources
from observe.aggregates.marks import Atom, Marks, Partners, is_marked
from observe.aggregates.patterns import Pattern, Spans, pattern
from observe.aggregates.privacy import Withheld, judge, judge_beyond
from observe.aggregates.ratings import Columns, Lesson, Ratings
from observe.aggregates.reliability import ASSUMED, Components
from observe.models.levels import is_rated
from observe.models.limits import Limits

ALL = ("all", "")
Slice = tuple[str, str]
"""("all", ""), ("stage", code) or ("group", code)."""


class Cell(NamedTuple):
    slice: Slice
    code: str
    """Of a domain or an indicator."""


@dataclass(frozen=True)
class Axes:
    """How a rubric's indicators and a school's lessons are cut; an answer of None is in no slice but the whole."""

    spans: Spans
    domains: Mapping[str, Sequence[str]]
    """{domain code: its indicator codes}"""
    n_levels: int
    stage_of: Callable[[Lesson], str | None]
    group_of: Callable[[Lesson], str | None]

    def slices_of(self, lesson: Lesson) -> list[Slice]:
        parts = (("stage", self.stage_of(lesson)), ("group", self.group_of(lesson)))
        return [ALL, *((name, code) for name, code in parts if code is not None)]


def released(
    lessons: Sequence[Lesson],
    axes: Axes,
    limits: Limits,
    components: Components = ASSUMED,
    partners: Partners = MappingProxyType({}),
) -> dict[Cell, Pattern]:
    """Every cell of the lattice that has a lesson, with its figures or why they are withheld.

    All lessons of the term are of one rubric version. The order of the lessons does not matter. ``partners`` know more
    than their own: two observers of one lesson compare their ratings.
    """
    behind = _behind(lessons, axes)
    withheld = {cell: judge(ratings, limits) for cell, ratings in behind.items()}
    for marks in _marks(lessons, axes, partners):
        # Whom the shown cells tell nothing, fewer of them tell nothing either: no reader is asked twice.
        for reader in (None, *marks.readers):
            _complete(withheld, behind, marks, marks.left(reader), limits.min_teachers)
        _complete_dominated(withheld, behind, marks, limits)
    return {
        cell: Pattern(withheld=withheld[cell])
        if withheld[cell]
        else pattern(ratings, len(axes.spans[cell.code]) == 1, components)
        for cell, ratings in behind.items()
    }


def beyond(
    lessons: Sequence[Lesson], axes: Axes, inside: Mapping[Cell, Pattern], limits: Limits
) -> dict[Cell, Withheld | None]:
    """Why a cell is not shown beyond the school: as ``inside`` it, or because one observer could be told apart."""
    behind = _behind(lessons, axes)
    withheld = {cell: shown.withheld or judge_beyond(behind[cell], limits) for cell, shown in inside.items()}
    for marks in _marks(lessons, axes, {}):
        _complete(withheld, behind, marks, marks.observers, limits.min_observers)
    return withheld


def _marks(lessons: Sequence[Lesson], axes: Axes, partners: Partners) -> list[Marks]:
    """What of each domain is counted: ratings, and ratings with what was not observed. Domains share no rating."""
    placed = [(lesson, tuple(axes.slices_of(lesson))) for lesson in lessons]
    spans = [{code: axes.spans[code] for code in (domain, *codes)} for domain, codes in axes.domains.items()]
    return [Marks(placed, each, counted, partners) for each in spans for counted in (is_rated, is_marked)]


def _behind(lessons: Sequence[Lesson], axes: Axes) -> dict[Cell, Ratings]:
    parts: dict[Slice, list[Lesson]] = {}
    for lesson in lessons:
        for part in axes.slices_of(lesson):
            parts.setdefault(part, []).append(lesson)
    n_indicators = sum(map(len, axes.domains.values()))
    turned = {part: Columns(inside, n_indicators, axes.n_levels) for part, inside in parts.items()}
    return {Cell(part, code): turned[part].ratings(at) for part in sorted(parts) for code, at in axes.spans.items()}


def _complete(
    withheld: dict[Cell, Withheld | None],
    behind: Mapping[Cell, Ratings],
    marks: Marks,
    persons_in: Mapping[Atom, frozenset[Hashable]],
    least: int,
) -> None:
    """Withhold further cells of one domain until nobody can work out anything of fewer than ``least`` persons."""
    shown = _shown(withheld, marks)
    while found := exposure(shown, persons_in, least):
        taken = _smallest(found.cells, behind)
        withheld[taken] = Withheld("own_apart" if len(found.cells) == 1 else "by_difference", least)
        del shown[taken]


def _complete_dominated(
    withheld: dict[Cell, Withheld | None], behind: Mapping[Cell, Ratings], marks: Marks, limits: Limits
) -> None:
    """Withhold further cells until nothing that one teacher dominates follows from those shown: it may have enough
    other teachers to pass ``_complete``.
    """
    shown = _shown(withheld, marks)
    dominated = [atoms for cell, atoms in _in_order(marks) if _is_dominated(behind[cell], limits)]
    while found := sources(shown, [*dominated, *_dominated_rests(shown, marks, limits)]):
        taken = _smallest(found, behind)
        withheld[taken] = Withheld("by_difference", limits.min_teachers)
        del shown[taken]


def _shown(withheld: Mapping[Cell, Withheld | None], marks: Marks) -> dict[Cell, frozenset[Atom]]:
    return {cell: atoms for cell, atoms in _in_order(marks) if not withheld[cell]}


def _in_order(marks: Marks) -> list[tuple[Cell, frozenset[Atom]]]:
    """The cells of a domain with their atoms, by name: what is taken away must not depend on the lessons' order."""
    return sorted((Cell(*place), atoms) for place, atoms in marks.atoms.items())


def _dominated_rests(shown: Mapping[Cell, frozenset[Atom]], marks: Marks, limits: Limits) -> Iterator[frozenset[Atom]]:
    """What is left of a whole without its shown stages, or groups: withheld ones together, and what is in none."""
    for whole, kind in product([cell for cell in shown if cell.slice == ALL], ("stage", "group")):
        parts = [atoms for cell, atoms in shown.items() if cell.code == whole.code and cell.slice[0] == kind]
        rest = shown[whole].difference(*parts)
        if parts and rest and marks.largest_share(rest) > limits.max_share_of_one:
            yield rest


def _is_dominated(ratings: Ratings, limits: Limits) -> bool:
    ruled = judge(ratings, limits)
    return ruled is not None and ruled.code == "one_dominates"


def _smallest(cells: Sequence[Cell], behind: Mapping[Cell, Ratings]) -> Cell:
    """The one that goes first; the whole only when nothing else is left to take away."""
    return min(cells, key=lambda cell: (cell.slice == ALL, behind[cell].n, cell))
