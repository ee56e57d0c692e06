"""Where the middle of a distribution lies: a level, or two where it falls between them. Levels have no distances."""

from collections.abc import Sequence
from itertools import accumulate


def middle_levels(counts: Sequence[int]) -> tuple[int, ...]:
    """The median of ratings per level, the lowest first: one level, two neighbours in the ratings, or none of nothing.

    ``middle_levels([2, 0, 2, 0])`` is ``(1, 3)``: half of the ratings stand at 1, half at 3.
    """
    n = sum(counts)
    if not n:
        return ()
    return tuple(dict.fromkeys((_level_at((n - 1) // 2, counts), _level_at(n // 2, counts))))


def _level_at(place: int, counts: Sequence[int]) -> int:
    """The level of the rating at this place, counted from 0, when all are put in order."""
    for level, upto in enumerate(accumulate(counts), 1):
        if place < upto:
            return level
    raise IndexError(place)
