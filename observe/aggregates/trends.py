"""Change between terms, and run charts: what has changed, and what only moves as it always does."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean

from observe.aggregates.intervals import Estimate, Z, wilson

# From this probability on a change is called probable.
PROBABLE = 0.9
# With fewer points limits say nothing.
MIN_POINTS = 6
# Factors of the mean moving range, as published with two-point ranges: 3 / d₂ and D₄ (Shewhart 1931; Wheeler 1993).
LIMIT_FACTOR, RANGE_FACTOR = 2.66, 3.267
# So many points in a row on one side of the middle are no chance (Western Electric 1956; Nelson 1984: nine).
RUN_LENGTH = 8
# Differences below this, beside the middle, are rounding.
NOUGHT = 1e-12


@dataclass(frozen=True)
class Change:
    """The difference of two estimates, later minus earlier."""

    difference: float
    interval: tuple[float, float]
    """95 %."""
    p_higher: float
    """The probability that the later one is the higher, 0 to 1, both taken as normal."""

    @property
    def word(self) -> str:
        return word_of(self.p_higher)


@dataclass(frozen=True)
class Chart:
    """A series with its middle and limits; one entry of each a point."""

    values: tuple[float, ...]
    middle: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    beyond: tuple[int, ...]
    """Positions of points outside of their limits."""
    runs: tuple[int, ...]
    """Positions of points that end ``RUN_LENGTH`` or more in a row on one side of the middle."""
    range_limit: float | None = None
    """Upper limit of the moving ranges, in an XmR chart."""


def word_of(p_higher: float) -> str:
    """probably_higher, probably_lower or cannot_be_told_apart."""
    if p_higher >= PROBABLE:
        return "probably_higher"
    return "probably_lower" if 1 - p_higher >= PROBABLE else "cannot_be_told_apart"


def change(
    before: float | None, before_variance: float | None, after: float | None, after_variance: float | None
) -> Change | None:
    """From two independent estimates and their sampling variances; None where one is missing or nothing varies."""
    if None in (before, before_variance, after, after_variance):
        return None
    error = sqrt(before_variance + after_variance)
    if not error:
        return None
    difference = after - before
    half = Z["95"] * error
    return Change(difference, (difference - half, difference + half), NormalDist().cdf(difference / error))


def change_of_means(before: Estimate | None, after: Estimate | None) -> Change | None:
    """From the means of two terms; None where one of them cannot be computed.

    Taken as independent. Where the same teachers were visited in both terms, the truth is a little surer than this.
    """
    if before is None or after is None:
        return None
    return change(before.mean, before.variance, after.mean, after.variance)


def change_of_shares(n_before: float, of_before: float, n_after: float, of_after: float) -> Change | None:
    """From two shares, ``n`` of ``of``, effective numbers where visits are clustered; None where one is of nothing.

    The interval is Newcombe's (1998, method 10), from both Wilson intervals; the probability rests on the normal
    distribution with one success and one failure more in each term (Agresti & Caffo 2000), so that 0 of 5 is not
    taken for certain.
    """
    if not of_before or not of_after:
        return None
    one, two = n_before / of_before, n_after / of_after
    (low_one, high_one), (low_two, high_two) = wilson(n_before, of_before), wilson(n_after, of_after)
    difference = two - one
    interval = (
        difference - sqrt((two - low_two) ** 2 + (high_one - one) ** 2),
        difference + sqrt((high_two - two) ** 2 + (one - low_one) ** 2),
    )
    smooth_one, smooth_two = (n_before + 1) / (of_before + 2), (n_after + 1) / (of_after + 2)
    error = sqrt(smooth_one * (1 - smooth_one) / (of_before + 2) + smooth_two * (1 - smooth_two) / (of_after + 2))
    return Change(difference, interval, NormalDist().cdf((smooth_two - smooth_one) / error))


def xmr(values: Sequence[float]) -> Chart | None:
    """Single values with limits from their moving range, middle ± 2.66 · mean range (Wheeler 1993).

    None with fewer than ``MIN_POINTS`` points.
    """
    if len(values) < MIN_POINTS:
        return None
    middle = fmean(values)
    mean_range = fmean(abs(after - before) for before, after in zip(values, values[1:], strict=False))
    half = LIMIT_FACTOR * mean_range
    n = len(values)
    return _chart(values, middle, (middle - half,) * n, (middle + half,) * n, RANGE_FACTOR * mean_range)


def p_chart(events: Sequence[float], sizes: Sequence[float]) -> Chart | None:
    """Shares with limits p̄ ± 3·√(p̄(1 - p̄)/n), each point's own, within 0 and 1 (Shewhart 1931).

    ``events[i]`` of ``sizes[i]``, effective numbers where visits are clustered.

    None with fewer than ``MIN_POINTS`` points. Raises ValueError for a point of nothing: leave such points out.
    """
    if any(size <= 0 for size in sizes):
        raise ValueError("A share of nothing has no place in the chart.")
    if len(sizes) < MIN_POINTS:
        return None
    middle = sum(events) / sum(sizes)
    halves = [3 * sqrt(middle * (1 - middle) / size) for size in sizes]
    shares = [event / size for event, size in zip(events, sizes, strict=True)]
    lower = tuple(max(0.0, middle - half) for half in halves)
    return _chart(shares, middle, lower, tuple(min(1.0, middle + half) for half in halves))


def _chart(
    values: Sequence[float],
    middle: float,
    lower: tuple[float, ...],
    upper: tuple[float, ...],
    range_limit: float | None = None,
) -> Chart:
    # Rounding alone must not carry a flat series over its limits, which then have no width.
    near = NOUGHT * max(1.0, abs(middle))
    within = [low - near <= value <= high + near for value, low, high in zip(values, lower, upper, strict=True)]
    beyond = tuple(at for at, inside in enumerate(within) if not inside)
    return Chart(tuple(values), middle, lower, upper, beyond, _runs(values, middle), range_limit)


def _runs(values: Sequence[float], middle: float) -> tuple[int, ...]:
    found, side, length, near = [], 0, 0, NOUGHT * max(1.0, abs(middle))
    for at, value in enumerate(values):
        now = (value > middle + near) - (value < middle - near)
        length = length + 1 if now and now == side else int(now != 0)
        side = now
        if length >= RUN_LENGTH:
            found.append(at)
    return tuple(found)
