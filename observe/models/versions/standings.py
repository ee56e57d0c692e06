"""How the halves that carry one code stand to each other. Pure, and a function of the set of halves alone: whichever
came first, the answer is the same.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from observe.models.pairing import word_of
from observe.models.pairs import COMPLETE, DOUBTED

# What both have to agree about, in the order in which it is told.
COMPARED = (
    ("school_id", "other_school"),
    ("teacher_id", "other_teacher"),
    ("observed_on", "other_day"),
    ("rubric_hash", "other_rubric"),
)


class Half(NamedTuple):
    """A row of ``pair_half`` as far as it decides."""

    author_id: UUID
    rid: UUID
    code: str
    school_id: UUID
    teacher_id: UUID | None
    observed_on: date
    rubric_hash: str | None
    is_withdrawn: bool
    commitment: str | None
    is_kept: bool
    told: str | None
    standing: str = ""
    is_open: bool = False


def standings_of(halves: Sequence[Half]) -> list[tuple[str, bool]]:
    """``(standing, is_open)`` of each of the halves with one code, withdrawn ones included."""
    live = [half for half in halves if not half.is_withdrawn]
    is_open = len({half.author_id for half in live}) > 1 and all(half.commitment for half in live)
    return [("withdrawn", False) if half.is_withdrawn else (_standing(half, live, halves), is_open) for half in halves]


def _standing(half: Half, live: Sequence[Half], halves: Sequence[Half]) -> str:
    if not half.commitment:
        return "unlocked"
    others = [other for other in live if other.author_id != half.author_id]
    n_authors = len({other.author_id for other in others})
    if n_authors > 1:
        return "crowded"
    if len(live) > 1 + n_authors:
        return "twice"
    if not others or not others[0].commitment:
        return "waiting"
    return _compared(half, others[0], halves)


def _compared(one: Half, other: Half, halves: Sequence[Half]) -> str:
    for name, standing in COMPARED:
        if getattr(one, name) != getattr(other, name):
            return standing
    is_sure = _is_kept(one, halves) and _is_kept(other, halves) and _was_told(one, other) and _was_told(other, one)
    return COMPLETE if is_sure else DOUBTED


def _is_kept(half: Half, halves: Sequence[Half]) -> bool:
    """One lock for good: taking the observation back and making another does not open it again."""
    own = {other.commitment for other in halves if other.author_id == half.author_id and other.commitment}
    return half.is_kept and own == {half.commitment}


def _was_told(half: Half, other: Half) -> bool:
    """Whether the word that one typed in is the one that the other's lock has; nothing typed is no doubt."""
    return half.told is None or half.told == word_of(other.commitment)
