"""Where leaders have not been: of those who teach at a stage or in a group of subjects, how many had a visit there."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """One stage or group of subjects; never joined with a rating."""

    code: str
    n_teachers: int
    """Who teach there today."""
    n_visited: int
    """Those of them who were visited there."""
    n_visits: int
    """All visits there, also to somebody who no longer teaches there."""


def gaps(
    codes: Iterable[str],
    taught: Mapping[Hashable, Collection[str]],
    visits: Iterable[tuple[Hashable, str | None]],
) -> list[Gap]:
    """One for each of the ``codes`` that anybody teaches or was visited in, in the given order.

    ``taught`` is {teacher: codes they teach}; ``visits`` are (teacher, code of the lesson or None).
    """
    visits = list(visits)
    n_visits = Counter(code for _, code in visits)
    visited = set(visits)
    found = []
    for code in codes:
        teachers = [teacher for teacher, theirs in taught.items() if code in theirs]
        if teachers or n_visits[code]:
            n_visited = sum((teacher, code) in visited for teacher in teachers)
            found.append(Gap(code, len(teachers), n_visited, n_visits[code]))
    return found
