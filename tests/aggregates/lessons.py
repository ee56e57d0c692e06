"""Lessons for the tests of figures: small ones written out, and whatever hypothesis can think of; pairs as units."""

from collections.abc import Sequence
from itertools import product

from hypothesis import strategies as st

from observe.aggregates.ratings import Lesson

N_INDICATORS, N_LEVELS = 3, 4
SPANS = {"climate": (0, 1), "feedback": (2,), "calm": (0,), "voices": (1,), "hints": (2,)}
DOMAINS = {"climate": ("calm", "voices"), "feedback": ("hints",)}
SUBJECTS = ("danish", "music", "history")


def lesson(teacher: str, *levels: int, observer: str = "olga", subject: str = "danish") -> Lesson:
    return Lesson(teacher, observer, subject, 4, bytes(levels))


LEVELS = st.sampled_from([0, 1, 2, 3, 4, 255])
LESSONS = st.lists(
    st.builds(
        Lesson,
        teacher=st.sampled_from("abcdefgh"),
        observer=st.sampled_from(["olga", "lena", "pia"]),
        subject=st.sampled_from(SUBJECTS),
        grade_level=st.integers(0, 9),
        levels=st.binary(min_size=0, max_size=0) | st.lists(LEVELS, min_size=3, max_size=3).map(bytes),
        n=st.just(1),
        rid=st.none(),
    ),
    max_size=40,
)


def together(lessons: list[Lesson]) -> list[Lesson]:
    """The same observations, those that differ in their ratings alone as one: as the database gives them."""
    found: dict[tuple[object, ...], list[bytes]] = {}
    for one in lessons:
        found.setdefault((*one._replace(levels=b""), len(one.levels)), []).append(one.levels)
    return [Lesson(*alike)._replace(levels=b"".join(levels), n=len(levels)) for (*alike, _), levels in found.items()]


def counts_of(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """The pairs of levels that a table counts, as units of two observers each."""
    levels = range(len(table))
    units = []
    for i, j in product(levels, levels):
        units += [[(level == i) + (level == j) for level in levels]] * table[i][j]
    return units
