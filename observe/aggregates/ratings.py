"""Ratings as columns: bytes for the levels, integers as sets of observations, so that counting runs in C.

An integer stands for a set of observations, one byte of it per observation: ``&`` intersects, ``bit_count`` counts.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from observe.models.levels import NOT_OBSERVED, is_rated

# A table for bytes.translate: 1 where a level was given, 0 where it was not.
RATED = bytes(map(is_rated, range(256)))


class Lesson(NamedTuple):
    """One observation as figures see it: keys of who, never names; ``levels`` is packed, one byte per indicator.

    Or ``n`` of them that differ in nothing but their ratings: ``levels`` then holds theirs one after the other.
    """

    teacher: Hashable
    observer: Hashable
    subject: str
    grade_level: int | None
    levels: bytes
    rubric_hash: str = ""
    terms: int = 0
    """Bit k is set where the lesson lies in the k-th of the terms that were asked for."""
    on: date | None = None
    """Its day, where that was asked for."""
    n: int = 1
    rid: Hashable = None
    """Its record, where lessons are read one by one for a release."""


def n_of(lessons: Iterable[Lesson]) -> int:
    """How many observations."""
    return sum(lesson.n for lesson in lessons)


@dataclass(frozen=True)
class Ratings:
    """What a cell rests on. Order of the observations never matters."""

    counts: tuple[int, ...]
    """Ratings per level, the lowest first."""
    n_not_observed: int
    by_teacher: Counter[Hashable]
    """{teacher: ratings}; for a domain {teacher: observations with a rating in it}."""
    by_observer: Counter[Hashable]

    @cached_property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def n_observations(self) -> int:
        return self.by_teacher.total()


class Columns:
    """The lessons of one rubric version, turned: ``ratings([3])`` are those of the fourth indicator."""

    def __init__(self, lessons: Iterable[Lesson], n_indicators: int, n_levels: int) -> None:
        rows = list(lessons)
        self.n_levels = n_levels
        self._by_teacher = _sets([(row.teacher, row.n) for row in rows])
        self._by_observer = _sets([(row.observer, row.n) for row in rows])
        # Every n-th byte of all rows is an indicator's column.
        packed = b"".join([_as_long(row, n_indicators) for row in rows])
        self._columns = [packed[position::n_indicators] for position in range(n_indicators)]
        self._rated = [int.from_bytes(column.translate(RATED)) for column in self._columns]

    def ratings(self, positions: Sequence[int]) -> Ratings:
        """The ratings of the indicators at these positions, together."""
        levels = b"".join([self._columns[position] for position in positions])
        rated = 0
        for position in positions:
            rated |= self._rated[position]
        return Ratings(
            counts=tuple([levels.count(level) for level in range(1, self.n_levels + 1)]),
            n_not_observed=levels.count(NOT_OBSERVED),
            by_teacher=_count(self._by_teacher, rated),
            by_observer=_count(self._by_observer, rated),
        )


def _as_long(row: Lesson, n_indicators: int) -> bytes:
    """The levels of each observation filled up: those without any rating may be stored short."""
    if len(row.levels) == row.n * n_indicators:
        return row.levels
    width = len(row.levels) // row.n
    return b"".join([row.levels[k * width : (k + 1) * width].ljust(n_indicators, b"\0") for k in range(row.n)])


def _sets(keys: Sequence[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """{key: the observations that have it}, from the key of each row and how many observations the row is."""
    found: dict[Hashable, bytearray] = {}
    at, n_all = 0, sum(n for _, n in keys)
    for key, n in keys:
        if key not in found:
            found[key] = bytearray(n_all)
        found[key][at : at + n] = b"\1" * n
        at += n
    return {key: int.from_bytes(marks) for key, marks in found.items()}


def _count(sets: dict[Hashable, int], wanted: int) -> Counter[Hashable]:
    """{key: how many of the wanted observations have it}, without those that have none."""
    return Counter({key: n for key, members in sets.items() if (n := (members & wanted).bit_count())})
