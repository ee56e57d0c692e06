"""How far observers of one lesson agree. Every figure is None where it cannot be computed, never nought or NaN.

``table[i][j]`` counts what one observer placed at level i and the other at level j. ``counts[u][k]`` tells how many
observers placed unit u (one indicator of one lesson) at level k; units may have different numbers of observers.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product

Table = Sequence[Sequence[float]]
Counts = Sequence[Sequence[int]]
# Disagreement of levels i and j, both counted from 0, 0 for the same level.
DISAGREEMENTS: dict[str, Callable[[int, int], float]] = {
    "unweighted": lambda i, j: float(i != j),
    "linear": lambda i, j: float(abs(i - j)),
    "quadratic": lambda i, j: float((i - j) ** 2),
}
METRICS = ("nominal", "ordinal", "interval", "ratio")


def table_of(pairs: Iterable[tuple[int, int]], n_levels: int) -> list[list[int]]:
    """Pairs of levels, both from 1 to ``n_levels``, as a table."""
    table = [[0] * n_levels for _ in range(n_levels)]
    for one, other in pairs:
        table[one - 1][other - 1] += 1
    return table


def within(table: Table, n_levels_apart: int) -> float | None:
    """The share of pairs at most so many levels apart: 0 is exact agreement, 1 adjacent. None without pairs."""
    n = sum(map(sum, table))
    near = sum(count for i, row in enumerate(table) for j, count in enumerate(row) if abs(i - j) <= n_levels_apart)
    return near / n if n else None


def cohen_kappa(table: Table, weights: str | Table = "unweighted") -> float | None:
    """1 - Σ w·observed / Σ w·expected (Cohen 1960; weighted, Cohen 1968); ``weights`` are disagreements.

    ``unweighted``, ``linear``, ``quadratic``, or a matrix with 0 on its diagonal. None where chance alone would agree
    fully, as when both observers used one and the same level throughout.
    """
    size, n = range(len(table)), sum(map(sum, table))
    weight = _weights(weights, len(table))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    observed = sum(weight[i][j] * table[i][j] for i, j in product(size, size))
    expected = sum(weight[i][j] * rows[i] * columns[j] for i, j in product(size, size))
    return 1 - observed * n / expected if expected else None


def fleiss_kappa(counts: Counts) -> float | None:
    """Agreement of any number of observers beyond chance (Fleiss 1971).

    Raises ValueError if units have different numbers of observers; ``krippendorff_alpha`` takes those.
    """
    sizes = {sum(unit) for unit in counts}
    if len(sizes) > 1:
        raise ValueError("Every unit needs the same number of observers.")
    n_observers = sizes.pop() if sizes else 0
    if n_observers < 2:
        return None
    agreed = _mean(_pairs_agreeing(unit, unit) / (n_observers * (n_observers - 1)) for unit in counts)
    by_chance = sum((sum(column) / (n_observers * len(counts))) ** 2 for column in zip(*counts, strict=True))
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else None


def gwet_ac(counts: Counts, weights: str = "unweighted") -> float | None:
    """Gwet's AC1 (``unweighted``) or AC2 (``linear``, ``quadratic``), for any number of observers and missing ratings.

    Stands beside κ, which collapses where nearly all ratings stand at one level (Gwet 2008; 2014, chapter 4). A unit
    that one observer rated counts for chance alone. None where no unit was rated twice.
    """
    rated = [unit for unit in counts if sum(unit)]
    twice = [unit for unit in rated if sum(unit) > 1]
    n_levels = len(counts[0]) if counts else 0
    if not twice or n_levels < 2:
        return None
    weight = _agreements(weights, n_levels)
    agreed = _mean(_weighted_agreement(unit, weight) for unit in twice)
    shares = [_mean(unit[level] / sum(unit) for unit in rated) for level in range(n_levels)]
    total = sum(map(sum, weight))
    by_chance = total / (n_levels * (n_levels - 1)) * sum(share * (1 - share) for share in shares)
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else None


def counts_of(table: Table) -> list[list[int]]:
    """The pairs of a table as units: two observers each."""
    levels = range(len(table))
    units = []
    for i, j in product(levels, levels):
        unit = [(level == i) + (level == j) for level in levels]
        units += [unit] * int(table[i][j])
    return units


def krippendorff_alpha(ratings_by_observer: Sequence[Sequence[int | None]], metric: str = "ordinal") -> float | None:
    """Krippendorff's α (2011) by the library of that name; None is a missing rating.

    Metrics: nominal, ordinal, interval, ratio. None where nothing was rated twice or all pairable ratings are equal.
    """
    from krippendorff import alpha
    from numpy import array, nan

    if metric not in METRICS:
        raise ValueError(f"{metric} is none of {', '.join(METRICS)}")
    units = [[rating for rating in unit if rating is not None] for unit in zip(*ratings_by_observer, strict=True)]
    if len({rating for unit in units if len(unit) > 1 for rating in unit}) < 2:
        return None
    ratings = [[nan if rating is None else rating for rating in row] for row in ratings_by_observer]
    return float(alpha(reliability_data=array(ratings, dtype=float), level_of_measurement=metric))


def _weights(weights: str | Table, n_levels: int) -> Table:
    if not isinstance(weights, str):
        return weights
    levels = range(n_levels)
    return [[DISAGREEMENTS[weights](i, j) for j in levels] for i in levels]


def _agreements(weights: str, n_levels: int) -> Table:
    """Disagreements turned: 1 for the same level, 0 for the two ends."""
    farthest = DISAGREEMENTS[weights](0, n_levels - 1)
    return [[1 - disagreement / farthest for disagreement in row] for row in _weights(weights, n_levels)]


def _weighted_agreement(unit: Sequence[int], weight: Table) -> float:
    """The mean agreement of the pairs of observers of one unit."""
    n, levels = sum(unit), range(len(unit))
    near = [sum(weight[i][j] * unit[j] for j in levels) for i in levels]
    return _pairs_agreeing(unit, near) / (n * (n - 1))


def _pairs_agreeing(unit: Sequence[int], near: Sequence[float]) -> float:
    return sum(count * (agreeing - 1) for count, agreeing in zip(unit, near, strict=True))


def _mean(values: Iterable[float]) -> float:
    values = list(values)
    return sum(values) / len(values)
