"""A school beside the municipality: estimates drawn towards the mean of all, as far as each is unsure.

Empirical Bayes with the method of moments of DerSimonian & Laird (1986).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from observe.aggregates.intervals import Z

# With fewer schools τ² says nothing.
MIN_GROUPS = 5


@dataclass(frozen=True)
class Pooled:
    """All groups together."""

    mean: float
    """μ, weighted by 1 / v: what Q is about, and what estimates are drawn towards."""
    standard_error: float
    """√(1 / Σ 1/v): of μ where the groups differ by chance alone."""
    q: float
    """Cochran's Q, Σ w(ȳ - μ)²."""
    tau2: float | None
    """The variance between groups; 0 where chance explains it all, None with fewer than ``MIN_GROUPS`` groups."""
    random_mean: float | None
    """The mean of a random-effects summary, weighted by 1 / (τ² + v); None without τ²."""
    random_standard_error: float | None


class Doubt(NamedTuple):
    """What an estimate has to add to its own error because μ and τ² are estimated, too."""

    n_groups: int
    of_mean: float
    """The variance of μ."""
    typical: float
    """The harmonic mean of v + τ² over the groups."""

    def of_one(self, distance: float, total: float) -> float:
        """For a group so far from μ, whose v + τ² is ``total``: the variances of μ and of τ² as they bear on it."""
        return self.of_mean + 2 / (self.n_groups - 3) * self.typical / total * distance**2


@dataclass(frozen=True)
class Shrunken:
    """One group's estimate θ = λȳ + (1 - λ)μ; λ, from 0 to 1, is its reliability beside the others."""

    estimate: float
    reliability: float
    standard_error: float
    interval: tuple[float, float]
    """95 % of what the group's true mean may be: ± 1.96 standard errors."""


def pooled(estimates: Sequence[float], variances: Sequence[float]) -> Pooled | None:
    """μ and τ² from each group's estimate and its sampling variance v = σ²/n. None without groups.

    Raises ValueError for a variance of 0 or less: such a group would be taken for certain and outweigh all others.
    """
    if not estimates:
        return None
    if min(variances) <= 0:
        raise ValueError("Every sampling variance must be above 0.")
    mean, error, weights = _weighted(estimates, variances)
    total = sum(weights)
    q = sum(weight * (estimate - mean) ** 2 for weight, estimate in zip(weights, estimates, strict=True))
    if len(weights) < MIN_GROUPS:
        return Pooled(mean, error, q, None, None, None)
    spread = total - sum(weight * weight for weight in weights) / total
    tau2 = max(0.0, (q - (len(weights) - 1)) / spread)
    return Pooled(mean, error, q, tau2, *_weighted(estimates, [tau2 + variance for variance in variances])[:2])


def shrunken(estimates: Sequence[float], variances: Sequence[float]) -> list[Shrunken] | None:
    """Each group's estimate beside the others, in the given order; None with fewer than ``MIN_GROUPS`` groups.

    The standard error holds what is unsure in the group (λv), in μ and in τ² (Morris 1983, formula 4.2, with r = 1).
    Without the last two the interval would have no width where τ² is estimated as 0.
    """
    together = pooled(estimates, variances)
    if together is None or together.tau2 is None:
        return None
    tau2, shared = together.tau2, doubt(variances, together.tau2)
    drawn = []
    for estimate, variance in zip(estimates, variances, strict=True):
        left = variance / (tau2 + variance)
        beside = shared.of_one(estimate - together.mean, tau2 + variance)
        error = sqrt((1 - left) * variance + left * left * beside)
        drawn.append(_drawn((1 - left) * estimate + left * together.mean, 1 - left, error))
    return drawn


def doubt(variances: Sequence[float], tau2: float) -> Doubt:
    weights = [1 / variance for variance in variances]
    of_mean = sum(weight * weight * (tau2 + 1 / weight) for weight in weights) / sum(weights) ** 2
    return Doubt(len(weights), of_mean, len(weights) / sum(1 / (tau2 + variance) for variance in variances))


def _drawn(estimate: float, reliability: float, error: float) -> Shrunken:
    half = Z["95"] * error
    return Shrunken(estimate, reliability, error, (estimate - half, estimate + half))


def _weighted(estimates: Sequence[float], variances: Sequence[float]) -> tuple[float, float, list[float]]:
    """The mean weighted by 1 / variance, its standard error, and the weights."""
    weights = [1 / variance for variance in variances]
    total = sum(weights)
    mean = sum(weight * estimate for weight, estimate in zip(weights, estimates, strict=True)) / total
    return mean, sqrt(1 / total), weights
