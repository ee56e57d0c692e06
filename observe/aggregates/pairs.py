"""Agreement on lessons that two or more observers saw apart, for the leadership: nobody is named, nobody's is told.

Which observer is called the first is chance, so every pair counts both ways: figures cannot tell who was stricter.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt

from observe.aggregates.agreement import Table, cohen_kappa, gwet_ac_of, within
from observe.aggregates.distribution import share
from observe.aggregates.intervals import Z

# With fewer lessons the spread between them says nothing about the next ones.
MIN_LESSONS = 10
Seen = Mapping[Hashable, Sequence[int | None]]
"""{observer: levels by indicator} of one lesson: packed levels, or a list with None for what was not rated."""


@dataclass(frozen=True)
class Agreed:
    """One figure of agreement; ``interval`` of 95 % is None with fewer than ``MIN_LESSONS`` lessons or no spread."""

    value: float
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class PairAgreement:
    """What may be told to the leadership. A figure is None where it cannot be computed, as when all is one level."""

    n_pairs: int
    """Lessons in which at least one indicator was rated by two observers."""
    n_observers: int
    """Observers in those lessons. With two of them each knows whom the figures are about."""
    n_ratings: int
    """Indicators of lessons that were rated twice."""
    exact: Agreed | None
    adjacent: Agreed | None
    """At most one level apart."""
    kappa: Agreed | None
    weighted_kappa: Agreed | None
    """Quadratic weights."""
    alpha: Agreed | None
    """Krippendorff's, ordinal."""
    ac1: Agreed | None
    ac2: Agreed | None
    """Quadratic weights."""


def agreement_of_pairs(lessons: Iterable[Seen], n_levels: int, positions: Sequence[int] | None = None) -> PairAgreement:
    """How far the observers of these lessons agree on the indicators at ``positions``, all of them where None.

    Levels from 1 to ``n_levels`` count; whatever else (not rated, not observed) is missing.
    """
    counted = [Counted(seen, n_levels, positions) for seen in lessons]
    counted = [lesson for lesson in counted if lesson.n_ratings]
    return PairAgreement(
        n_pairs=len(counted),
        n_observers=len(set().union(*(lesson.observers for lesson in counted))),
        n_ratings=sum(lesson.n_ratings for lesson in counted),
        exact=_share(counted, n_levels, 0),
        adjacent=_share(counted, n_levels, 1),
        **{name: _agreed(figure, counted, n_levels) for name, figure in FIGURES.items()},
    )


def alpha_of(table: Table) -> float | None:
    """Krippendorff's ordinal α from pairs counted both ways, which is all it depends on; None at one level only.

    ``agreement.krippendorff_alpha`` takes the ratings themselves; this costs a hundredth, for the jackknife.
    """
    margins, size = [sum(row) for row in table], range(len(table))
    n = sum(margins)

    def apart(i: int, j: int) -> float:
        return (sum(margins[min(i, j) : max(i, j) + 1]) - (margins[i] + margins[j]) / 2) ** 2

    observed = sum(apart(i, j) * table[i][j] for i, j in product(size, size))
    expected = sum(apart(i, j) * margins[i] * margins[j] for i, j in product(size, size))
    return 1 - (n - 1) * observed / expected if expected else None


FIGURES: dict[str, Callable[[Table], float | None]] = {
    "kappa": cohen_kappa,
    "weighted_kappa": lambda table: cohen_kappa(table, "quadratic"),
    "alpha": alpha_of,
    "ac1": gwet_ac_of,
    "ac2": lambda table: gwet_ac_of(table, "quadratic"),
}


class Counted:
    """One lesson: ``table[i][j]`` counts pairs of levels, both ways; an indicator weighs as many as rated it."""

    def __init__(self, seen: Seen, n_levels: int, positions: Sequence[int] | None) -> None:
        self.table = [[0.0] * n_levels for _ in range(n_levels)]
        self.observers: set[Hashable] = set()
        self.n_ratings = 0
        width = max(map(len, seen.values()), default=0)
        for at in range(width) if positions is None else positions:
            levels = {observer: packed[at] for observer, packed in seen.items() if at < len(packed)}
            rated = {observer: level - 1 for observer, level in levels.items() if level and level <= n_levels}
            if len(rated) > 1:
                self._count(rated)

    def _count(self, rated: Mapping[Hashable, int]) -> None:
        self.n_ratings += 1
        self.observers |= rated.keys()
        for (one, i), (other, j) in product(rated.items(), repeat=2):
            if one != other:
                self.table[i][j] += 1 / (len(rated) - 1)


def _sum(tables: Iterable[Table], n_levels: int) -> list[list[float]]:
    total = [[0.0] * n_levels for _ in range(n_levels)]
    for table in tables:
        for i, j in product(range(n_levels), repeat=2):
            total[i][j] += table[i][j]
    return total


def _less(table: Table, taken: Table) -> list[list[float]]:
    """Rounded, so that a level nobody used any more counts as exactly nought."""
    pairs = (zip(row, other, strict=True) for row, other in zip(table, taken, strict=True))
    return [[round(count - gone, 9) for count, gone in row] for row in pairs]


def _share(lessons: Sequence[Counted], n_levels: int, n_levels_apart: int) -> Agreed | None:
    near = within(_sum([lesson.table for lesson in lessons], n_levels), n_levels_apart)
    if near is None:
        return None
    sizes = [lesson.n_ratings for lesson in lessons]
    return Agreed(near, share(near * sum(sizes), sum(sizes), sizes).interval)


def _agreed(figure: Callable[[Table], float | None], lessons: Sequence[Counted], n_levels: int) -> Agreed | None:
    """The figure with the interval of its jackknife over lessons (Efron & Stein 1981), cut off at -1 and 1.

    AC2 has no bound at -1: where it is lower, the interval is cut off at the figure itself and still holds it.
    """
    together = _sum([lesson.table for lesson in lessons], n_levels)
    value = figure(together)
    if value is None or len(lessons) < MIN_LESSONS:
        return None if value is None else Agreed(value, None)
    without = [figure(_less(together, lesson.table)) for lesson in lessons]
    if None in without:
        return Agreed(value, None)
    n, mean = len(without), sum(without) / len(without)
    half = Z["95"] * sqrt((n - 1) / n * sum((one - mean) ** 2 for one in without))
    return Agreed(value, (max(min(-1.0, value), value - half), min(1.0, value + half)) if half else None)
