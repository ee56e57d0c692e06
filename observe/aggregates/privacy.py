"""What is not shown to whom may not read every observation behind it, and the rule that decided.

Here a cell is judged by itself: at least ``min_teachers`` teachers behind it, none with more than ``max_share_of_one``
of its visits. What follows from several cells together is found by ``aggregates.lattice``. The limits are a
municipality's settings (``models.limits``).
"""

from dataclasses import dataclass

from observe.aggregates.ratings import Ratings
from observe.models.limits import Limits

# Rounding alone passes no limit: 0.35 · 180 is a little less than 63.
NOUGHT = 1e-9


@dataclass(frozen=True)
class Withheld:
    """Why a cell is not shown: a code, and the figures its sentence names (never of another person)."""

    code: str
    """none, few_teachers, one_dominates, own_apart, by_difference, few_observers or few_schools."""
    limit: float | None = None
    """The limit that was not reached or was passed: persons, schools, or a share from 0 to 1."""


def judge(ratings: Ratings, limits: Limits) -> Withheld | None:
    """The rule that keeps a cell from being shown, or None when it may be.

    The number of teachers in a withheld cell is itself withheld: with the coverage it could point at them.
    """
    if not ratings.by_teacher:
        return Withheld("none")
    if len(ratings.by_teacher) < limits.min_teachers:
        return Withheld("few_teachers", limits.min_teachers)
    if max(ratings.by_teacher.values()) > limits.max_share_of_one * ratings.by_teacher.total() + NOUGHT:
        return Withheld("one_dominates", limits.max_share_of_one)
    return None


def judge_beyond(ratings: Ratings, limits: Limits) -> Withheld | None:
    """The further rule for readers outside of the school: what one observer saw may be that observer's eye."""
    if 0 < len(ratings.by_observer) < limits.min_observers:
        return Withheld("few_observers", limits.min_observers)
    return None


def judge_across(n_schools: int, limits: Limits) -> Withheld | None:
    """The rule for a cell across schools; ``n_schools`` are those whose own cell is shown beyond the school."""
    if not n_schools:
        return Withheld("none")
    return Withheld("few_schools", limits.min_schools) if n_schools < limits.min_schools else None
