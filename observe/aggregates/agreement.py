"""How far observers of one lesson agree. Every figure is None where it cannot be computed, never nought or NaN.

``table[i][j]`` counts what one observer placed at level i and the other at level j. ``counts[u][k]`` tells how many
observers placed unit u (one indicator of one lesson) at level k; units may have different numbers of observers.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product

Table = Sequence[Sequence[float]]
Counts = Sequence[Sequence[int]]
# Disagreement of levels i and j of n, both counted from 0, 0 for the same level.
DISAGREEMENTS: dict[str, Callable[[int, int], float]] = {
    "unweighted": lambda i, j: float(i != j),
    "linear": lambda i, j: float(abs(i - j)),
    "quadratic": lambda i, j: float((i - j) ** 2),
    # Pairs of levels between the two, ends included (Gwet 2014, chapter 3): no metric of Krippendorff's.
    "ordinal": lambda i, j: abs(i - j) * (abs(i - j) + 1) / 2,
}
METRICS = ("nominal", "ordinal", "interval", "ratio")


def table_of(pairs: Iterable[tuple[int | None, int | None]], n_levels: int) -> list[list[int]]:
    """Pairs of levels, both from 1 to ``n_levels``, as a table; a pair with None in it is left out.

    Raises ValueError for any other level: what was not observed is None here.
    """
    table = [[0] * n_levels for _ in range(n_levels)]
    for one, other in pairs:
        if one is None or other is None:
            continue
        if not (1 <= one <= n_levels and 1 <= other <= n_levels):
            raise ValueError(f"{one} and {other} are not both from 1 to {n_levels}.")
        table[one - 1][other - 1] += 1
    return table


def within(table: Table, n_levels_apart: int = 0) -> float | None:
    """The share of pairs at most so many levels apart: 0 is exact agreement, 1 adjacent. None without pairs."""
    n = sum(map(sum, table))
    # Summed row by row as ``n`` is: where every pair is near, the share is 1 and not what rounding leaves above it.
    rows = ((count for j, count in enumerate(row) if abs(i - j) <= n_levels_apart) for i, row in enumerate(table))
    return sum(map(sum, rows)) / n if n else None


def cohen_kappa(table: Table, weights: str | Table = "unweighted") -> float | None:
    """1 - Σ w·observed / Σ w·expected, at most 1 (Cohen 1960; weighted, Cohen 1968); ``weights`` are disagreements.

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
    """Agreement of any number of observers beyond chance, at most 1 (Fleiss 1971).

    Raises ValueError if units have different numbers of observers; ``krippendorff_alpha`` takes those. None with one
    observer, or where every rating stands at one level.
    """
    sizes = {sum(unit) for unit in counts}
    if len(sizes) > 1:
        raise ValueError("Every unit needs the same number of observers.")
    n_observers = sizes.pop() if sizes else 0
    if n_observers < 2 or n_levels_used(counts) < 2:
        return None
    agreed = _mean(_pairs_agreeing(unit, unit) / (n_observers * (n_observers - 1)) for unit in counts)
    by_chance = sum((sum(column) / (n_observers * len(counts))) ** 2 for column in zip(*counts, strict=True))
    return (agreed - by_chance) / (1 - by_chance)


def gwet_ac(counts: Counts, weights: str | Table = "unweighted") -> float | None:
    """Gwet's AC1 (``unweighted``) or AC2 (other weights), for any number of observers and missing ratings; at most 1.

    Stands beside κ, which collapses where nearly all ratings stand at one level (Gwet 2008; 2014, chapter 4). A unit
    that one observer rated counts for chance alone. The levels are those of the rubric (columns of ``counts``), used
    or not. None where no unit was rated twice, or every rating stands at one level: whether the observers would agree
    on another level is then unknown.
    """
    rated = [unit for unit in counts if sum(unit)]
    twice = [unit for unit in rated if sum(unit) > 1]
    if not twice or n_levels_used(rated) < 2:
        return None
    weight = _agreements(weights, len(counts[0]))
    agreed = _mean(_weighted_agreement(unit, weight) for unit in twice)
    shares = [_mean(unit[level] / sum(unit) for unit in rated) for level in range(len(weight))]
    return _beyond_chance(agreed, shares, weight)


def gwet_ac_of(table: Table, weights: str | Table = "unweighted") -> float | None:
    """AC1 or AC2 of two observers from their table; None as for ``gwet_ac``."""
    n = sum(map(sum, table))
    margins = [sum(row) + sum(column) for row, column in zip(table, zip(*table, strict=True), strict=True)]
    if n_levels_used([margins]) < 2:
        return None
    weight, size = _agreements(weights, len(table)), range(len(table))
    agreed = sum(weight[i][j] * table[i][j] for i, j in product(size, size)) / n
    return _beyond_chance(agreed, [margin / (2 * n) for margin in margins], weight)


def krippendorff_alpha(
    ratings_by_observer: Sequence[Sequence[Hashable | None]], metric: str = "ordinal"
) -> float | None:
    """Krippendorff's α (2011) by the library of that name, at most 1; None, or NaN, is a missing rating.

    Metrics: nominal, for which ratings may be words, ordinal, interval, ratio. None where nothing was rated twice or
    all pairable ratings are equal.
    """
    from krippendorff import alpha
    from numpy import array, nan

    if metric not in METRICS:
        raise ValueError(f"{metric} is none of {', '.join(METRICS)}")
    rows = [[None if rating != rating else rating for rating in row] for row in ratings_by_observer]
    units = [[rating for rating in unit if rating is not None] for unit in zip(*rows, strict=True)]
    if len({rating for unit in units if len(unit) > 1 for rating in unit}) < 2:
        return None
    if metric == "nominal":
        numbers = {rating: at for at, rating in enumerate(dict.fromkeys(rating for unit in units for rating in unit))}
        rows = [[numbers.get(rating) for rating in row] for row in rows]
    ratings = [[nan if rating is None else float(rating) for rating in row] for row in rows]
    return float(alpha(reliability_data=array(ratings), level_of_measurement=metric))


def n_levels_used(counts: Table) -> int:
    return sum(any(column) for column in zip(*counts, strict=True))


def _weights(weights: str | Table, n_levels: int) -> Table:
    if not isinstance(weights, str):
        return weights
    if weights not in DISAGREEMENTS:
        raise ValueError(f"{weights} is none of {', '.join(DISAGREEMENTS)}")
    levels = range(n_levels)
    return [[DISAGREEMENTS[weights](i, j) for j in levels] for i in levels]


def _agreements(weights: str | Table, n_levels: int) -> Table:
    """Disagreements turned: 1 for the same level, 0 for those farthest apart."""
    disagreements = _weights(weights, n_levels)
    farthest = max(map(max, disagreements))
    return [[1 - disagreement / farthest for disagreement in row] for row in disagreements]


def _beyond_chance(agreed: float, shares: Sequence[float], weight: Table) -> float:
    n_levels, total = len(weight), sum(map(sum, weight))
    by_chance = total / (n_levels * (n_levels - 1)) * sum(share * (1 - share) for share in shares)
    return (agreed - by_chance) / (1 - by_chance)


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
