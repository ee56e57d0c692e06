"""Run charts of shares, ready to be drawn: a point per term or week, its limits, and which points signal."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from observe.aggregates.trends import Chart, p_chart

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


@dataclass(frozen=True)
class Point:
    label: Hashable
    value: float
    """The share, from 0 to 1."""
    n: int
    """Ratings it is a share of."""
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
    """With the limits of a p-chart, each by its own effective number; terms of nothing become gaps."""
    tallies = list(tallies)
    kept = [tally for tally in tallies if tally.of]
    worths = [tally.of if tally.effective_n is None else tally.effective_n for tally in kept]
    chart = p_chart([tally.n / tally.of * worth for tally, worth in zip(kept, worths, strict=True)], worths)
    points = tuple(_point(tally, at, chart) for at, tally in enumerate(kept))
    return Series(points, chart and chart.middle, tuple(tally.label for tally in tallies if not tally.of))


def _point(tally: Tally, at: int, chart: Chart | None) -> Point:
    value = tally.n / tally.of
    if chart is None:
        return Point(tally.label, value, tally.of, None, None, None)
    signal = BEYOND if at in chart.beyond else RUN if at in chart.runs else None
    return Point(tally.label, value, tally.of, chart.lower[at], chart.upper[at], signal)
