"""A school beside the municipality: estimates drawn towards the mean of all, as far as each is unsure.

Empirical Bayes with the method of moments of DerSimonian & Laird (1986).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from observe.aggregates.intervals import Z

# With fewer schools τ² says nothing.
MIN_GROUPS = 5


@dataclass(frozen=True)
class Pooled:
    """All groups together."""

    mean: float
    """μ, weighted by 1 / v."""
    standard_error: float
    q: float
    """Cochran's Q, Σ w(ȳ - μ)²."""
    tau2: float | None
    """The variance between groups; 0 where chance explains it all, None with fewer than ``MIN_GROUPS`` groups."""


@dataclass(frozen=True)
class Shrunken:
    """One group's estimate θ = λȳ + (1 - λ)μ; λ, from 0 to 1, is its reliability beside the others."""

    estimate: float
    reliability: float
    interval: tuple[float, float]
    """95 % of what θ may be, given τ² and μ: ± 1.96 · √(λv)."""


def pooled(estimates: Sequence[float], variances: Sequence[float]) -> Pooled | None:
    """μ and τ² from each group's estimate and its sampling variance v = σ²/n, above 0. None without groups."""
    if not estimates:
        return None
    weights = [1 / variance for variance in variances]
    total = sum(weights)
    mean = sum(weight * estimate for weight, estimate in zip(weights, estimates, strict=True)) / total
    q = sum(weight * (estimate - mean) ** 2 for weight, estimate in zip(weights, estimates, strict=True))
    spread = total - sum(weight * weight for weight in weights) / total
    tau2 = max(0.0, (q - (len(weights) - 1)) / spread) if len(weights) >= MIN_GROUPS else None
    return Pooled(mean, sqrt(1 / total), q, tau2)


def shrunken(estimates: Sequence[float], variances: Sequence[float]) -> list[Shrunken] | None:
    """Each group's estimate beside the others, in the given order; None with fewer than ``MIN_GROUPS`` groups."""
    together = pooled(estimates, variances)
    if together is None or together.tau2 is None:
        return None
    tau2 = together.tau2
    return [
        _drawn(estimate, variance, together.mean, tau2) for estimate, variance in zip(estimates, variances, strict=True)
    ]


def _drawn(estimate: float, variance: float, mean: float, tau2: float) -> Shrunken:
    reliability = tau2 / (tau2 + variance)
    drawn = reliability * estimate + (1 - reliability) * mean
    half = Z["95"] * sqrt(reliability * variance)
    return Shrunken(drawn, reliability, (drawn - half, drawn + half))
