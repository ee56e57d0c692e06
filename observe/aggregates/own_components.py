"""A municipality's own components of variance, once it has seen enough for them; until then the assumed ones."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from observe.aggregates.generalizability import RESIDUAL, Factors, is_enough_to_estimate, pooled_components
from observe.aggregates.generalizability import Components as Variances
from observe.aggregates.reliability import ASSUMED, Basis, Components
from observe.aggregates.shrinkage import MIN_GROUPS

SHARES = ("school", "teacher", "observer", "rest")
DIGITS = 2


class Rated(NamedTuple):
    """One rating: ``level`` from 1; keys of who and what, never names. A lesson seen by two has one key."""

    school: Hashable
    teacher: Hashable
    lesson: Hashable
    observer: Hashable
    indicator: Hashable
    level: float


def own_components(ratings: Iterable[Rated]) -> Components:
    """Shares of the variance of one rating, own ones or ``ASSUMED`` (``is_assumed``), with what they rest on.

    Own ones need 30 teachers, 5 observers, 20 lessons seen by two, and 5 schools, since the variance between fewer is
    not estimated. Each indicator has a mean of its own, and the equations of all are added (Henderson's method 1). An
    observer's leaning towards one teacher is told apart from the teacher where the visits allow it, and counts as rest.
    """
    ratings = list(ratings)
    basis = basis_of(ratings)
    is_enough = is_enough_to_estimate(basis.n_teachers, basis.n_observers, basis.n_paired)
    found = _variances(ratings) if is_enough and basis.n_schools >= MIN_GROUPS else None
    total = sum(found.variances.values()) if found else 0.0
    if not total:
        return replace(ASSUMED, basis=basis)
    shares = {effect: variance / total for effect, variance in found.variances.items()}
    rest = shares["lesson"] + shares.get("pair", 0.0) + shares[RESIDUAL]
    return Components(shares["school"], shares["teacher"], shares["observer"], rest, False, found.cut, basis)


def basis_of(ratings: Iterable[Rated]) -> Basis:
    observers_of = defaultdict(set)
    schools, teachers, observers = set(), set(), set()
    for rating in ratings:
        schools.add(rating.school)
        teachers.add(rating.teacher)
        observers.add(rating.observer)
        observers_of[rating.lesson].add(rating.observer)
    n_seen_by = [len(seen_by) for seen_by in observers_of.values()]
    return Basis(len(schools), len(teachers), len(observers), sum(n > 1 for n in n_seen_by), sum(n_seen_by))


def to_keep(components: Components) -> dict[str, object]:
    """As JSON takes them. Shares are rounded to a hundredth: more than is known, and too coarse to work back from."""
    shares = {name: round(getattr(components, name), DIGITS) for name in SHARES}
    basis, day = components.basis, components.estimated_on
    rests_on = {"basis": basis and basis._asdict(), "estimated_on": day and day.isoformat()}
    return shares | {"is_assumed": components.is_assumed, "cut": list(components.cut)} | rests_on


def kept(found: Mapping[str, object] | None) -> Components:
    """What ``to_keep`` wrote; the assumed ones where nothing was kept."""
    if found is None:
        return ASSUMED
    basis, day = found["basis"], found["estimated_on"]
    return Components(
        **{name: found[name] for name in (*SHARES, "is_assumed")},
        cut=tuple(found["cut"]),
        basis=basis and Basis(**basis),
        estimated_on=day and date.fromisoformat(day),
    )


def _variances(ratings: list[Rated]) -> Variances | None:
    """With the pairs of teacher and observer where these can be told apart, else without."""
    by_indicator = defaultdict(list)
    for rating in ratings:
        by_indicator[rating.indicator].append(rating)
    for has_pairs in (True, False):
        tables = [([one.level for one in rated], _factors(rated, has_pairs)) for rated in by_indicator.values()]
        found = pooled_components(tables)
        if found:
            return found
    return None


def _factors(rated: list[Rated], has_pairs: bool) -> Factors:
    factors = {
        "school": [one.school for one in rated],
        "teacher": [one.teacher for one in rated],
        "observer": [one.observer for one in rated],
        "lesson": [one.lesson for one in rated],
    }
    return factors | ({"pair": [(one.teacher, one.observer) for one in rated]} if has_pairs else {})
