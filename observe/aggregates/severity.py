"""How strict an observer is beside the others, and whether that moves: for the observer and who leads calibration."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import NamedTuple

from observe.aggregates.generalizability import MIN_OBSERVERS, MIN_PAIRED, RESIDUAL, components
from observe.aggregates.intervals import Z

Rating = tuple[Hashable, Hashable, float]
"""(observer, what was rated: an indicator of a lesson, of a teacher or of a case, level)."""
# Allowance and decision limit of the CUSUM, in standard deviations of a residual (Page 1954; Montgomery 2013).
ALLOWANCE, DECISION_LIMIT = 0.5, 5.0


class Spread(NamedTuple):
    """Variances in levels², both above 0: between observers (σ²r), and of one rating beside its target (σ²e)."""

    observer: float
    residual: float
    is_assumed: bool = False

    @property
    def ratio(self) -> float:
        """σ²e / σ²r: as many ratings of one's own weigh as much as knowing nothing."""
        return self.residual / self.observer


# Assumed, not estimated: pages say so.
ASSUMED_SPREAD = Spread(observer=0.05, residual=0.25, is_assumed=True)


@dataclass(frozen=True)
class Severity:
    """Below 0: rates lower than the others rate the same; in levels, drawn towards 0 as far as it is unsure."""

    leaning: float
    n: int
    """Ratings of what somebody else rated too: the others say nothing of a leaning."""
    interval: tuple[float, float]
    """95 %, from the error of the prediction."""
    is_assumed: bool
    """Whether σ²e/σ²r is assumed and not estimated: pages say so."""


@dataclass(frozen=True)
class Drift:
    """Residuals against reference ratings, in order of time."""

    rolling: tuple[float, ...]
    """Mean of the last ``window`` residuals, from the first full window on."""
    above: tuple[float, ...]
    below: tuple[float, ...]
    """Upper and lower CUSUM, in standard deviations, both from 0 up."""
    alarm: int | None
    """Position of the first point at which one of them passed the decision limit."""
    side: str | None
    """higher or lower than the reference, at the alarm."""


def groups(ratings: Iterable[Rating]) -> list[frozenset[Hashable]]:
    """Observers who can be compared: connected by what two of them rated, directly or through others. By size."""
    members: dict[Hashable, set[Hashable]] = {}
    for observer, target, _ in ratings:
        one = members.setdefault(("observer", observer), {("observer", observer)})
        other = members.setdefault(("target", target), {("target", target)})
        if one is not other:
            smaller, larger = sorted((one, other), key=len)
            larger |= smaller
            members.update(dict.fromkeys(smaller, larger))
    distinct = {id(group): group for group in members.values()}.values()
    found = [frozenset(name for kind, name in group if kind == "observer") for group in distinct]
    return sorted(found, key=lambda group: (-len(group), sorted(map(str, group))))


def severity(ratings: Sequence[Rating], spread: Spread | None = None) -> dict[Hashable, Severity] | None:
    """{observer: leaning} of the additive model, level = target + observer + rest, observers as random effects.

    ŝ = n / (n + σ²e/σ²r) · mean residual, solved together with the targets' levels (Henderson 1975: BLUP). ``spread``
    is ``spread_of(ratings)`` where None. None with one observer, or where the observers are not all connected: their
    difference and that of what they saw cannot be told apart.
    """
    spread, found = spread or spread_of(ratings), groups(ratings)
    if len(found) != 1 or len(found[0]) < 2:
        return None
    targets = _shared_targets(ratings)
    shared = [rating for rating in ratings if rating[1] in targets]
    observers = sorted(found[0], key=str)
    counts = Counter(observer for observer, _, _ in shared)
    leanings, errors = _predicted(shared, observers, spread)
    return {
        observer: Severity(leaning, counts[observer], _around(leaning, error), spread.is_assumed)
        for observer, leaning, error in zip(observers, leanings, errors, strict=True)
    }


def spread_of(ratings: Sequence[Rating]) -> Spread:
    """Own variances, from 5 observers and 20 shared targets on where both come out above 0; else the assumed ones."""
    n_observers = len({observer for observer, _, _ in ratings})
    if n_observers < MIN_OBSERVERS or len(_shared_targets(ratings)) < MIN_PAIRED:
        return ASSUMED_SPREAD
    factors = {"target": [target for _, target, _ in ratings], "observer": [observer for observer, _, _ in ratings]}
    found = components([level for _, _, level in ratings], factors)
    if not found or not found["observer"] or not found[RESIDUAL]:
        return ASSUMED_SPREAD
    return Spread(found["observer"], found[RESIDUAL])


def _shared_targets(ratings: Iterable[Rating]) -> set[Hashable]:
    """What two observers or more have rated."""
    observers_of = defaultdict(set)
    for observer, target, _ in ratings:
        observers_of[target].add(observer)
    return {target for target, observers in observers_of.items() if len(observers) > 1}


def _around(leaning: float, variance: float) -> tuple[float, float]:
    half = Z["95"] * sqrt(variance)
    return leaning - half, leaning + half


def _predicted(
    ratings: Sequence[Rating], observers: Sequence[Hashable], spread: Spread
) -> tuple[list[float], list[float]]:
    """Leanings and their error variances: the observers' equations, those of the targets taken out of them.

    Each rating stands beside the mean of its target.
    """
    from numpy import diag, full, zeros
    from numpy.linalg import inv

    place = {observer: at for at, observer in enumerate(observers)}
    by_target = defaultdict(list)
    for observer, target, level in ratings:
        by_target[target].append((place[observer], level))
    left, right = diag(full(len(observers), spread.ratio)), zeros(len(observers))
    for rated in by_target.values():
        mean = fmean(level for _, level in rated)
        for at, level in rated:
            left[at, at] += 1
            right[at] += level - mean
            for other, _ in rated:
                left[at, other] -= 1 / len(rated)
    inverse = inv(left)
    return (inverse @ right).tolist(), (spread.residual * diag(inverse)).tolist()


def drift(residuals: Sequence[float], deviation: float = ASSUMED_SPREAD.residual**0.5, window: int = 8) -> Drift | None:
    """Whether somebody's residuals (rating minus reference, in order of time) have begun to lean.

    ``deviation`` is the standard deviation of one residual, above 0. None with fewer residuals than ``window``.
    """
    if len(residuals) < window:
        return None
    if deviation <= 0:
        raise ValueError("The standard deviation must be above 0.")
    rolling = tuple(fmean(residuals[end - window : end]) for end in range(window, len(residuals) + 1))
    above, below = _cusum(residuals, deviation), _cusum([-residual for residual in residuals], deviation)
    alarm = next((at for at in range(len(above)) if max(above[at], below[at]) > DECISION_LIMIT), None)
    side = None if alarm is None else "higher" if above[alarm] > below[alarm] else "lower"
    return Drift(rolling, above, below, alarm, side)


def _cusum(residuals: Iterable[float], deviation: float) -> tuple[float, ...]:
    sums, last = [], 0.0
    for residual in residuals:
        last = max(0.0, last + residual / deviation - ALLOWANCE)
        sums.append(last)
    return tuple(sums)
