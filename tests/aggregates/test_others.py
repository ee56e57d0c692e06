"""Others are enough where three are left and none has more than half, whatever the reader takes away."""

import pytest

from observe.aggregates.municipality import Together
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
    of_all = Together(len(worth), (1, 2, 3, 4), 0, 20, worth=worth)
    assert are_enough_left(of_all, known, Limits()) == is_enough
