"""Shares at each level, on the effective number of ratings."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.distribution import distribution, share
from observe.aggregates.intervals import wilson


def test_the_published_shares():
    assert share(8, 10).interval == pytest.approx((0.490162, 0.943318), abs=1e-6)
    assert share(0, 5).interval == pytest.approx((0, 0.434482), abs=1e-6)


def test_visits_to_one_teacher_widen_the_interval():
    alone, together = share(8, 10, [1] * 10), share(8, 10, [5, 5])
    assert alone.effective_n == 10
    assert together.effective_n == pytest.approx(10 / (1 + 4 * 0.3))
    assert together.interval[0] < alone.interval[0]


def test_nobody_rated_is_no_distribution():
    assert distribution([0, 0, 0, 0], []) is None
    assert distribution([0, 0, 0, 0], [], n_not_observed=7) is None
    assert distribution([], []) is None
    assert share(0, 0) is None


def test_not_observed_stands_beside_and_never_inside():
    found = distribution([1, 3, 6, 2], [3, 2, 2, 2, 1, 1, 1], n_not_observed=4)
    assert (found.n, found.n_not_observed) == (12, 4)
    assert [level.n for level in found.levels] == [1, 3, 6, 2]
    assert found.effective_n == pytest.approx(9.230769, abs=1e-6)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=7).filter(any))
def test_shares_add_up_and_lie_in_their_intervals(counts):
    found = distribution(counts, [1] * sum(counts))
    assert sum(level.share for level in found.levels) == pytest.approx(1)
    for level in found.levels:
        assert 0 <= level.interval[0] <= level.share <= level.interval[1] <= 1


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_which_teacher_was_visited_how_often_does_not_matter(sizes, chance):
    mixed = chance.sample(sizes, len(sizes))
    assert share(1, sum(sizes), mixed).interval == pytest.approx(share(1, sum(sizes), sizes).interval)


def test_the_interval_holds_the_truth_as_often_as_it_says_where_visits_are_clustered():
    """Beta-binomial teachers with an ICC of 0.3: with it the interval covers 95 %, without it far less."""
    chance, n_rounds, right, naive = Random(11), 1500, 0, 0
    sizes, true, concentration = [6] * 12, 0.35, 1 / 0.3 - 1
    for _ in range(n_rounds):
        leanings = [chance.betavariate(true * concentration, (1 - true) * concentration) for _ in sizes]
        there = sum(
            chance.random() < leaning for leaning, size in zip(leanings, sizes, strict=True) for _ in range(size)
        )
        low, high = share(there, sum(sizes), sizes).interval
        right += low <= true <= high
        low, high = wilson(there, sum(sizes))
        naive += low <= true <= high
    # The standard error of a coverage of 0.95 over 1500 rounds is 0.006.
    assert right / n_rounds == pytest.approx(0.95, abs=0.02)
    assert naive / n_rounds < 0.85
