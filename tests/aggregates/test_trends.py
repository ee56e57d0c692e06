"""Change between terms, and charts of a series: by hand, against published limits, and their algebra."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.intervals import mean_with_bands
from observe.aggregates.trends import change, change_of_means, change_of_shares, p_chart, xmr

SERIES = st.lists(st.floats(0, 100), min_size=6, max_size=40)


def test_a_change_of_two_standard_errors_is_probable():
    found = change(2.0, 0.01, 2.0 + 0.2 * 2**0.5, 0.01)
    assert found.p_higher == pytest.approx(0.977250, abs=5e-7)
    assert found.interval == pytest.approx((0.005662, 0.560023), abs=5e-7)
    assert found.word == "probably_higher"


def test_a_change_within_chance_cannot_be_told_apart():
    assert change(2.0, 0.04, 2.1, 0.04).word == "cannot_be_told_apart"
    assert change(3.0, 0.01, 2.0, 0.01).word == "probably_lower"


@pytest.mark.parametrize(
    ("errors", "word"),
    [
        (1.2817, "probably_higher"),
        (1.2814, "cannot_be_told_apart"),
        (-1.2814, "cannot_be_told_apart"),
        (-1.2817, "probably_lower"),
    ],
)
def test_a_change_is_probable_from_nine_chances_in_ten(errors, word):
    # Φ(1.281552) = 0.9; the difference has a standard error of 0.5.
    assert change(2.5, 0.09, 2.5 + 0.5 * errors, 0.16).word == word


def test_no_change_can_be_said_without_both_terms():
    assert change(None, None, 2.0, 0.1) is None
    assert change(2.0, 0.1, 2.0, None) is None
    assert change(2.0, 0.0, 2.5, 0.0) is None


@given(st.floats(1, 4), st.floats(0.001, 1), st.floats(1, 4), st.floats(0.001, 1))
def test_the_other_way_round_the_change_is_the_opposite(before, one, after, two):
    there, back = change(before, one, after, two), change(after, two, before, one)
    assert there.difference == pytest.approx(-back.difference)
    assert there.p_higher == pytest.approx(1 - back.p_higher, abs=1e-9)


def test_limits_of_single_values_by_hand():
    # Moving ranges 2, 3, 1, 4, 3: mean 2.6; middle 11.
    chart = xmr([10, 12, 9, 10, 14, 11])
    assert chart.middle == 11
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((11 - 2.66 * 2.6, 11 + 2.66 * 2.6))
    assert chart.range_limit == pytest.approx(3.267 * 2.6)
    assert chart.beyond == ()


def test_a_jump_stands_beyond_its_limits():
    assert xmr([10, 11, 10, 11, 10, 11, 10, 11, 10, 30]).beyond == (9,)


def test_eight_in_a_row_on_one_side_are_marked():
    assert xmr([1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9]).runs == (7,)


def test_fewer_than_six_points_have_no_limits():
    assert xmr([1, 2, 3, 4, 5]) is None
    assert p_chart([1] * 5, [9] * 5) is None


@given(st.floats(0, 10), st.integers(6, 20))
def test_single_values_that_never_move_signal_nothing(value, n):
    chart = xmr([value] * n)
    assert (chart.beyond, chart.runs) == ((), ())


def test_limits_of_shares_follow_each_size():
    chart = p_chart([5, 5, 5, 5, 5, 25], [50, 50, 50, 50, 50, 50])
    assert chart.middle == pytest.approx(1 / 6)
    assert chart.upper[0] == pytest.approx(1 / 6 + 3 * (5 / 36 / 50) ** 0.5)
    assert chart.beyond == (5,)
    assert p_chart([0] * 6, [4] * 6).lower == (0,) * 6


def test_the_middle_of_shares_is_that_of_all_ratings_and_not_of_the_points():
    # 20 of 100; the mean of the six shares would be 0.133.
    chart = p_chart([1, 1, 1, 1, 1, 15], [10, 10, 10, 10, 10, 50])
    assert chart.middle == pytest.approx(0.2)
    assert (chart.upper[0], chart.upper[5]) == pytest.approx((0.579473, 0.369706), abs=5e-7)


def test_a_share_of_nothing_is_refused():
    with pytest.raises(ValueError, match="share of nothing"):
        p_chart([0] * 6, [1, 1, 1, 1, 1, 0])


@given(SERIES, st.floats(-50, 50))
def test_moving_the_whole_series_moves_only_the_middle(values, by):
    chart, moved = xmr(values), xmr([value + by for value in values])
    assert moved.middle == pytest.approx(chart.middle + by, abs=1e-6)
    assert moved.range_limit == pytest.approx(chart.range_limit, abs=1e-6)


def test_the_published_difference_of_two_shares():
    # Newcombe (1998), method 10: 56 of 70 and 48 of 80.
    found = change_of_shares(48, 80, 56, 70)
    assert found.difference == pytest.approx(0.2)
    assert found.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert found.word == "probably_higher"


def test_shares_of_nothing_have_no_change_and_noughts_are_not_certain():
    assert change_of_shares(0, 0, 3, 5) is None
    assert 0.1 < change_of_shares(0, 5, 0, 5).p_higher < 0.9


@given(st.integers(0, 9), st.integers(0, 9))
def test_two_shares_the_other_way_round_are_the_opposite(before, after):
    there, back = change_of_shares(before, 9, after, 9), change_of_shares(after, 9, before, 9)
    assert there.difference == pytest.approx(-back.difference)
    assert there.interval == pytest.approx((-back.interval[1], -back.interval[0]))
    assert there.p_higher == pytest.approx(1 - back.p_higher)


def test_a_change_of_means_needs_two_means():
    before = mean_with_bands([4, 6, 2, 0], [2] * 6)
    after = mean_with_bands([0, 2, 6, 4], [2] * 6)
    assert change_of_means(before, after).word == "probably_higher"
    assert change_of_means(before, None) is None
    assert change_of_means(None, after) is None
