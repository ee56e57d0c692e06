"""Shapes of the drawings in shared/glyphs.html, in units of their view box.

Drawn here and not in the templates: a page of patterns has some fifty drawings, and templates took longer for their
arithmetic than the database and the figures together. Only numbers are written, so nothing needs escaping.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from markupsafe import Markup

BAR_WIDTH = 256
# A level's number stands in its part of the bar where there is room for it.
NARROWEST_WITH_NUMBER = 15
# Counts under the bar are kept this far apart, in the middle of their parts where they can be.
COUNT_GAP, WIDE_COUNT_GAP, WIDE_COUNT, FIRST_COUNT = 22, 34, 100, 6
# The axis of levels has room at both ends for half a number.
AXIS_FROM, AXIS_WIDTH = 12, 196
BAND_HEIGHTS = {"95": 3, "80": 10, "50": 22}
MIDDLE = 17
TALLEST_BLOCK, SPREAD_HEIGHT = 7, 30
TILE_WIDTH, TILE_HEIGHT = 128, 28
# A cell of a run chart; its scale of shares keeps this much room above and below.
RUN_WIDTH, RUN_HEIGHT, RUN_ROOM = 64, 120, 10


def bar_shapes(counts: Sequence[int]) -> Markup:
    """The parts of a distribution: width is share, the number in a part its level, the one under it its count.

    Levels without ratings have no part; there must be at least one rating.
    """
    n, left = sum(counts), sum(1 for count in counts if count)
    gap = COUNT_GAP if max(counts) < WIDE_COUNT else WIDE_COUNT_GAP
    shapes, begin, label = [], 0.0, FIRST_COUNT - gap
    for level, count in enumerate(counts, 1):
        if not count:
            continue
        left -= 1
        width, inset = BAR_WIDTH * count / n, 1 if begin else 0
        middle = begin + width / 2
        label = min(max(middle, label + gap), BAR_WIDTH - gap / 2 - left * gap)
        x, wide = begin + inset, width - inset
        shapes.append(f'<rect class="level-{level} glyph__level" x="{x:.1f}" y="0" width="{wide:.1f}" height="32"/>')
        if width >= NARROWEST_WITH_NUMBER:
            shapes.append(f'<text class="level-{level} glyph__on" x="{middle:.1f}" y="22">{level}</text>')
        shapes.append(f'<text class="glyph__count" x="{label:.1f}" y="54">{count}</text>')
        begin += width
    return Markup("".join(shapes))


def tile_shapes(counts: Sequence[int], has_middle: bool) -> Markup:
    """A cell of a heat strip: the parts of a distribution without numbers, and a line at the middle rating."""
    n, begin, shapes = sum(counts), 0.0, []
    for level, count in enumerate(counts, 1):
        width = TILE_WIDTH * count / n
        if count:
            shapes.append(
                f'<rect class="level-{level} glyph__level" x="{begin:.1f}" y="0" width="{width:.1f}" '
                f'height="{TILE_HEIGHT}"/>'
            )
        begin += width
    if has_middle:
        shapes.append(f'<path class="glyph__middle" d="M{TILE_WIDTH / 2:.0f} -3V{TILE_HEIGHT + 3}"/>')
    return Markup("".join(shapes))


def interval_shapes(bands: Mapping[str, tuple[float, float]], mean: float, n_levels: int) -> Markup:
    """A mean on the axis of the levels: ticks, bands from the widest to the narrowest, the dot on top."""
    shapes = [_ticks(n_levels)]
    for name, height in BAND_HEIGHTS.items():
        low, high = (_on_axis(end, n_levels) for end in bands[name])
        shapes.append(
            f'<rect class="glyph__band-{name}" x="{low:.1f}" y="{MIDDLE - height / 2}" width="{high - low:.1f}" '
            f'height="{height}" rx="1"/>'
        )
    shapes.append(f'<circle class="glyph__dot" cx="{_on_axis(mean, n_levels):.1f}" cy="{MIDDLE}" r="5"/>')
    return Markup("".join(shapes))


def spread_shapes(spread: Sequence[int], mean: float, n_levels: int) -> Markup:
    """How many schools stand at each tenth of a level on the axis of the levels; the mean of all, to a tenth too."""
    most, width = max(spread), AXIS_WIDTH / (len(spread) - 1)
    # A few schools are so many blocks, one on the other; many are drawn to the height that there is.
    step = min(TALLEST_BLOCK, SPREAD_HEIGHT / most)
    shapes = [_ticks(n_levels)]
    for nth, n in enumerate(spread):
        if n:
            x, tall = AXIS_FROM + (nth - 0.5) * width, n * step
            place = f'x="{x:.1f}" y="{SPREAD_HEIGHT + 2 - tall:.1f}" width="{width - 1:.1f}" height="{tall:.1f}"'
            shapes.append(f'<rect class="glyph__fill" {place}/>')
    shapes.append(f'<path class="glyph__whisker" d="M{_on_axis(round(mean, 1), n_levels):.1f} 0V36"/>')
    return Markup("".join(shapes))


def run_shapes(value: float, lower: float | None, middle: float | None, upper: float | None, is_signal: bool) -> Markup:
    """A point of a run chart: the band within its limits, the middle, and a dot, or a diamond where it signals."""
    shapes, x, y = [], RUN_WIDTH / 2, _run_y(value)
    if middle is not None:
        top, bottom = _run_y(upper), _run_y(lower)
        shapes.append(
            f'<rect class="glyph__limits" x="0" y="{top:.1f}" width="{RUN_WIDTH}" height="{bottom - top:.1f}"/>'
            f'<path class="glyph__line" d="M0 {_run_y(middle):.1f}H{RUN_WIDTH}"/>'
        )
    if is_signal:
        shapes.append(f'<path class="glyph__signal" d="M{x} {y - 9:.1f}l9 9l-9 9l-9 -9z"/>')
    else:
        shapes.append(f'<circle class="glyph__point" cx="{x}" cy="{y:.1f}" r="6"/>')
    return Markup("".join(shapes))


def _run_y(share: float) -> float:
    return RUN_ROOM + (1 - share) * (RUN_HEIGHT - 2 * RUN_ROOM)


def beside_shapes(
    estimate: float, interval: tuple[float, float], raw: float, municipality: float, n_levels: int
) -> Markup:
    """A school beside the municipality: a line at the mean of all, the estimate with 95 %, the raw mean as a ghost.

    Drawn to a tenth of a level, as it is said in words: a finer line would tell of the others what words keep back.
    """
    estimate, raw, municipality = (round(level, 1) for level in (estimate, raw, municipality))
    low, high = (_on_axis(round(end, 1), n_levels) for end in interval)
    return Markup(
        f'{_ticks(n_levels)}<path class="glyph__middle" d="M{_on_axis(municipality, n_levels):.1f} 4V30"/>'
        f'<rect class="glyph__band-95" x="{low:.1f}" y="{MIDDLE - 1.5}" width="{high - low:.1f}" height="3" rx="1"/>'
        f'<circle class="glyph__ghost" cx="{_on_axis(raw, n_levels):.1f}" cy="{MIDDLE}" r="6"/>'
        f'<circle class="glyph__point glyph__point--own" cx="{_on_axis(estimate, n_levels):.1f}" cy="{MIDDLE}" r="6"/>'
    )


def in_levels(counts: Sequence[int], word: str) -> str:
    """The counts as a reader hears them: "Level 1: 2, Level 2: 6" with the word for level."""
    return ", ".join(f"{word} {level}: {count}" for level, count in enumerate(counts, 1))


@cache
def _ticks(n_levels: int) -> str:
    return "".join(
        f'<path class="glyph__tick" d="M{x:.1f} 2V32"/><text class="glyph__count" x="{x:.1f}" y="54">{level}</text>'
        for level, x in ((level, _on_axis(level, n_levels)) for level in range(1, n_levels + 1))
    )


def _on_axis(level: float, n_levels: int) -> float:
    return AXIS_FROM + (level - 1) * AXIS_WIDTH / (n_levels - 1)
