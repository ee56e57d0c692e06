"""The one codec of packed figures: what a school's term says of each domain and indicator, in the rubric's order.

A row of some 1 kB stands for a school's term; figures across schools read these and no observation.
"""

from collections.abc import Sequence
from functools import lru_cache
from struct import Struct
from typing import NamedTuple


class Cell(NamedTuple):
    """What one school's term says of one domain or indicator."""

    counts: tuple[int, ...]
    """Ratings per level, the lowest first."""
    n_not_observed: int
    n_observations: int
    n_teachers: int
    n_observers: int
    effective_n: float
    """How many independent ratings the counts are worth; 0 without any."""

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """There must be a rating."""
        return sum(level * count for level, count in enumerate(self.counts, 1)) / self.n


def pack_cells(cells: Sequence[Cell | None], n_levels: int) -> bytes:
    """The cells in order; None, which is one that may not be shown, becomes noughts."""
    shape, nothing = _shape(n_levels), Cell((0,) * n_levels, 0, 0, 0, 0, 0.0)
    return b"".join([shape.pack(*cell.counts, *cell[1:]) for cell in (each or nothing for each in cells)])


def unpack_cells(packed: bytes, n_levels: int) -> list[Cell | None]:
    """The cells as they were packed; struct.error where the length fits no whole number of them."""
    return [
        Cell(values[:n_levels], *values[n_levels:]) if values[n_levels + 1] else None
        for values in _shape(n_levels).iter_unpack(packed)
    ]


@lru_cache
def _shape(n_levels: int) -> Struct:
    return Struct(f"<{n_levels}I4Id")
