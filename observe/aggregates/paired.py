"""Two observers of one lesson: where they saw it alike, and whose pairs a leader may see figures of.

Ratings are those that were locked before the two talked. Figures of others are shown only where nobody's error follows
from them; what holds for one's own pairs one knows from their pages anyway.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from observe.aggregates.pairs import PairAgreement, agreement_of_pairs
from observe.models.levels import is_rated

# Pairs that the viewer was not in are shown from so many on, and in blocks of so many, by so many observers: the
# figures of yesterday taken from those of today are never those of one lesson, nor of the same two leaders.
LEAST_PAIRS = 10
LEAST_OBSERVERS = 3
BLOCK = 5


class Pair(NamedTuple):
    """One lesson with two locked ratings, packed in the rubric's order. Which is ``one`` makes no difference."""

    observers: tuple[object, object]
    one: bytes
    other: bytes
    complete_at: datetime
    rubric_hash: str = ""
    teacher: object = None


@dataclass(frozen=True)
class Compared:
    """Places of indicators in the packed levels, each in one list."""

    same: tuple[int, ...]
    apart: tuple[tuple[int, int], ...]
    """(place, levels between), the farthest first."""
    unmatched: tuple[int, ...]
    """Only one of the two has a level."""

    @property
    def n(self) -> int:
        """Indicators that both rated."""
        return len(self.same) + len(self.apart)

    @property
    def n_adjacent(self) -> int:
        """Exactly one level between."""
        return sum(distance == 1 for _, distance in self.apart)


@dataclass(frozen=True)
class Shown:
    """What a leader may see: their own pairs, and all of the school or the limit that stands in the way."""

    own: tuple[Pair, ...]
    school: tuple[Pair, ...]
    limit: str | None
    """nothing_paired, only_own, few_pairs or few_observers; None where ``school`` is shown."""
    n_others: int
    """Pairs that the viewer was not in."""


def compared(one: bytes, other: bytes) -> Compared:
    """Two locked ratings of one lesson; equals of ``apart`` keep the rubric's order."""
    rated = [(place, a, b) for place, (a, b) in enumerate(zip(one, other, strict=True)) if a or b]
    both = [(place, abs(a - b)) for place, a, b in rated if is_rated(a) and is_rated(b)]
    matched = {place for place, _ in both}
    return Compared(
        tuple(place for place, distance in both if not distance),
        tuple(sorted(((place, distance) for place, distance in both if distance), key=lambda found: -found[1])),
        tuple(place for place, _, _ in rated if place not in matched),
    )


def shown_to(viewer: object, pairs: Sequence[Pair]) -> Shown:
    """Own pairs always; those of others only if they are enough by themselves, and then in whole blocks.

    A pair that observed the viewer is in neither: a teacher reads what both rated, and could take it away.
    """
    pairs = [pair for pair in pairs if pair.teacher != viewer]
    own = tuple(pair for pair in pairs if viewer in pair.observers)
    others = sorted((pair for pair in pairs if viewer not in pair.observers), key=lambda pair: pair.complete_at)
    counted = _in_blocks(others)
    limit = _limit(own, others, counted)
    return Shown(own, () if limit else (*own, *counted), limit, len(others))


def _limit(own: Sequence[Pair], others: Sequence[Pair], counted: Sequence[Pair]) -> str | None:
    if not others:
        return "only_own" if own else "nothing_paired"
    if len(counted) >= LEAST_PAIRS:
        return None
    return "few_pairs" if len(others) < LEAST_PAIRS else "few_observers"


def _in_blocks(others: Iterable[Pair]) -> list[Pair]:
    """Those that stand in a full block, as they came."""
    counted: list[Pair] = []
    block: list[Pair] = []
    for pair in others:
        block.append(pair)
        if len(block) >= BLOCK and len(_observers(block)) >= LEAST_OBSERVERS:
            counted += block
            block = []
    return counted


def by_domain(
    viewer: object, pairs: Sequence[Pair], spans: dict[str, Sequence[int]], n_levels: int
) -> dict[str, PairAgreement | None]:
    """The parts of what ``shown_to`` shows as the school's; None where others are too few in a part.

    One part alone that is withheld could be found from the rest and the whole: then the next smallest goes with it.
    """
    others = [pair for pair in pairs if viewer not in pair.observers]
    n_others = {code: len([pair for pair in others if _has_two(pair, places)]) for code, places in spans.items()}
    made = {code: agreement_of(pairs, n_levels, places) for code, places in spans.items()}
    hidden = {code for code, places in spans.items() if n_others[code] and not _is_enough(others, places)}
    if len(hidden) == 1:
        rest = [code for code in spans if code not in hidden and n_others[code]]
        hidden |= set(sorted(rest, key=lambda code: made[code].n_ratings)[:1])
    return {code: None if code in hidden else figures for code, figures in made.items()}


def _is_enough(others: Sequence[Pair], places: Sequence[int]) -> bool:
    rating = [pair for pair in others if _has_two(pair, places)]
    return len(rating) >= LEAST_PAIRS and len(_observers(rating)) >= LEAST_OBSERVERS


def agreement_of(pairs: Sequence[Pair], n_levels: int, places: Sequence[int] | None = None) -> PairAgreement:
    """All figures of these pairs, of the indicators at ``places`` or of all."""
    lessons = [dict(zip(pair.observers, (pair.one, pair.other), strict=True)) for pair in pairs]
    return agreement_of_pairs(lessons, n_levels, places)


def _has_two(pair: Pair, places: Sequence[int]) -> bool:
    """Whether both rated one of these indicators."""
    return any(is_rated(pair.one[place]) and is_rated(pair.other[place]) for place in places)


def _observers(pairs: Sequence[Pair]) -> set[object]:
    return {observer for pair in pairs for observer in pair.observers}
