"""The shapes of drawings: parts fill the bar, counts keep apart, bands stay on the axis."""

import re

from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from observe.web.filters import decimal
from observe.web.glyphs import (
    BAR_WIDTH,
    COUNT_GAP,
    bar_shapes,
    beside_shapes,
    in_levels,
    interval_shapes,
    spread_shapes,
)


def numbers(markup: str, pattern: str) -> list[float]:
    return [float(found) for found in re.findall(pattern, markup)]


@given(st.lists(st.integers(0, 60), min_size=2, max_size=9).filter(any))
def test_parts_fill_the_bar_and_counts_keep_apart(counts):
    drawn = bar_shapes(counts)
    shown = [count for count in counts if count]
    widths = numbers(drawn, r'<rect[^>]*width="([\d.-]+)"')
    assert abs(sum(widths) + len(shown) - 1 - BAR_WIDTH) < 0.1 * len(counts)
    assert re.findall(r'glyph__count"[^>]*>(\d+)<', drawn) == [str(count) for count in shown]
    places = numbers(drawn, r'glyph__count" x="([\d.-]+)"')
    assert all(after - before >= COUNT_GAP - 0.2 for before, after in zip(places, places[1:], strict=False))


def test_an_interval_stands_on_the_axis_of_its_levels():
    drawn = interval_shapes({"50": (2.5, 3.0), "80": (2.0, 3.5), "95": (1.0, 4.0)}, 2.75, 4)
    assert 'class="glyph__band-95" x="12.0" y="15.5" width="196.0"' in drawn
    assert drawn.count("glyph__tick") == 4
    assert 'cx="126.3"' in drawn


def test_a_figure_below_nought_has_the_sign_for_minus():
    app = Flask(__name__)
    Babel(app, locale_selector=lambda: "da")
    with app.test_request_context():
        assert [decimal(value, 2) for value in (-0.204, 0.204)] == ["−0,20", "0,20"]


def test_what_others_say_is_drawn_no_finer_than_it_is_said():
    """Their mean lies in the drawing's source, too: with more decimals, what one school adds to it could be read."""
    assert beside_shapes(2.61, (2.42, 2.84), 2.58, 2.74, 4) == beside_shapes(2.64, (2.38, 2.76), 2.62, 2.68, 4)
    assert spread_shapes([0] * 14 + [5] + [0] * 16, 2.41, 4) == spread_shapes([0] * 14 + [5] + [0] * 16, 2.38, 4)


def test_counts_are_heard_level_by_level():
    assert in_levels((2, 0, 5), "Level") == "Level 1: 2, Level 2: 0, Level 3: 5"
