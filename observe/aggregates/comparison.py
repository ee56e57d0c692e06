"""A school beside the municipality: what is drawn, its ghost, and how far it can be trusted. Never a ranking."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from observe.aggregates.intervals import ASSUMED_ICC, Z, effective_n
from observe.aggregates.reliability import ENOUGH
from observe.aggregates.shrinkage import MIN_GROUPS, Shrunken, pooled, shrunken


class SchoolRatings(NamedTuple):
    """One school's ratings of one indicator in one term: per level, the lowest first, and per teacher."""

    counts: Sequence[int]
    by_teacher: Iterable[int]


@dataclass(frozen=True)
class Beside:
    """One school beside the others: the estimate is drawn, the raw mean is its ghost."""

    raw: float
    estimate: float
    """θ, drawn towards the municipality's mean as far as the school is unsure."""
    reliability: float
    """λ, 0 to 1."""
    bands: dict[str, tuple[float, float]]
    """{"50": (low, high), "80": ..., "95": ...} of the estimate, ends within the levels."""
    n: int

    @property
    def interval(self) -> tuple[float, float]:
        return self.bands["95"]

    @property
    def is_enough(self) -> bool:
        """Whether a number may stand for it; text otherwise."""
        return self.reliability >= ENOUGH


@dataclass(frozen=True)
class Comparison:
    """The municipality, and each of its schools that has ratings."""

    mean: float
    tau2: float
    """The variance between schools; 0 where chance explains all of it."""
    schools: Mapping[Hashable, Beside]

    @property
    def n_schools(self) -> int:
        return len(self.schools)


def beside_the_municipality(schools: Mapping[Hashable, SchoolRatings], icc: float = ASSUMED_ICC) -> Comparison | None:
    """{school: its ratings} compared, schools without ratings left out; None with fewer than five or without spread.

    v = σ²/n with the σ² of all schools together, within schools, and each school's effective n: so that a school
    whose few ratings stand at one level has a sampling variance too, and is not taken for certain.
    """
    kept = {school: SchoolRatings(*ratings) for school, ratings in schools.items()}
    kept = {school: ratings for school, ratings in kept.items() if sum(ratings.counts)}
    spread = _within([ratings.counts for ratings in kept.values()])
    if len(kept) < MIN_GROUPS or not spread:
        return None
    means = [_mean(ratings.counts) for ratings in kept.values()]
    variances = [spread / effective_n(ratings.by_teacher, icc) for ratings in kept.values()]
    together, drawn = pooled(means, variances), shrunken(means, variances)
    found = {
        school: _beside(school_mean, one, ratings.counts)
        for (school, ratings), school_mean, one in zip(kept.items(), means, drawn, strict=True)
    }
    return Comparison(together.mean, together.tau2, found)


def _beside(raw: float, drawn: Shrunken, counts: Sequence[int]) -> Beside:
    error, top = drawn.standard_error, float(len(counts))
    bands = {
        name: (max(1.0, drawn.estimate - z * error), min(top, drawn.estimate + z * error)) for name, z in Z.items()
    }
    return Beside(raw, drawn.estimate, drawn.reliability, bands, sum(counts))


def _mean(counts: Sequence[int]) -> float:
    return sum(level * count for level, count in enumerate(counts, 1)) / sum(counts)


def _within(schools: Sequence[Sequence[int]]) -> float | None:
    """The variance of a rating within schools, all of them together; None where no school has two ratings."""
    squares, degrees = 0.0, 0
    for counts in schools:
        mean = _mean(counts)
        squares += sum(count * (level - mean) ** 2 for level, count in enumerate(counts, 1))
        degrees += sum(counts) - 1
    return squares / degrees if degrees > 0 else None
