"""Shares at each level, on the effective number of ratings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.distribution import distribution, share


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
