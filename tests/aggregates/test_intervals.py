"""Intervals against published examples, to six decimals or to as many as were printed, and their bounds."""

from math import isclose
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.intervals import effective_n, mean_with_bands, quantile, wilson

SIZES = st.lists(st.integers(0, 12), max_size=30)
COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=9)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(8, 10, 0.490162, 0.943318), (0, 5, 0.0, 0.434482), (5, 5, 0.565518, 1.0), (1, 1, 0.206549, 1.0)],
)
def test_wilson_agrees_to_six_decimals(successes, n, low, high):
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-7)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_agrees_with_the_table_of_newcombe_1998(successes, n, low, high):
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_nothing_is_none():
    assert wilson(0, 0) is None


def test_more_successes_than_observations_is_refused():
    with pytest.raises(ValueError, match="3 successes of 2"):
        wilson(3, 2)


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_holds_its_share_within_nought_and_one(successes, n):
    successes = min(successes, n)
    low, high = wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1


@given(st.integers(0, 200), st.integers(1, 200))
def test_wilson_is_symmetric(successes, n):
    successes = min(successes, n)
    low, high = wilson(successes, n)
    other_low, other_high = wilson(n - successes, n)
    assert isclose(low, 1 - other_high, abs_tol=1e-12)
    assert isclose(high, 1 - other_low, abs_tol=1e-12)


def test_the_quantile_of_95_percent_is_the_familiar_one():
    assert quantile(0.95) == pytest.approx(1.959964, abs=5e-7)


def test_ratings_of_different_teachers_are_all_worth_one():
    assert effective_n([1, 1, 1, 1]) == 4


def test_visits_to_one_teacher_are_worth_less_than_their_number():
    # m = (16 + 4) / 6 and 6 / (1 + (m - 1) * 0.3), by hand.
    assert effective_n([4, 2], icc=0.3) == pytest.approx(3.529412, abs=5e-7)
    assert effective_n([6], icc=1.0) == 1


@given(SIZES)
def test_effective_n_lies_between_one_and_n(sizes):
    worth = effective_n(sizes)
    assert worth is None if not sum(sizes) else 1 <= worth <= sum(sizes)


def test_a_mean_has_bands_of_the_width_worked_out_by_hand():
    # Levels 2 2 3 3 of four teachers: s² = 1/3, error = sqrt(1/12).
    estimate = mean_with_bands((0, 2, 2, 0), [1, 1, 1, 1])
    assert estimate.mean == 2.5
    assert estimate.bands["95"] == pytest.approx((1.934207, 3.065793), abs=5e-7)
    assert estimate.bands["50"] == pytest.approx((2.305292, 2.694708), abs=5e-7)


def test_the_example_of_the_documentation():
    sizes = [3, 2, 2, 2, 1, 1, 1]
    estimate = mean_with_bands((1, 3, 6, 2), sizes)
    assert estimate.mean == 2.75
    assert estimate.effective_n == pytest.approx(9.230769, abs=5e-7)
    assert estimate.bands["95"] == pytest.approx((2.191324, 3.308676), abs=5e-7)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (0, 1, 0, 0), (0, 0, 9, 0)])
def test_no_mean_where_the_spread_is_unknown(counts):
    assert mean_with_bands(counts, [1] * sum(counts)) is None


@given(COUNTS)
def test_bands_nest_around_the_mean_and_stay_within_the_levels(counts):
    estimate = mean_with_bands(counts, [1] * sum(counts))
    if estimate is None:
        return
    (low_95, high_95), (low_80, high_80), (low_50, high_50) = (estimate.bands[name] for name in ("95", "80", "50"))
    assert 1 <= low_95 <= low_80 <= low_50 <= estimate.mean <= high_50 <= high_80 <= high_95 <= len(counts)


def test_bands_hold_the_true_mean_nearly_as_often_as_they_say():
    """Ten teachers in twenty visits, ICC 0.3: normal bands on so few hold it a little less often than 95 %."""
    chance, right, n_rounds = Random(17), 0, 1000
    for _ in range(n_rounds):
        counts = [0, 0, 0, 0]
        for _ in range(10):
            leaning = chance.gauss(0, 0.3**0.5)
            for _ in range(2):
                value = leaning + chance.gauss(0, 0.7**0.5)
                counts[(value > -1) + (value > 0) + (value > 1)] += 1
        low, high = mean_with_bands(counts, [2] * 10).bands["95"]
        right += low <= 2.5 <= high
    assert 0.91 < right / n_rounds < 0.97
