"""The one codec of packed levels: one byte per indicator, in the rubric's order.

A row per rating would make figures twenty times slower; a byte per indicator lets ``bytes.count`` do the counting.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

NOT_RATED = 0
NOT_OBSERVED = 255
# 0 and 255 are taken; no rubric has more levels than the bytes between.
HIGHEST_LEVEL = 254


def is_rated(level: int) -> bool:
    """Of a packed byte: a level was given."""
    return level not in (NOT_RATED, NOT_OBSERVED)


@dataclass(frozen=True, slots=True)
class RubricShape:
    """What a rating must fit: the indicators' codes in the rubric's order, and the number of levels, counted from 1."""

    codes: tuple[str, ...]
    n_levels: int
    known: frozenset[str]


# Rubric versions are immutable and named by their content, so that what was read once stays true.
@lru_cache(maxsize=256)
def shape_of(body: bytes) -> RubricShape:
    """The shape of a rubric version from its stored JSON bytes."""
    rubric = json.loads(body)
    codes = tuple(indicator["code"] for domain in rubric["domains"] for indicator in domain["indicators"])
    return RubricShape(codes, len(rubric["levels"]), frozenset(codes))


def pack(codes: Sequence[str], levels: Mapping[str, int]) -> bytes:
    """Levels by code as one byte per code; a code without a level becomes NOT_RATED, unknown codes are left out.

    ``levels`` holds 1 to HIGHEST_LEVEL, or NOT_OBSERVED; ValueError for anything outside a byte.
    """
    return bytes([levels.get(code, NOT_RATED) for code in codes])
