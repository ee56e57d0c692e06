"""How far a figure can be trusted: Wilson intervals, effective n of clustered ratings, means with their bands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import NormalDist

# The share of a rating's variance that two visits to one teacher have in common. Assumed, not estimated: pages say so.
ASSUMED_ICC = 0.3
BANDS = {"50": 0.50, "80": 0.80, "95": 0.95}


@dataclass(frozen=True)
class Estimate:
    """A mean on the rubric's levels; ``bands`` is {"50": (low, high), "80": ..., "95": ...}, ends within the levels."""

    mean: float
    bands: dict[str, tuple[float, float]] = field(hash=False)
    effective_n: float
    variance: float
    """The sampling variance of the mean, s² / effective n."""


def quantile(level: float) -> float:
    """The z that a two-sided interval of this level reaches on each side; 1.959964 for 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)


Z = {name: quantile(level) for name, level in BANDS.items()}


def wilson(successes: float, n: float, level: float = 0.95) -> tuple[float, float] | None:
    """The score interval of a share (Wilson 1927), or None without observations.

    ``successes`` and ``n`` may be fractions of effective observations. Ends lie within 0 and 1, both included.
    """
    if n <= 0:
        return None
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes of {n}")
    z2 = (Z["95"] if level == BANDS["95"] else quantile(level)) ** 2
    share = successes / n
    middle = share + z2 / (2 * n)
    half = sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n)))
    scale = 1 + z2 / n
    low = 0.0 if successes == 0 else max(0.0, (middle - half) / scale)
    high = 1.0 if successes == n else min(1.0, (middle + half) / scale)
    return low, high


def effective_n(sizes: Iterable[int], icc: float = ASSUMED_ICC) -> float | None:
    """How many independent ratings these clusters of ratings are worth, or None without any.

    n / (1 + (m - 1) * icc) with m = Σm² / Σm over the clusters, here teachers (Kish 1965, unequal clusters).
    ``effective_n([1, 1, 1])`` is 3, as no teacher was visited twice.
    """
    sizes = [size for size in sizes if size]
    n = sum(sizes)
    if not n:
        return None
    mean_size = sum(size * size for size in sizes) / n
    return n / (1 + (mean_size - 1) * icc)


def mean_with_bands(counts: Sequence[int], sizes: Iterable[int], icc: float = ASSUMED_ICC) -> Estimate | None:
    """The mean level with its bands, from ``counts`` per level (first level is 1) and ratings per teacher.

    None with fewer than two ratings, or when all stand at one level: their spread is then unknown, not nought.
    """
    n = sum(counts)
    worth = effective_n(sizes, icc)
    if n < 2 or worth is None or max(counts) == n:
        return None
    mean = sum(level * count for level, count in enumerate(counts, 1)) / n
    variance = sum(count * (level - mean) ** 2 for level, count in enumerate(counts, 1)) / (n - 1)
    error = sqrt(variance / worth)
    bands = {name: (max(1.0, mean - z * error), min(float(len(counts)), mean + z * error)) for name, z in Z.items()}
    return Estimate(mean, bands, worth, error**2)
