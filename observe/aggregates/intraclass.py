"""Intraclass correlations of a full table of targets × judges (Shrout & Fleiss 1979)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from statistics import fmean


@dataclass(frozen=True)
class Intraclass:
    """The six forms: by the design (1, 2, 3) for one judge and for the mean of all ``k`` of them.

    1: other judges for every target; 2: the same judges, a sample of all judges; 3: these judges and no others.
    Each is at most 1 and below 0 where targets differ less than chance would make them. A form is None where its
    denominator is not above 0: where nothing varies, or judges differ so much that nothing of the targets is left.
    """

    icc_1_1: float | None
    icc_2_1: float | None
    icc_3_1: float | None
    icc_1_k: float | None
    icc_2_k: float | None
    icc_3_k: float | None


def intraclass(ratings_by_target: Sequence[Sequence[float]]) -> Intraclass | None:
    """All forms from ``ratings_by_target[target][judge]``; None with fewer than two targets or judges.

    Raises ValueError where a rating is missing, None or NaN: ``agreement.krippendorff_alpha`` takes such tables.
    """
    n, k = len(ratings_by_target), len(ratings_by_target[0]) if ratings_by_target else 0
    if n < 2 or k < 2:
        return None
    if any(len(row) != k or any(rating is None or isnan(rating) for rating in row) for row in ratings_by_target):
        raise ValueError("Every target needs a rating by every judge.")
    between, judges, error = _mean_squares(ratings_by_target, n, k)
    inside = ((n - 1) * (k - 1) * error + (k - 1) * judges) / (n * (k - 1))
    return Intraclass(
        icc_1_1=_ratio(between - inside, between + (k - 1) * inside),
        icc_2_1=_ratio(between - error, between + (k - 1) * error + k * (judges - error) / n),
        icc_3_1=_ratio(between - error, between + (k - 1) * error),
        icc_1_k=_ratio(between - inside, between),
        icc_2_k=_ratio(between - error, between + (judges - error) / n),
        icc_3_k=_ratio(between - error, between),
    )


def _mean_squares(rows: Sequence[Sequence[float]], n: int, k: int) -> tuple[float, float, float]:
    """Mean squares between targets, between judges, and of what is left."""
    targets, judges = [fmean(row) for row in rows], [fmean(column) for column in zip(*rows, strict=True)]
    middle = fmean(targets)
    of_targets = k * sum((mean - middle) ** 2 for mean in targets)
    of_judges = n * sum((mean - middle) ** 2 for mean in judges)
    total = sum((rating - middle) ** 2 for row in rows for rating in row)
    left = total - of_targets - of_judges
    # What is smaller than rounding beside the ratings themselves is nought.
    least = 1e-12 * (total + middle * middle)
    squares = ((of_targets, n - 1), (of_judges, k - 1), (left, (n - 1) * (k - 1)))
    return tuple(square / degrees if square > least else 0.0 for square, degrees in squares)


def _ratio(above: float, below: float) -> float | None:
    """None where what is below is no more than what rounding leaves of a difference."""
    return above / below if below > 1e-9 * abs(above) else None
