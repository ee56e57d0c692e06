"""How much of a school a term shows: by hand, and in the order that common sense expects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.reliability import ASSUMED, ENOUGH, dependability, effective_number

GROUPS = st.lists(st.integers(1, 10), min_size=1, max_size=20)


def test_assumed_components_are_shares_of_one():
    assert ASSUMED.school + ASSUMED.teacher + ASSUMED.observer + ASSUMED.rest == pytest.approx(1)


def test_equal_groups_count_fully_and_a_large_one_takes_the_others_weight():
    assert effective_number([3, 3, 3]) == 3
    assert effective_number([8, 1, 1]) == pytest.approx(100 / 66)
    assert effective_number([]) is None


def test_a_term_by_hand():
    # 10 teachers twice each, 2 observers: 0.10 / (0.10 + 0.30/10 + 0.05/2 + 0.55/20)
    assert dependability([2] * 10, [10, 10]) == pytest.approx(0.547945, abs=5e-7)


def test_without_ratings_there_is_no_reliability():
    assert dependability([], []) is None


@given(GROUPS)
def test_reliability_stays_below_one(by_teacher):
    assert 0 < dependability(by_teacher, [sum(by_teacher)]) < 1


def test_a_second_observer_adds_more_than_more_visits_by_the_first():
    one, more, two = dependability([1] * 10, [10]), dependability([2] * 10, [20]), dependability([1] * 10, [5, 5])
    assert one < more
    assert one < two


def test_a_handful_of_visits_is_never_enough():
    assert dependability([1] * 6, [3, 3]) < ENOUGH
