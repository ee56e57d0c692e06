"""How strict an observer is beside the others, and whether that moves: for the observer and who leads calibration."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

Rating = tuple[Hashable, Hashable, float]
"""(observer, what was rated: an indicator of a lesson or a case, level)."""
# Allowance and decision limit of the CUSUM, in standard deviations of a residual (Page 1954; Montgomery 2013).
ALLOWANCE, DECISION_LIMIT = 0.5, 5.0


@dataclass(frozen=True)
class Severity:
    """Below 0: rates lower than the others rate the same; in levels, drawn towards 0 as far as it is unsure."""

    leaning: float
    n: int


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


def severity(ratings: Sequence[Rating], residual_to_observer: float) -> dict[Hashable, Severity] | None:
    """{observer: leaning} of the additive model, level = target + observer + rest, observers as random effects.

    ŝ = n / (n + σ²e/σ²r) · mean residual, solved together with the targets' levels (Henderson 1975: BLUP);
    ``residual_to_observer`` is σ²e/σ²r, above 0. None where the observers are not all connected: their difference
    and that of what they saw cannot be told apart.
    """
    if len(groups(ratings)) != 1:
        return None
    if residual_to_observer <= 0:
        raise ValueError("The ratio of the variances must be above 0.")
    observers = sorted({observer for observer, _, _ in ratings}, key=str)
    leanings = _leanings(ratings, observers, residual_to_observer)
    counts = Counter(observer for observer, _, _ in ratings)
    return {
        observer: Severity(leaning, counts[observer]) for observer, leaning in zip(observers, leanings, strict=True)
    }


def _leanings(ratings: Sequence[Rating], observers: Sequence[Hashable], residual_to_observer: float) -> list[float]:
    """The equations of the observers, those of the targets taken out: each rating beside the mean of its target."""
    from numpy import diag, full, zeros
    from numpy.linalg import solve

    place = {observer: at for at, observer in enumerate(observers)}
    by_target = defaultdict(list)
    for observer, target, level in ratings:
        by_target[target].append((place[observer], level))
    left, right = diag(full(len(observers), residual_to_observer)), zeros(len(observers))
    for rated in by_target.values():
        mean = fmean(level for _, level in rated)
        for at, level in rated:
            left[at, at] += 1
            right[at] += level - mean
            for other, _ in rated:
                left[at, other] -= 1 / len(rated)
    return solve(left, right).tolist()


def drift(residuals: Sequence[float], deviation: float, window: int = 8) -> Drift | None:
    """Whether somebody's residuals (rating minus reference, in order of time) have begun to lean.

    ``deviation`` is the standard deviation of one residual, above 0. None with fewer residuals than ``window``.
    """
    if len(residuals) < window:
        return None
    if deviation <= 0:
        raise ValueError("The standard deviation must be above 0.")
    rolling = tuple(fmean(residuals[end - window : end]) for end in range(window, len(residuals) + 1))
    above, below = _cusum(residuals, deviation), _cusum([-residual for residual in residuals], deviation)
    alarms = [at for at, pair in enumerate(zip(above, below, strict=True)) if max(pair) > DECISION_LIMIT]
    return Drift(rolling, above, below, alarms[0] if alarms else None)


def _cusum(residuals: Iterable[float], deviation: float) -> tuple[float, ...]:
    sums, last = [], 0.0
    for residual in residuals:
        last = max(0.0, last + residual / deviation - ALLOWANCE)
        sums.append(last)
    return tuple(sums)
