"""Which parts of the school year have figures of their own."""

from collections.abc import Iterable

from observe.models.schools import Term

# Shorter ones hold too few visits, the school year is two of them. Where two overlap, the kind named first stays.
TERM_KINDS = ("term", "semester")


def disjoint(terms: Iterable[Term]) -> list[Term]:
    """The terms of these kinds without those that overlap another, in time.

    The difference of two that overlap would be the figures of a few days. Which one stays depends on kind and first day
    alone: a choice that changed with time could be subtracted again.
    """
    kept: list[Term] = []
    offered = [term for term in terms if term.kind in TERM_KINDS]
    for term in sorted(offered, key=lambda term: (TERM_KINDS.index(term.kind), term.starts_on, term.id)):
        if all(term.ends_on < other.starts_on or other.ends_on < term.starts_on for other in kept):
            kept.append(term)
    return sorted(kept, key=lambda term: term.starts_on)
