"""What changed in an indicator since the term before: only where both terms carry a number, seen by the same eyes."""

from collections.abc import Iterable
from dataclasses import dataclass

from observe.aggregates.patterns import Pattern
from observe.aggregates.ratings import Lesson
from observe.aggregates.trends import Change, change_of_means


@dataclass(frozen=True)
class Moved:
    """A change, or why none can be said."""

    change: Change | None
    why: str = ""
    """unrated, few_now, few_before, other_observers or all_alike."""


def moved(before: Pattern, now: Pattern, has_same_eyes: bool) -> Moved:
    """Of one indicator of one rubric version. A domain has no mean, and so no change.

    Two terms seen by different observers cannot be told apart from their observers.
    """
    reasons = {
        "unrated": not before.n or not now.n,
        "few_now": not now.is_enough,
        "few_before": not before.is_enough,
        "other_observers": not has_same_eyes,
    }
    why = next((reason for reason, holds in reasons.items() if holds), "")
    change = None if why else change_of_means(before.estimate, now.estimate)
    return Moved(change, why or ("" if change else "all_alike"))


def has_same_eyes(before: Iterable[Lesson], now: Iterable[Lesson]) -> bool:
    """Whether any observer was there in both terms."""
    return bool({lesson.observer for lesson in before} & {lesson.observer for lesson in now})
