"""Run charts: limits from six points on, gaps that are no points, and what signals."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.series import BEYOND, RUN, Tally, share_series


def test_five_points_are_drawn_without_limits():
    found = share_series([Tally(week, 2, 10) for week in range(5)])
    assert not found.has_limits
    assert [point.value for point in found.points] == [0.2] * 5
    assert found.signals == ()


def test_limits_of_a_share_follow_the_effective_number_of_each_week():
    found = share_series([Tally(week, 5, 10, worth) for week, worth in enumerate((10, 10, 10, 10, 10, 2.5))])
    narrow, wide = found.points[0], found.points[5]
    assert found.middle == pytest.approx(0.5)
    assert (narrow.upper, wide.upper) == (pytest.approx(0.5 + 3 * (0.25 / 10) ** 0.5), 1)


def test_a_term_of_nothing_is_a_gap():
    found = share_series([Tally("autumn", 0, 0), *(Tally(at, 1, 4) for at in range(6))])
    assert found.gaps == ("autumn",)
    assert len(found.points) == 6


def test_a_jump_and_a_long_run_signal():
    even = [(4, 6)[at % 2] for at in range(14)]
    found = share_series([Tally(at, n, 20) for at, n in enumerate([*even, 14])])
    assert [(point.label, point.signal) for point in found.signals] == [(14, BEYOND)]
    long = share_series([Tally(at, n, 20) for at, n in enumerate([*even, *[6] * 8])])
    assert [(point.label, point.signal) for point in long.signals] == [(20, RUN), (21, RUN)]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)).filter(lambda pair: pair[0] <= pair[1]), max_size=12))
def test_limits_lie_within_nought_and_one(pairs):
    found = share_series([Tally(at, n, of) for at, (n, of) in enumerate(pairs)])
    assert found.has_limits == (len(pairs) >= 6)
    for point in found.points:
        assert 0 <= point.value <= 1
        assert point.lower is None or 0 <= point.lower <= found.middle <= point.upper <= 1


def test_nothing_is_no_series():
    assert (share_series([]).points, share_series([]).middle) == ((), None)


@given(st.integers(0, 20), st.integers(6, 20))
def test_a_flat_series_signals_nothing(n, n_terms):
    assert share_series(Tally(at, n, 20) for at in range(n_terms)).signals == ()


def test_a_steady_school_is_seldom_alarmed():
    """Twelve terms from one and the same share: a false signal of either kind in few of a thousand series."""
    chance, false = Random(21), 0
    for _ in range(500):
        tallies = [Tally(at, sum(chance.random() < 0.4 for _ in range(40)), 40) for at in range(12)]
        false += bool(share_series(tallies).signals)
    # Twelve points at 0.3 % each, and runs of eight among twelve at about 2 %.
    assert false / 500 < 0.08


def test_a_school_that_changes_is_found():
    chance, found = Random(22), 0
    for _ in range(200):
        shares = [0.2] * 6 + [0.7] * 6
        tallies = [Tally(at, sum(chance.random() < share for _ in range(40)), 40) for at, share in enumerate(shares)]
        found += bool(share_series(tallies).signals)
    assert found / 200 > 0.9
