"""Figures across schools: what all say together, how they spread around it, and one school beside the others.

Every school's cell passed the limits by itself; here they only ever meet in a sum of ``min_schools`` or more. Nothing
says which school stands where.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist, quantiles
from typing import TypeVar

from observe.aggregates.intervals import Z
from observe.aggregates.privacy import judge_across
from observe.aggregates.reliability import ENOUGH
from observe.aggregates.shrinkage import MIN_GROUPS, Doubt, doubt, pooled, shrunken
from observe.aggregates.trends import change, word_of
from observe.models.cells import Cell
from observe.models.limits import Limits

School = TypeVar("School")
# The spread is drawn in steps of a tenth of a level: fine enough to see a shape, too coarse to work anything out from.
BINS_PER_LEVEL = 10
# Enough to find the largest that a reader does not know; all of two thousand would be most of what is kept.
MOST_KEPT = 50


@dataclass(frozen=True)
class Together:
    """One indicator of one term over the schools whose cell may be read beyond them."""

    n_schools: int
    counts: tuple[int, ...]
    n_not_observed: int
    n_teachers: int
    mean: float | None = None
    """μ, weighted by what each school's ratings are worth; None where nothing varies."""
    tau2: float | None = None
    """The variance between schools; None with fewer than ``MIN_GROUPS`` schools."""
    sigma2: float | None = None
    """The variance of ratings within schools."""
    unsure: tuple[float, float] | None = None
    """``shrinkage.Doubt`` of these, without the number of schools; None without τ²."""
    spread: tuple[int, ...] = ()
    """How many schools stand at each tenth of a level from the lowest on, drawn towards μ; empty with fewer than
    ``MIN_GROUPS`` schools of which it can be said."""
    middle: tuple[float, float] | None = None
    """Between these stand half of the schools in ``spread``."""
    n_unsure: int = 0
    """Schools that are not in ``spread``: with too few visits to be told apart from the others."""
    worth: float = 0.0
    """What the ratings of all schools are worth together (effective n)."""
    largest: tuple[float, ...] = ()
    """What those of the ``MOST_KEPT`` schools with most are worth, the largest first: whose they are is not kept."""
    change: str | None = None
    """Since the term before, in the schools that are in both: as ``trends.Change.word``; None with too few of them."""

    @property
    def n(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Comparison:
    """A school beside the municipality; of too_few and alike there is only the word, λ and the number of schools."""

    n_schools: int
    reliability: float
    """λ, 0 to 1."""
    word: str
    """probably_higher, probably_lower, cannot_be_told_apart, too_few, or alike where no difference between schools was
    found: more visits to one of them would not help."""
    raw: float | None = None
    """The school's own mean."""
    estimate: float | None = None
    """θ, drawn towards the municipality as far as the school's own is unsure."""
    interval: tuple[float, float] | None = None
    """95 % of what θ may be."""
    municipality: float | None = None
    """μ"""


def together(
    cells: Mapping[School, Cell], before: Mapping[School, Cell], n_levels: int, limits: Limits, is_drawn: bool = True
) -> Together | None:
    """One indicator over schools, from each school's cell of this term and of the one before.

    None with fewer than ``min_schools``. Not ``is_drawn``, nothing but what a comparison needs is worked out.
    """
    if judge_across(len(cells), limits):
        return None
    worth = sorted((cell.effective_n for cell in cells.values()), reverse=True)
    counted = Together(
        n_schools=len(cells),
        counts=tuple(map(sum, zip(*(cell.counts for cell in cells.values()), strict=True))),
        n_not_observed=sum(cell.n_not_observed for cell in cells.values()),
        n_teachers=sum(cell.n_teachers for cell in cells.values()),
        worth=sum(worth),
        largest=tuple(worth[:MOST_KEPT]),
    )
    sigma2 = within(cells.values())
    if not sigma2:
        return counted
    means, variances = _estimates(cells.values(), sigma2)
    of_all = pooled(means, variances)
    unsure = None if of_all.tau2 is None else doubt(variances, of_all.tau2)[1:]
    estimated = replace(counted, mean=of_all.mean, tau2=of_all.tau2, sigma2=sigma2, unsure=unsure)
    if not is_drawn:
        return estimated
    return replace(estimated, **_spread(means, variances, n_levels), change=_change(before, cells, limits))


def within(cells: Collection[Cell]) -> float | None:
    """σ², the variance of a rating around its school's mean: Σ (level - ȳ)² / Σ (n - 1). None where it is unknown."""
    free = sum(cell.n - 1 for cell in cells)
    squares = sum(
        count * (level - mean) ** 2
        for cell in cells
        for mean in [cell.mean]
        for level, count in enumerate(cell.counts, 1)
    )
    return squares / free if free else None


def _estimates(cells: Collection[Cell], sigma2: float) -> tuple[list[float], list[float]]:
    """Each school's mean and its sampling variance v = σ²/n, with the effective n."""
    return [cell.mean for cell in cells], [sigma2 / cell.effective_n for cell in cells]


def _spread(means: Sequence[float], variances: Sequence[float], n_levels: int) -> dict[str, object]:
    drawn = shrunken(means, variances) or []
    sure = [each.estimate for each in drawn if each.reliability >= ENOUGH]
    n_unsure = len(means) - len(sure)
    if len(sure) < MIN_GROUPS:
        return {"n_unsure": n_unsure}
    bins = [0] * ((n_levels - 1) * BINS_PER_LEVEL + 1)
    for estimate in sure:
        bins[round((estimate - 1) * BINS_PER_LEVEL)] += 1
    low, _, high = quantiles(sure, n=4, method="inclusive")
    return {"spread": tuple(bins), "middle": (low, high), "n_unsure": n_unsure}


def _change(before: Mapping[School, Cell], after: Mapping[School, Cell], limits: Limits) -> str | None:
    """The word for the change in the schools of both terms, weighted by how sure each school's is."""
    both = [school for school in after if school in before]
    sigma2 = within([*(before[school] for school in both), *(after[school] for school in both)])
    if judge_across(len(both), limits) or not sigma2:
        return None
    (means, variances), (later, later_variances) = (
        _estimates([some[school] for school in both], sigma2) for some in (before, after)
    )
    differences = [new - old for old, new in zip(means, later, strict=True)]
    of_all = pooled(differences, [old + new for old, new in zip(variances, later_variances, strict=True)])
    return change(0.0, 0.0, of_all.mean, of_all.standard_error**2).word


def beside(own: Cell | None, all_schools: Together) -> Comparison | None:
    """A school's own ratings beside the municipality; None where the schools' differences cannot be estimated.

    ``own`` is None where a number may not stand for them. That all of them are at one level is no hindrance: their
    variance is taken from all schools together.
    """
    if all_schools.tau2 is None or not all_schools.sigma2:
        return None
    if own is None or not all_schools.tau2:
        return Comparison(all_schools.n_schools, 0.0, "too_few" if all_schools.tau2 else "alike")
    tau2, mu, variance = all_schools.tau2, all_schools.mean, all_schools.sigma2 / own.effective_n
    reliability = tau2 / (tau2 + variance)
    if reliability < ENOUGH:
        return Comparison(all_schools.n_schools, reliability, "too_few")
    estimate = reliability * own.mean + (1 - reliability) * mu
    unsure = Doubt(all_schools.n_schools, *all_schools.unsure).of_one(own.mean - mu, tau2 + variance)
    error = (reliability * variance + (1 - reliability) ** 2 * unsure) ** 0.5
    half, word = Z["95"] * error, word_of(NormalDist().cdf((estimate - mu) / error))
    interval = (estimate - half, estimate + half)
    return Comparison(all_schools.n_schools, reliability, word, own.mean, estimate, interval, mu)
