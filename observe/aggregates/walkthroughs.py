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
    """Walkthroughs of others that are too few to be shown."""


def walks_of(
    walks: Sequence[Lesson], viewer: Hashable, spans: Mapping[str, Sequence[int]], n_levels: int, limits: Limits
) -> Walks:
    """The viewer's own, and those of others where there are none or ``min_walkthroughs`` of them.

    ``spans`` is {indicator code: its place in the packed levels}. Each lesson's teacher is a key of its own.
    """
    others = [walk for walk in walks if walk.observer != viewer]
    is_enough = len(others) >= limits.min_walkthroughs
    shown = list(walks) if is_enough else [walk for walk in walks if walk.observer == viewer]
    columns = Columns(shown, len(spans), n_levels)
    ratings = {code: columns.ratings(at) for code, at in spans.items()}
    return Walks(
        {code: Walk(one.counts, one.n_not_observed) for code, one in ratings.items() if any(one.counts)},
        len(shown),
        len({walk.observer for walk in shown}),
        0 if is_enough else len(others),
    )
