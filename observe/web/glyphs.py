"""Where the parts of a drawing stand, in units of its view box; the macros in shared/glyphs.html draw them.

Worked out here and not in the templates: a page of patterns has some fifty drawings, and a template would take longer
for their arithmetic than the database for the figures.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

BAR_WIDTH = 256
# A level's number stands in its part of the bar where there is room for it.
NARROWEST_WITH_NUMBER = 15
# The axis of levels has room at both ends for half a number.
AXIS_FROM, AXIS_WIDTH = 12, 196
BAND_HEIGHTS = {"95": 3, "80": 10, "50": 22}


class Part(NamedTuple):
    """One level in the bar: its rectangle, its middle, and where its count stands so that no two counts overlap."""

    level: int
    count: int
    x: float
    width: float
    middle: float
    has_number: bool
    count_at: float


class Band(NamedTuple):
    name: str
    x: float
    y: float
    width: float
    height: int


def bar_parts(counts: Sequence[int]) -> list[Part]:
    """The bar from the lowest level to the highest; levels without ratings have no part."""
    n, gap = sum(counts), 22 if max(counts) < 100 else 34
    left = sum(1 for count in counts if count)
    parts: list[Part] = []
    begin, label = 0.0, -gap
    for level, count in enumerate(counts, 1):
        if not count:
            continue
        left -= 1
        width, inset = BAR_WIDTH * count / n, 1 if begin else 0
        middle = begin + width / 2
        label = min(max(middle, label + gap), BAR_WIDTH - gap / 2 - left * gap)
        has_number = width >= NARROWEST_WITH_NUMBER
        at = round(max(label, 6), 1)
        parts.append(Part(level, count, round(begin + inset, 1), round(width - inset, 1), round(middle, 1), has_number, at))
        begin += width
    return parts


def on_axis(level: float, n_levels: int) -> float:
    """Where a level, or a mean of levels, stands on the axis."""
    return round(AXIS_FROM + (level - 1) * AXIS_WIDTH / (n_levels - 1), 1)


def bands_on_axis(bands: Mapping[str, tuple[float, float]], n_levels: int) -> list[Band]:
    """The widest first, so that the narrower lie on top."""
    placed = []
    for name, height in BAND_HEIGHTS.items():
        low, high = (on_axis(end, n_levels) for end in bands[name])
        placed.append(Band(name, low, 17 - height / 2, round(high - low, 1), height))
    return placed
