"""Where the middle of a distribution lies: a level, or two where it falls between them; and the halves of a scale."""

from collections.abc import Sequence
from itertools import accumulate


def middle_levels(counts: Sequence[int]) -> tuple[int, ...]:
    """The median of ratings per level, the lowest first: one level, two neighbours in the ratings, or none of nothing.

    Two are never averaged: levels have no distances.
    ``middle_levels([2, 0, 2, 0])`` is ``(1, 3)``: half of the ratings stand at 1, half at 3.
    """
    n = sum(counts)
    if not n:
        return ()
    return tuple(dict.fromkeys((_level_at((n - 1) // 2, counts), _level_at(n // 2, counts))))


def halves(n_levels: int) -> tuple[range, range]:
    """The lower and the upper levels, of which each is half; with an odd number the middle one is in neither."""
    half = n_levels // 2
    return range(1, half + 1), range(n_levels - half + 1, n_levels + 1)


def _level_at(place: int, counts: Sequence[int]) -> int:
    """The level of the rating at this place, counted from 0, when all are put in order."""
    for level, upto in enumerate(accumulate(counts), 1):
        if place < upto:
            return level
    raise IndexError(place)
