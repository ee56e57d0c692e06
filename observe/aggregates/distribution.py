"""How ratings are distributed over the levels: shares, each with the interval that clustered visits can carry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from observe.aggregates.intervals import ASSUMED_ICC, effective_n, wilson


@dataclass(frozen=True)
class Share:
    """``n`` of ``of``; ``interval`` is Wilson's of 95 % on the effective number, ends from 0 to 1."""

    n: int
    of: int
    effective_n: float
    interval: tuple[float, float]

    @property
    def share(self) -> float:
        return self.n / self.of


@dataclass(frozen=True)
class Distribution:
    """The share at each level, the lowest first. What was not observed stands beside it and never inside it."""

    levels: tuple[Share, ...]
    n_not_observed: int
    effective_n: float

    @property
    def n(self) -> int:
        return self.levels[0].of


def share(n: int, of: int, sizes: Iterable[int] | None = None, icc: float = ASSUMED_ICC) -> Share | None:
    """``n`` of ``of`` ratings with their interval; None where there are none.

    ``sizes`` are the ratings per teacher, for the effective n; without them each rating counts as independent. Of a
    domain they are the observations per teacher, since the indicators of one visit hang together even more.
    """
    worth = of if sizes is None else effective_n(sizes, icc)
    if of <= 0 or not worth:
        return None
    worth = min(float(worth), float(of))
    return Share(n, of, worth, wilson(n / of * worth, worth))


def distribution(
    counts: Sequence[int], sizes: Iterable[int] | None = None, n_not_observed: int = 0, icc: float = ASSUMED_ICC
) -> Distribution | None:
    """From the ratings at each level, the lowest first; ``sizes`` as for ``share``. None where nobody rated."""
    of, sizes = sum(counts), None if sizes is None else list(sizes)
    levels = [share(n, of, sizes, icc) for n in counts]
    if not levels or levels[0] is None:
        return None
    return Distribution(tuple(levels), n_not_observed, levels[0].effective_n)
