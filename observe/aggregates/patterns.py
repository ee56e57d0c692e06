"""The patterns of one school's term: a figure per domain and indicator, of one rubric version at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from observe.aggregates.intervals import Estimate, effective_n, mean_with_bands, wilson
from observe.aggregates.privacy import Key, Withheld, is_exposed, judge, judge_parts
from observe.aggregates.ratings import Columns, Lesson, Ratings
from observe.aggregates.reliability import ENOUGH, dependability
from observe.models.limits import Limits

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


def pattern(ratings: Ratings, is_of_one_indicator: bool = True) -> Pattern:
    """The figures of a cell that may be shown.

    A domain has no mean and no lean: its indicators are chosen anew for each visit, so both would follow the choice.
    """
    phi = dependability(ratings.by_teacher.values(), ratings.by_observer.values())
    shown = Pattern(
        counts=ratings.counts,
        n_not_observed=ratings.n_not_observed,
        n_observations=ratings.n_observations,
        n_teachers=len(ratings.by_teacher),
        n_observers=len(ratings.by_observer),
        phi=phi,
    )
    if not is_of_one_indicator or not shown.is_enough:
        return shown
    sizes = ratings.by_teacher.values()
    return replace(shown, estimate=mean_with_bands(ratings.counts, sizes), lean=lean(ratings.counts, sizes))


def lean(counts: Sequence[int], sizes: Iterable[int]) -> Lean | None:
    """The side on which surely (95 %) more than half of the ratings stand; None when neither can be said.

    With an odd number of levels the middle one belongs to no side.
    """
    n, n_levels, worth = sum(counts), len(counts), effective_n(sizes)
    if not n or worth is None:
        return None
    half = n_levels // 2
    for side, levels in (("high", range(n_levels - half + 1, n_levels + 1)), ("low", range(1, half + 1))):
        there = sum(counts[level - 1] for level in levels)
        interval = wilson(there / n * worth, worth)
        if interval and interval[0] > 0.5:
            return Lean(side, tuple(levels), there, n, interval)
    return None


def live(lessons: Iterable[Lesson], spans: Spans, n_indicators: int, n_levels: int) -> dict[str, Pattern]:
    """The working view: every figure, for who may read each of these lessons anyway."""
    columns = Columns(lessons, n_indicators, n_levels)
    return {code: pattern(columns.ratings(at), len(at) == 1) for code, at in spans.items()}


def within_limits(
    lessons: Sequence[Lesson],
    spans: Spans,
    domains: Mapping[str, Sequence[str]],
    n_levels: int,
    limits: Limits,
    part_of: Callable[[Lesson], Key] | None = None,
    chosen: Key | None = None,
) -> dict[str, Pattern]:
    """The patterns for other leaders: whole terms, one filter, cells that pass the limits.

    ``domains`` is {domain code: its indicator codes}. With ``part_of`` the lessons are parted (by subject, or by stage)
    and the figures are those of ``chosen``; which cells are withheld depends on every part, never on what was asked.
    """
    n_indicators = sum(map(len, domains.values()))
    cells = {key: _cells(part, spans, n_indicators, n_levels) for key, part in _parted(lessons, part_of).items()}
    verdicts = _verdicts(cells, spans, domains, limits, is_parted=part_of is not None)
    if chosen not in cells:
        return {code: Pattern(withheld=Withheld("none")) for code in spans}
    withheld = verdicts[chosen]
    return {
        code: Pattern(withheld=withheld[code]) if withheld[code] else pattern(ratings, len(spans[code]) == 1)
        for code, ratings in cells[chosen].items()
    }


def _parted(lessons: Sequence[Lesson], part_of: Callable[[Lesson], Key] | None) -> dict[Key | None, list[Lesson]]:
    if part_of is None:
        return {None: list(lessons)}
    parts: dict[Key | None, list[Lesson]] = {}
    for lesson in lessons:
        parts.setdefault(part_of(lesson), []).append(lesson)
    return parts


def _cells(lessons: Iterable[Lesson], spans: Spans, n_indicators: int, n_levels: int) -> dict[str, Ratings]:
    columns = Columns(lessons, n_indicators, n_levels)
    return {code: columns.ratings(at, is_judged=True) for code, at in spans.items()}


def _verdicts(
    cells: Mapping[Key, Mapping[str, Ratings]],
    spans: Spans,
    domains: Mapping[str, Sequence[str]],
    limits: Limits,
    is_parted: bool,
) -> dict[Key, dict[str, Withheld | None]]:
    """{part: {code: why it is withheld}}: first along the parts, then a domain against its own indicators."""
    verdicts: dict[Key, dict[str, Withheld | None]] = {key: {} for key in cells}
    for code in spans:
        row = {key: cells[key][code] for key in cells}
        judged = judge_parts(row, limits) if is_parted else {key: judge(cell, limits) for key, cell in row.items()}
        for key, verdict in judged.items():
            verdicts[key][code] = verdict
    for key, verdict in verdicts.items():
        for domain, indicators in domains.items():
            hidden = [cells[key][code] for code in indicators if verdict[code]]
            if not verdict[domain] and is_exposed(hidden, limits):
                verdict[domain] = Withheld("by_difference")
    return verdicts
