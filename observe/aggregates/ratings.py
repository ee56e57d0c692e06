"""Ratings as columns of bytes: one column per indicator, one byte per observation, so that counting runs in C."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from observe.models.levels import NOT_OBSERVED, NOT_RATED

# A table for bytes.translate: 1 where a level was given, 0 where it was not.
RATED = bytes(0 if byte in (NOT_RATED, NOT_OBSERVED) else 1 for byte in range(256))


class Lesson(NamedTuple):
    """One observation as figures see it: keys of who, never names; ``levels`` is packed, one byte per indicator."""

    teacher: Hashable
    observer: Hashable
    is_own: bool
    """Whether the viewer made it."""
    subject: str
    grade_level: int | None
    levels: bytes


@dataclass(frozen=True)
class Ratings:
    """What a cell rests on. Order of the observations never matters."""

    counts: tuple[int, ...]
    """Ratings per level, the lowest first."""
    n_not_observed: int
    by_teacher: Counter[Hashable]
    """{teacher: ratings}; for a domain {teacher: observations with a rating in it}."""
    by_observer: Counter[Hashable]
    others_by_teacher: Counter[Hashable]
    """As ``by_teacher``, without what the viewer observed: what is left when they subtract what they know."""

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
        self._teachers = [row.teacher for row in rows]
        self._observers = [row.observer for row in rows]
        self._is_others = bytes(not row.is_own for row in rows)
        # Rows without any rating may be stored short.
        packed = (row.levels.ljust(n_indicators, b"\0") for row in rows)
        self._columns = [bytes(column) for column in zip(*packed)] or [b""] * n_indicators
        self._marks = [column.translate(RATED) for column in self._columns]

    def ratings(self, positions: Sequence[int]) -> Ratings:
        """The ratings of the indicators at these positions, together."""
        levels = b"".join(self._columns[position] for position in positions)
        marks = self._marks[positions[0]] if len(positions) == 1 else self._any_mark(positions)
        by_teacher = Counter(compress(self._teachers, marks))
        is_mixed = 0 in self._is_others
        return Ratings(
            counts=tuple(levels.count(level) for level in range(1, self.n_levels + 1)),
            n_not_observed=levels.count(NOT_OBSERVED),
            by_teacher=by_teacher,
            by_observer=Counter(compress(self._observers, marks)),
            others_by_teacher=self._of_others(marks) if is_mixed else by_teacher,
        )

    def _any_mark(self, positions: Sequence[int]) -> bytes:
        return bytes(map(max, *(self._marks[position] for position in positions)))

    def _of_others(self, marks: bytes) -> Counter[Hashable]:
        return Counter(compress(self._teachers, map(min, marks, self._is_others)))
