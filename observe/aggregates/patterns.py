"""The patterns of one school's term: a figure per domain and indicator, of one rubric version at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from observe.aggregates.intervals import Estimate, effective_n, mean_with_bands, wilson
from observe.aggregates.middles import halves
from observe.aggregates.privacy import Withheld
from observe.aggregates.ratings import Columns, Lesson, Ratings
from observe.aggregates.reliability import ASSUMED, ENOUGH, Components, dependability, effective_number

Spans = Mapping[str, Sequence[int]]
"""{domain code or indicator code: positions of its indicators in the packed levels}."""


@dataclass(frozen=True)
class Lean:
    """Where most ratings stand: ``n`` of ``of`` at the upper or the lower levels, with the interval of that share."""

    side: str
    """high or low."""
    levels: tuple[int, ...]
    n: int
    of: int
    interval: tuple[float, float]

    @property
    def strength(self) -> float:
        """How far above one half the share surely is, 0 to 0.5."""
        return self.interval[0] - 0.5


@dataclass(frozen=True)
class Pattern:
    """What may be said of one domain or indicator. With ``withheld`` every figure is empty."""

    counts: tuple[int, ...] = ()
    n_not_observed: int = 0
    n_observations: int = 0
    n_teachers: int = 0
    n_observers: int = 0
    phi: float | None = None
    effective_n: float | None = None
    """What these ratings, teachers and observers are worth as if they were even: all that intervals and Φ rest on."""
    effective_teachers: float | None = None
    effective_observers: float | None = None
    estimate: Estimate | None = None
    lean: Lean | None = None
    withheld: Withheld | None = None

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def is_enough(self) -> bool:
        """Whether a number may stand for the whole."""
        return self.phi is not None and self.phi >= ENOUGH


def pattern(ratings: Ratings, is_of_one_indicator: bool = True, components: Components = ASSUMED) -> Pattern:
    """The figures of a cell that may be shown.

    A domain has no mean and no lean: its indicators are chosen anew for each visit, so both would follow the choice.
    """
    phi = dependability(ratings.by_teacher.values(), ratings.by_observer.values(), components)
    shown = Pattern(
        counts=ratings.counts,
        n_not_observed=ratings.n_not_observed,
        n_observations=ratings.n_observations,
        n_teachers=len(ratings.by_teacher),
        n_observers=len(ratings.by_observer),
        phi=phi,
        effective_n=effective_n(ratings.by_teacher.values()),
        effective_teachers=effective_number(ratings.by_teacher.values()),
        effective_observers=effective_number(ratings.by_observer.values()),
    )
    if not is_of_one_indicator or not shown.is_enough:
        return shown
    sizes = ratings.by_teacher.values()
    return replace(shown, estimate=mean_with_bands(ratings.counts, sizes), lean=lean(ratings.counts, sizes))


def lean(counts: Sequence[int], sizes: Iterable[int]) -> Lean | None:
    """The side on which surely (95 %) more than half of the ratings stand; None when neither can be said."""
    n, worth = sum(counts), effective_n(sizes)
    if not n or worth is None:
        return None
    lower, upper = halves(len(counts))
    for side, levels in (("high", upper), ("low", lower)):
        there = sum(counts[level - 1] for level in levels)
        interval = wilson(there / n * worth, worth)
        if interval and interval[0] > 0.5:
            return Lean(side, tuple(levels), there, n, interval)
    return None


def live(
    lessons: Iterable[Lesson], spans: Spans, n_indicators: int, n_levels: int, components: Components = ASSUMED
) -> dict[str, Pattern]:
    """The working view: every figure, for who may read each of these lessons anyway."""
    columns = Columns(lessons, n_indicators, n_levels)
    return {code: pattern(columns.ratings(at), len(at) == 1, components) for code, at in spans.items()}
