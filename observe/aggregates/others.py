"""Whether enough other schools stand in what all say together, once a reader takes away those that they know."""

from collections.abc import Sequence
from math import isclose

from observe.aggregates.municipality import Together
from observe.aggregates.privacy import judge_across
from observe.models.limits import Limits

# With more of what the others' ratings are worth, the mean of all would be one school's.
MOST_OF_ONE = 0.5
ROUNDING = 1e-9


def are_enough_left(of_all: Together, known: Sequence[float], limits: Limits, released: Together | None = None) -> bool:
    """``known`` are what the ratings of the schools that the reader knows are worth; one whose cell was withheld since
    is 0, and counts as a school all the same. ``released`` are further ones, known together.
    """
    n_known, worth_known = len(known), sum(known)
    if released:
        n_known, worth_known = n_known + released.n_schools, worth_known + released.worth
        known = (*known, *released.largest)
    if judge_across(of_all.n_schools - n_known, limits):
        return False
    return _most_of_one(of_all, known) <= MOST_OF_ONE * (of_all.worth - worth_known) * (1 + ROUNDING)


def _most_of_one(of_all: Together, known: Sequence[float]) -> float:
    """What the largest of the others is worth; where all of the largest are known, no more than the last of them."""
    left = list(of_all.largest)
    for worth in known:
        gone = next((each for each in left if isclose(each, worth)), None)
        if gone is not None:
            left.remove(gone)
    return max(left, default=of_all.largest[-1])
