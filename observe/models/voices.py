"""The one codec of what pupils answered: counts, one byte each, so that no answer of one pupil is kept anywhere.

The first three bytes are the set of questions, the pupils asked and the answers to choose from; the counts follow,
question by question.
"""

from collections.abc import Mapping
from dataclasses import dataclass

HEAD = 3


@dataclass(frozen=True)
class Voice:
    """What the pupils asked in one lesson answered."""

    set: int
    n: int
    """Pupils asked."""
    counts: tuple[tuple[int, ...], ...]
    """Per question, how often each answer was given; a pupil may leave one out."""


def pack_voice(voice: Mapping[str, object] | None) -> bytes:
    """The ``pupil_voice`` of a payload that has no fault; empty for None."""
    if not voice:
        return b""
    counts = voice["counts"]
    return bytes((voice["set"], voice["n"], len(counts[0]), *(count for row in counts for count in row)))


def unpack_voice(packed: bytes) -> Voice | None:
    """None where nobody was asked."""
    if not packed:
        return None
    number, n, width = packed[:HEAD]
    counts = packed[HEAD:]
    rows = tuple(tuple(counts[at : at + width]) for at in range(0, len(counts), width))
    return Voice(number, n, rows)
