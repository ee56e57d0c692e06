"""Whether enough other schools stand in what all say together, once a reader takes away those that they know."""

from collections.abc import Sequence
from math import isclose

from observe.aggregates.municipality import Together
from observe.aggregates.privacy import judge_across
from observe.models.limits import Limits

# With more of what the others' ratings are worth, the mean of all would be one school's.
MOST_OF_ONE = 0.5


def are_enough_left(of_all: Together, known: Sequence[float], limits: Limits) -> bool:
    """``known`` are what the ratings of the schools that the reader knows are worth; one whose cell was withheld since
    is 0, and counts as a school all the same.
    """
    left = list(of_all.worth)
    for worth in known:
        gone = next((each for each in left if isclose(each, worth)), None)
        if gone is not None:
            left.remove(gone)
    is_hidden = not left or max(left) <= MOST_OF_ONE * sum(left)
    return judge_across(of_all.n_schools - len(known), limits) is None and is_hidden
