"""A row of the table of goals, and how the table is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Row:
    """One goal. ``before`` and ``after`` are the yardstick measured on either side of the figure, in its unit."""

    number: str
    name: str
    figure: float
    unit: str
    goal: str
    yardstick: str = ""
    before: float | None = None
    after: float | None = None
    is_met: bool | None = None

    @property
    def ratio(self) -> float | None:
        """The figure over the mean of its yardsticks."""
        return self.figure / ((self.before + self.after) / 2) if self.before and self.after else None


HEADINGS = ("", "what", "figure", "yardstick", "before", "after", "ratio", "goal", "met")


def percentile(figures: Sequence[float], share: int) -> float:
    """``share`` in percent, 1 to 99; at least two figures."""
    return quantiles(figures, n=100, method="inclusive")[share - 1]


def show(rows: Iterable[Row]) -> str:
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: ""}[row.is_met]
    numbers = (_short(row.before), _short(row.after), _short(row.ratio))
    return (row.number, row.name, f"{_short(row.figure)} {row.unit}", row.yardstick, *numbers, row.goal, met)


def _short(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
