"""The fixed lattice of a release: (all | one stage | one subject group) × (domain | indicator) of a school's term.

A cell is shown if it passes the limits by itself and if nothing that is shown, added and subtracted, says something of
fewer than ``min_teachers`` teachers; for every reader who was in some of the lessons, of so many others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from observe.aggregates.exposure import exposure
from observe.aggregates.patterns import Pattern, Spans, pattern
from observe.aggregates.privacy import Withheld, judge
from observe.aggregates.ratings import Columns, Lesson, Ratings
from observe.models.levels import NOT_OBSERVED, NOT_RATED
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


def released(lessons: Sequence[Lesson], axes: Axes, limits: Limits) -> dict[Cell, Pattern]:
    """Every cell of the lattice that has a lesson, with its figures or why they are withheld.

    All lessons of the term are of one rubric version. The order of the lessons does not matter.
    """
    behind = _behind(lessons, axes)
    withheld = {cell: judge(ratings, limits) for cell, ratings in behind.items()}
    for codes in [(domain, *indicators) for domain, indicators in axes.domains.items()]:
        _complete(withheld, behind, codes, lessons, axes, limits)
    return {
        cell: Pattern(withheld=withheld[cell]) if withheld[cell] else pattern(ratings, len(axes.spans[cell.code]) == 1)
        for cell, ratings in behind.items()
    }


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
    codes: Sequence[str],
    lessons: Sequence[Lesson],
    axes: Axes,
    limits: Limits,
) -> None:
    """Withhold further cells of one domain until nobody can work anything out; domains share no rating."""
    codes = set(codes)
    shown = {cell for cell, verdict in withheld.items() if cell.code in codes and not verdict}
    readers = [None, *sorted({lesson.teacher for lesson in lessons} | {lesson.observer for lesson in lessons}, key=str)]
    atoms = [_atoms(lessons, axes, codes, reader, marks) for marks in (_is_rated, _is_marked) for reader in readers]
    # Whom the shown cells tell nothing, fewer of them tell nothing either: no reader is asked twice.
    for inside, persons_in in atoms:
        while found := _exposing(shown, inside, persons_in, limits.min_teachers):
            # The smallest goes first; the whole only when nothing else is left to take away.
            taken = min(found, key=lambda cell: (cell.slice == ALL, behind[cell].n, cell))
            withheld[taken] = Withheld("own_apart" if len(found) == 1 else "by_difference", limits.min_teachers)
            shown.discard(taken)


def _exposing(
    shown: Iterable[Cell], inside: Mapping[Cell, frozenset], persons_in: Mapping[tuple, frozenset], least: int
) -> tuple[Cell, ...]:
    """Cells that together say something of fewer than ``least`` persons; empty where none do."""
    found = exposure({cell: inside.get(cell, frozenset()) for cell in sorted(shown)}, persons_in, least)
    return found.cells if found else ()


Atoms = tuple[Mapping[Cell, frozenset[tuple]], Mapping[tuple, frozenset]]


def _atoms(
    lessons: Iterable[Lesson],
    axes: Axes,
    codes: set[str],
    reader: object,
    marks: Callable[[int], bool],
) -> Atoms:
    """({cell: its atoms}, {atom: teachers in it that the reader has not seen there}); an atom is slices × indicator."""
    inside: dict[Cell, set[tuple]] = {}
    persons: dict[tuple, set] = {}
    spans = [(code, axes.spans[code]) for code in codes]
    for lesson in lessons:
        if reader is not None and reader in (lesson.teacher, lesson.observer):
            continue
        slices = axes.slices_of(lesson)
        for code, positions in spans:
            for position in positions:
                if position < len(lesson.levels) and marks(lesson.levels[position]):
                    atom = (tuple(slices), position)
                    persons.setdefault(atom, set()).add(lesson.teacher)
                    for part in slices:
                        inside.setdefault(Cell(part, code), set()).add(atom)
    return (
        {cell: frozenset(atoms) for cell, atoms in inside.items()},
        {atom: frozenset(names) for atom, names in persons.items()},
    )


def _is_rated(level: int) -> bool:
    return level not in (NOT_RATED, NOT_OBSERVED)


def _is_marked(level: int) -> bool:
    """Rated or expressly not observed: the count of the latter is shown too."""
    return level != NOT_RATED
