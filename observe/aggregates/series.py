"""Run charts of one school, ready to be drawn: a point per term or week, its limits, and which points signal."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from observe.aggregates.trends import Chart, p_chart, xmr

# What a point may tell: it lies outside of its limits, or it ends a long run on one side of the middle.
BEYOND, RUN = "beyond", "run"


class Tally(NamedTuple):
    """What was counted in one term or week: ``n`` of ``of`` ratings, which are worth ``effective_n`` independent ones.

    ``effective_n`` is ``of`` where it is None, as if no teacher had been visited twice.
    """

    label: Hashable
    n: int
    of: int
    effective_n: float | None = None


class Value(NamedTuple):
    """One figure of a term or week, resting on ``n`` ratings; None where it cannot be computed."""

    label: Hashable
    value: float | None
    n: int = 0


@dataclass(frozen=True)
class Point:
    label: Hashable
    value: float
    n: int
    lower: float | None
    upper: float | None
    """The limits here; None in a series that is too short for limits."""
    signal: str | None
    """``BEYOND``, ``RUN`` or None."""


@dataclass(frozen=True)
class Series:
    """Points in the order given."""

    points: tuple[Point, ...]
    middle: float | None
    """None with fewer than six points: they are drawn without limits, and nothing is said of them."""
    gaps: tuple[Hashable, ...]
    """Labels without a figure. They are no points: the ones beside them count as neighbours."""

    @property
    def signals(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.signal)

    @property
    def has_limits(self) -> bool:
        return self.middle is not None


def share_series(tallies: Iterable[Tally]) -> Series:
    """Shares with the limits of a p-chart, each by its own effective number; terms of nothing become gaps."""
    tallies = [Tally(*tally) for tally in tallies]
    kept = [tally for tally in tallies if tally.of]
    worths = [tally.of if tally.effective_n is None else tally.effective_n for tally in kept]
    chart = p_chart([tally.n / tally.of * worth for tally, worth in zip(kept, worths, strict=True)], worths)
    values = [Value(tally.label, tally.n / tally.of, tally.of) for tally in kept]
    return _series(values, chart, tuple(tally.label for tally in tallies if not tally.of))


def value_series(values: Iterable[Value]) -> Series:
    """Means, or minutes, or whatever is one value a term, with the limits of an XmR chart; None becomes a gap."""
    values = [Value(*value) for value in values]
    kept = [value for value in values if value.value is not None]
    gaps = tuple(value.label for value in values if value.value is None)
    return _series(kept, xmr([value.value for value in kept]), gaps)


def _series(values: list[Value], chart: Chart | None, gaps: tuple[Hashable, ...]) -> Series:
    if chart is None:
        return Series(tuple(Point(*value, None, None, None) for value in values), None, gaps)
    points = []
    for at, value in enumerate(values):
        signal = BEYOND if at in chart.beyond else RUN if at in chart.runs else None
        points.append(Point(*value, chart.lower[at], chart.upper[at], signal))
    return Series(tuple(points), chart.middle, gaps)
