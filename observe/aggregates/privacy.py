"""What is not shown to whom may not read every observation behind it, and the rule that decided.

Here a cell is judged by itself: at least ``min_teachers`` teachers behind it, none with more than ``max_share_of_one``
of its visits. What follows from several cells together is found by ``aggregates.lattice``. The limits are a
municipality's settings (``models.limits``).
"""

from dataclasses import dataclass

from observe.aggregates.ratings import Ratings
from observe.models.limits import Limits


@dataclass(frozen=True)
class Withheld:
    """Why a cell is not shown: a code, and the figures its sentence names (never of another person)."""

    code: str
    """none, few_teachers, one_dominates, own_apart or by_difference."""
    limit: float | None = None
    """The limit that was not reached or was passed: teachers, or a share from 0 to 1."""


def judge(ratings: Ratings, limits: Limits) -> Withheld | None:
    """The rule that keeps a cell from being shown, or None when it may be.

    The number of teachers in a withheld cell is itself withheld: with the coverage it could point at them.
    """
    if not ratings.by_teacher:
        return Withheld("none")
    if len(ratings.by_teacher) < limits.min_teachers:
        return Withheld("few_teachers", limits.min_teachers)
    if max(ratings.by_teacher.values()) > limits.max_share_of_one * ratings.by_teacher.total():
        return Withheld("one_dominates", limits.max_share_of_one)
    return None
