"""Others are enough where three are left and none has more than half, whatever the reader takes away."""

import pytest

from observe.aggregates.municipality import MOST_KEPT, Together
from observe.aggregates.others import are_enough_left
from observe.models.limits import Limits


@pytest.mark.parametrize(
    ("worth", "known", "is_enough"),
    [
        ((30.0, 30.0, 30.0), (), True),
        ((30.0, 30.0, 30.0), (30.0,), False),
        ((30.0, 20.0, 20.0, 10.0), (10.0,), True),
        ((90.0, 20.0, 20.0, 10.0), (10.0,), False),
        ((90.0, 20.0, 20.0, 10.0), (90.0,), True),
        ((30.0, 30.0, 30.0), (0.0,), False),
        ((30.0, 30.0, 30.0, 30.0), (0.0,), True),
    ],
)
def test_three_are_left_and_none_has_most(worth, known, is_enough):
    assert are_enough_left(of(*worth), known, Limits()) == is_enough


def test_what_was_released_is_taken_away_as_a_whole():
    of_all = of(90.0, 20.0, 20.0, 10.0, 10.0)
    assert are_enough_left(of_all, (), Limits(), of(90.0, 20.0))
    assert not are_enough_left(of_all, (), Limits(), of(20.0, 20.0))
    assert not are_enough_left(of_all, (20.0,), Limits(), of(90.0, 20.0))


def test_of_more_schools_than_are_kept_one_by_one_the_last_kept_stands_for_the_rest():
    of_all = of(*[100.0] * MOST_KEPT, *[60.0] * 3, *[20.0] * 9)
    assert not are_enough_left(of_all, [100.0] * MOST_KEPT + [60.0] * 3, Limits())
    assert are_enough_left(of_all, [100.0] * MOST_KEPT, Limits())


def of(*worth: float) -> Together:
    """Schools whose ratings are worth so much."""
    return Together(len(worth), (1, 2, 3, 4), 0, 20, worth=sum(worth), largest=worth[:MOST_KEPT])
