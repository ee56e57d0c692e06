"""Where the variance of ratings comes from (G-study), and what a plan of visits would make of it (D-study).

In the notebook lessons nest in teachers and observers cross with lessons, r × (l:p), and nothing is balanced. The
components are those of Henderson's method 1, which for balanced tables are the classical ones (Henderson 1953; Searle,
Casella & McCulloch 1992, chapter 5; Brennan 2001, chapter 7).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import fsum

RESIDUAL = "residual"
Factors = Mapping[str, Sequence[Hashable]]
# Below these, an equation says nothing new, and a variance is rounding.
SINGULAR, NOUGHT = 1e-9, 1e-12
# Fewer than these, and a municipality's own components are not estimated: assumed ones are used, and called so.
MIN_TEACHERS, MIN_OBSERVERS, MIN_PAIRED = 30, 5, 20


@dataclass(frozen=True)
class Components:
    """{effect: variance, never negative}; ``cut`` names the effects whose estimate was negative and became 0."""

    variances: Mapping[str, float]
    cut: tuple[str, ...] = ()
    is_assumed: bool = False

    def __getitem__(self, effect: str) -> float:
        return self.variances[effect]


# Of one visit, r × (l:p), as shares: what ``reliability.ASSUMED`` leaves within a school, parted so that a visit by a
# second observer is worth about two more by the first (Ho & Kane 2013). Assumed, not estimated: pages say so.
ASSUMED_VISITS = Components({"p": 0.30, "l:p": 0.08, "r": 0.05, "pr": 0.20, RESIDUAL: 0.27}, is_assumed=True)


@dataclass(frozen=True)
class Dependability:
    """Error variances of a mean and its two coefficients, 0 to 1; a coefficient is None where nothing varies."""

    relative_error: float
    """σ²(δ): when persons are compared that were seen under the same conditions."""
    absolute_error: float
    """σ²(Δ): when a level is read as such."""
    e_rho2: float | None
    phi: float | None


def components(values: Sequence[float], factors: Factors) -> Components | None:
    """The variance of each random factor and of the residual, from ``factors[name][i]``, the level of ``values[i]``.

    Σ over the levels of a factor of (sum² / n) has an expectation that is linear in the components; as many such
    equations as components are solved. None where they cannot tell the factors apart, as when no lesson was seen by
    two observers. A level of a nested factor must be named with what it is nested in: ``(teacher, lesson)``.
    """
    return pooled_components([(values, factors)])


def pooled_components(tables: Iterable[tuple[Sequence[float], Factors]]) -> Components | None:
    """As ``components``, from several tables with the same factors (one an indicator), each with a mean of its own.

    Their equations are added: a table weighs as much as it holds. Tables of fewer than two values hold nothing.
    """
    from numpy import array
    from numpy.linalg import matrix_rank, solve

    equations = [_equations(values, factors) for values, factors in tables if len(values) > 1]
    if not equations:
        return None
    names = list(equations[0][0])
    left, right = sum(array(left) for _, left, _ in equations), sum(array(right) for _, _, right in equations)
    # Rows and columns brought to one size: a factor with few levels must not look like one that is not there.
    sizes = abs(left).max(axis=1)
    if not sizes.all() or matrix_rank(left / sizes[:, None], tol=SINGULAR) < len(names):
        return None
    return _not_negative(dict(zip(names, solve(left, right).tolist(), strict=True)))


def _equations(values: Sequence[float], factors: Factors) -> tuple[list[str], list[list[float]], list[float]]:
    """Names of the effects, and the equations of their variances: coefficients and right sides."""
    n, mean = len(values), fsum(values) / len(values)
    values = [value - mean for value in values]
    everything = {"μ": [0] * n, **factors, RESIDUAL: list(range(n))}
    names = [*factors, RESIDUAL]
    forms = {name: _form(values, levels) for name, levels in everything.items()}
    grown = {name: _expectation(levels, everything) for name, levels in everything.items()}
    left = [[grown[name][effect] - grown["μ"][effect] for effect in names] for name in names]
    return names, left, [forms[name] - forms["μ"] for name in names]


def _not_negative(found: Mapping[str, float]) -> Components:
    scale = max(map(abs, found.values()))
    cut = tuple(name for name, variance in found.items() if variance < -NOUGHT * scale)
    return Components({name: variance if variance > NOUGHT * scale else 0.0 for name, variance in found.items()}, cut)


def _form(values: Sequence[float], levels: Sequence[Hashable]) -> float:
    """Σ sum² / n over the levels of a factor."""
    grouped = defaultdict(list)
    for level, value in zip(levels, values, strict=True):
        grouped[level].append(value)
    return fsum(fsum(group) ** 2 / len(group) for group in grouped.values())


def _expectation(levels: Sequence[Hashable], factors: Mapping[str, Sequence[Hashable]]) -> dict[str, float]:
    """{effect: its coefficient in the expectation of this factor's form}: Σ over a of Σ over b of n_ab² / n_a."""
    sizes: dict[Hashable, int] = defaultdict(int)
    for level in levels:
        sizes[level] += 1
    grown = {}
    for effect, others in factors.items():
        together: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
        for pair in zip(levels, others, strict=True):
            together[pair] += 1
        grown[effect] = fsum(n * n / sizes[level] for (level, _), n in together.items())
    return grown


def lessons_within_teachers(
    ratings: Sequence[tuple[Hashable, Hashable, Hashable, float]],
) -> Components | None:
    """r × (l:p) from (teacher, lesson, observer, rating): effects p, l:p, r, pr and residual. Unbalanced is usual."""
    factors = {
        "p": [teacher for teacher, _, _, _ in ratings],
        "l:p": [(teacher, lesson) for teacher, lesson, _, _ in ratings],
        "r": [observer for _, _, observer, _ in ratings],
        "pr": [(teacher, observer) for teacher, _, observer, _ in ratings],
    }
    return components([rating for _, _, _, rating in ratings], factors)


def of_pairs(found: Components, n_lessons: int, n_observers: int) -> Dependability:
    """D-study of R × (L:p): a teacher's mean over ``n_lessons`` lessons, each seen by the same ``n_observers``."""
    relative = found["l:p"] / n_lessons + found["pr"] / n_observers + found[RESIDUAL] / (n_lessons * n_observers)
    return coefficients(found["p"], relative, relative + found["r"] / n_observers)


def of_visits(found: Components, n_visits: int, n_observers: int) -> Dependability:
    """D-study of visits as they are made: each by one of ``n_observers``, evenly spread, another lesson every time.

    A second visit by the same observer leaves r and pr as they are; one by another observer halves them as well.
    """
    relative = (found["l:p"] + found[RESIDUAL]) / n_visits + found["pr"] / n_observers
    return coefficients(found["p"], relative, relative + found["r"] / n_observers)


def grid(
    found: Components, n_visits: Sequence[int], n_observers: Sequence[int], is_paired: bool = False
) -> dict[tuple[int, int], Dependability]:
    """{(visits, observers): what that many would give}; more observers than visits only where all see every lesson."""
    study = of_pairs if is_paired else of_visits
    return {
        (visits, observers): study(found, visits, observers)
        for visits, observers in product(n_visits, n_observers)
        if is_paired or observers <= visits
    }


def is_enough_to_estimate(n_teachers: int, n_observers: int, n_paired: int) -> bool:
    return n_teachers >= MIN_TEACHERS and n_observers >= MIN_OBSERVERS and n_paired >= MIN_PAIRED


def coefficients(universe: float, relative: float, absolute: float) -> Dependability:
    """Eρ² = σ²(p) / (σ²(p) + σ²(δ)) and Φ = σ²(p) / (σ²(p) + σ²(Δ)) (Brennan 2001, chapter 1)."""

    def share(error: float) -> float | None:
        return universe / (universe + error) if universe + error else None

    return Dependability(relative, absolute, share(relative), share(absolute))
