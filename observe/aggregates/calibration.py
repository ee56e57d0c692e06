"""What answers to calibration cases tell: an observer beside the reference and the others, and a school's agreement.

Answers are ``Answer`` rows in order of time; a reference is {(case, indicator): level or ``not_observed``}.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import NamedTuple

from observe.aggregates.agreement import krippendorff_alpha
from observe.aggregates.intervals import Z, wilson
from observe.aggregates.severity import ASSUMED_SPREAD, Drift, Severity, drift, groups, severity

NOT_OBSERVED = "not_observed"
Level = int | str
"""1 to the rubric's highest, or ``not_observed``."""
Target = tuple[Hashable, str]
"""(case, indicator code)"""
# Four cases of three ratings; with fewer, an interval would say more than it knows.
LEAST_RATINGS = 12


class Answer(NamedTuple):
    observer: Hashable
    target: Target
    level: Level


@dataclass(frozen=True)
class Beside:
    """Ratings beside the reference. Shares are None without ratings, the mean with none that both could give."""

    n: int
    n_exact: int
    n_adjacent: int
    """At most one level apart, the exact ones included; *not observed* is beside no level."""
    n_missed: int
    """One of the two is *not observed* and the other a level."""
    n_compared: int
    """Both are levels: what the mean and its interval rest on."""
    mean: float | None
    """Mean of level minus reference, in levels; below 0 is stricter."""
    interval: tuple[float, float] | None
    """95 %, of ``LEAST_RATINGS`` compared ones or more; normal, on the spread of the residuals, None without any."""

    @property
    def exact_interval(self) -> tuple[float, float] | None:
        return wilson(self.n_exact, self.n)

    @property
    def adjacent_interval(self) -> tuple[float, float] | None:
        return wilson(self.n_adjacent, self.n)

    @property
    def lean(self) -> str | None:
        """stricter or milder than the reference where the interval says so, else None."""
        if self.interval is None or self.interval[0] <= 0 <= self.interval[1]:
            return None
        return "stricter" if self.interval[1] < 0 else "milder"


def beside(answers: Iterable[Answer], reference: Mapping[Target, Level]) -> Beside:
    """Every answer whose target has a reference, beside it."""
    pairs = [(answer.level, reference[answer.target]) for answer in answers if answer.target in reference]
    apart = residuals(pairs)
    exact = sum(level == true for level, true in pairs)
    near = exact + sum(abs(one) == 1 for one in apart)
    missed = sum((level == NOT_OBSERVED) != (true == NOT_OBSERVED) for level, true in pairs)
    return Beside(len(pairs), exact, near, missed, len(apart), fmean(apart) if apart else None, _interval(apart))


def residuals(pairs: Iterable[tuple[Level, Level]]) -> list[int]:
    """Level minus reference, where both are levels."""
    return [level - true for level, true in pairs if NOT_OBSERVED not in (level, true)]


def _interval(apart: Sequence[int]) -> tuple[float, float] | None:
    if len(apart) < LEAST_RATINGS or not (spread := stdev(apart)):
        return None
    half = Z["95"] * spread / sqrt(len(apart))
    return fmean(apart) - half, fmean(apart) + half


def drift_of(answers: Iterable[Answer], reference: Mapping[Target, Level], window: int = 8) -> Drift | None:
    """Whether an observer has begun to lean: ``severity.drift`` on the residuals in order of time; None with few."""
    apart = residuals((answer.level, reference[answer.target]) for answer in answers if answer.target in reference)
    spread = stdev(apart) if len(apart) >= LEAST_RATINGS else 0
    return drift(apart, spread or sqrt(ASSUMED_SPREAD.residual), window)


def severity_of(observer: Hashable, answers: Iterable[Answer]) -> tuple[Severity, int] | None:
    """(the observer's leaning beside all who rated the same, how many they are), by ``severity.severity``.

    None alone, or where what the observer rated is not connected with what others did.
    """
    ratings = [(one.observer, one.target, float(one.level)) for one in answers if one.level != NOT_OBSERVED]
    comparable = next((group for group in groups(ratings) if observer in group), ())
    found = severity([rating for rating in ratings if rating[0] in comparable])
    return (found[observer], len(comparable)) if found else None


@dataclass(frozen=True)
class Together:
    """A group's answers to the same cases, nobody named."""

    n_observers: int
    n_cases: int
    """Answered by at least two of them."""
    beside: Beside
    alpha: float | None
    """Krippendorff's α, ordinal, among the observers; None where it cannot be computed."""
    apart: tuple[tuple[str, float], ...]
    """(indicator code, mean distance of two observers in levels), the farthest apart first, those above 0."""


def together(answers: Sequence[Answer], reference: Mapping[Target, Level], least: int) -> Together | None:
    """None with fewer than ``least`` observers."""
    observers = sorted({answer.observer for answer in answers}, key=str)
    if len(observers) < least:
        return None
    rated: dict[Target, dict[Hashable, int]] = defaultdict(dict)
    for answer in answers:
        if answer.level != NOT_OBSERVED:
            rated[answer.target][answer.observer] = answer.level
    shared = {target: levels for target, levels in rated.items() if len(levels) > 1}
    rows = [[levels.get(observer) for levels in shared.values()] for observer in observers]
    return Together(
        n_observers=len(observers),
        n_cases=len({case for case, _ in shared}),
        beside=beside(answers, reference),
        alpha=krippendorff_alpha(rows) if shared else None,
        apart=_apart(shared),
    )


def _apart(shared: Mapping[Target, Mapping[Hashable, int]]) -> tuple[tuple[str, float], ...]:
    distances: dict[str, list[float]] = defaultdict(list)
    for (_, indicator), levels in shared.items():
        distances[indicator].append(_mean_distance(list(levels.values())))
    means = ((indicator, fmean(found)) for indicator, found in distances.items())
    return tuple(sorted((pair for pair in means if pair[1] > 0), key=lambda pair: (-pair[1], pair[0])))


def _mean_distance(levels: Sequence[int]) -> float:
    """Of all pairs of two observers; at least two levels."""
    return fmean(abs(one - other) for at, one in enumerate(levels) for other in levels[at + 1 :])
