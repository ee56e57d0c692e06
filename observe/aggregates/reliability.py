"""How much of the difference between schools one school's term would show: Φ from components of variance.

Until a municipality has 30 teachers, 5 observers and 20 paired observations, its own components cannot be estimated
(``own_components``). The ones here are assumed, in the order of what short visits by one observer have been found to
hold (Ho & Kane 2013: one lesson, one rater 0.37 for the teacher's level). Every page says which ones it rests on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

# Below this, text stands in place of a mean.
ENOUGH = 0.5


class Basis(NamedTuple):
    """What components were, or could not be, estimated from."""

    n_schools: int
    n_teachers: int
    n_observers: int
    n_paired: int
    """Lessons that two observers saw."""
    n_visits: int = 0


@dataclass(frozen=True)
class Components:
    """Parts of the variance of one rating; only how they stand to each other matters. Assumed ones sum to 1."""

    school: float = 0.10
    teacher: float = 0.30
    observer: float = 0.05
    rest: float = 0.55
    """Lesson, moment and what nobody can name."""
    is_assumed: bool = False
    cut: tuple[str, ...] = ()
    """Names of those whose estimate was negative and became 0."""
    basis: Basis | None = None
    estimated_on: date | None = None
    """The day on which they were worked out, or could not be; None where nobody has tried."""


ASSUMED = Components(is_assumed=True)


def effective_number(sizes: Iterable[int]) -> float | None:
    """How many equally large groups are as even as these: 1 / Σ share² (Simpson 1949), or None without any."""
    sizes = list(sizes)
    n = sum(sizes)
    return n * n / sum(size * size for size in sizes) if n else None


def main_doubt(n_teachers: float, n_observers: float, n: float, components: Components = ASSUMED) -> str:
    """What makes most of the error in Φ: teacher (few were visited), observer (few observed) or rest (few visits).

    ``n_teachers`` and ``n_observers`` are effective numbers; all are above 0.
    """
    error = {
        "teacher": components.teacher / n_teachers,
        "observer": components.observer / n_observers,
        "rest": components.rest / n,
    }
    return max(error, key=error.get)


def dependability(
    by_teacher: Iterable[int], by_observer: Iterable[int], components: Components = ASSUMED
) -> float | None:
    """Φ of one school's term, 0 to 1, from ratings per teacher and per observer; None without ratings.

    σ²(school) / (σ²(school) + σ²(teacher)/n_t + σ²(observer)/n_o + σ²(rest)/n): absolute error of a school's mean
    over its teachers, observers and lessons (Brennan 2001, chapter 3), with effective numbers where it is unbalanced.
    """
    by_teacher = list(by_teacher)
    n_teachers, n_observers = effective_number(by_teacher), effective_number(by_observer)
    if n_teachers is None or n_observers is None:
        return None
    if not components.school:
        return 0.0
    error = components.teacher / n_teachers + components.observer / n_observers + components.rest / sum(by_teacher)
    return components.school / (components.school + error)
