"""Walkthroughs: how their ratings are distributed, by themselves.

They name no teacher, so no limit by teacher holds, and they are never added to the figures of visits.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from observe.aggregates.ratings import Columns, Lesson
from observe.models.limits import Limits


@dataclass(frozen=True)
class Walk:
    """The ratings of one indicator in the walkthroughs that are shown."""

    counts: tuple[int, ...]
    n_not_observed: int


@dataclass(frozen=True)
class Walks:
    figures: Mapping[str, Walk]
    """{indicator code: its ratings}, without those that nobody rated."""
    n: int
    n_observers: int
    n_withheld: int
    """Walkthroughs of others that wait until there are ``min_walkthroughs`` of them."""


def walks_of(
    walks: Sequence[Lesson], viewer: Hashable, spans: Mapping[str, Sequence[int]], n_levels: int, limits: Limits
) -> Walks:
    """The viewer's own, and those of others ``min_walkthroughs`` at a time: with one more, last week's figure taken
    from this week's would be its ratings, and the week and the timetable name a teacher.

    ``walks`` are in the order of arrival; ``spans`` is {indicator code: its place in the packed levels}. Each lesson's
    teacher is a key of its own.
    """
    others = [walk for walk in walks if walk.observer != viewer]
    counted = others[: len(others) // limits.min_walkthroughs * limits.min_walkthroughs]
    shown = [*(walk for walk in walks if walk.observer == viewer), *counted]
    columns = Columns(shown, len(spans), n_levels)
    ratings = {code: columns.ratings(at) for code, at in spans.items()}
    return Walks(
        {code: Walk(one.counts, one.n_not_observed) for code, one in ratings.items() if any(one.counts)},
        len(shown),
        len({walk.observer for walk in shown}),
        len(others) - len(counted),
    )
