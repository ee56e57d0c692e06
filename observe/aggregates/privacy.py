"""What is not shown to whom may not read every observation behind it, and the rule that decided.

Rules, for one school: at least ``min_teachers`` teachers behind a cell, none with more than ``max_share_of_one`` of its
visits, and the same number of teachers left when the viewer takes away what they observed themselves. A cell that
could be found by subtracting shown cells from their total is not shown either. The limits are a municipality's
settings (``models.limits``).
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from observe.aggregates.ratings import Ratings
from observe.models.limits import Limits

Key = TypeVar("Key", bound=Hashable)


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
    if 0 < len(ratings.others_by_teacher) < limits.min_teachers:
        return Withheld("own_apart", limits.min_teachers)
    return None


def judge_parts(parts: Mapping[Key, Ratings], limits: Limits) -> dict[Key, Withheld | None]:
    """Judge the parts of a total that is shown itself, for example the subjects of one indicator.

    Whoever subtracts the shown parts from the total learns the rest of it; shown parts are withheld, the smallest
    first, until that rest is nobody or passes the limits.
    """
    verdicts = {key: judge(ratings, limits) for key, ratings in parts.items()}
    while True:
        rest = [parts[key] for key, verdict in verdicts.items() if verdict]
        shown = [key for key, verdict in verdicts.items() if not verdict]
        if not shown or not is_exposed(rest, limits):
            return verdicts
        smallest = min(shown, key=lambda key: (parts[key].n, str(key)))
        verdicts[smallest] = Withheld("by_difference")


def is_exposed(rest: Sequence[Ratings], limits: Limits) -> bool:
    """Whether these cells taken together, none of them shown, could be subtracted to less than the limits allow."""
    together = pool(rest)
    verdict = judge(together, limits)
    return verdict is not None and verdict.code != "none"


def pool(cells: Sequence[Ratings]) -> Ratings:
    """Several cells as one; teachers and observers are counted once each, their visits added."""
    counts = tuple(map(sum, zip(*(cell.counts for cell in cells), strict=True))) if cells else ()
    return Ratings(
        counts,
        sum(cell.n_not_observed for cell in cells),
        sum((cell.by_teacher for cell in cells), Counter()),
        sum((cell.by_observer for cell in cells), Counter()),
        sum((cell.others_by_teacher for cell in cells), Counter()),
    )
