"""Which visits next: whom, by whom, and what it adds to how far the school's patterns can be trusted."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from observe.aggregates.reliability import ASSUMED, Components, dependability


class Visit(NamedTuple):
    """A lesson of this teacher seen by this observer."""

    teacher: Hashable
    observer: Hashable


@dataclass(frozen=True)
class Proposal:
    """A visit, and Φ of the term before and after it (None before the first one)."""

    visit: Visit
    phi_before: float | None
    phi_after: float


def proposals(
    visits: Iterable[Visit], possible: Iterable[Visit], n_visits: int, components: Components = ASSUMED
) -> list[Proposal]:
    """The ``n_visits`` best of the possible visits, each chosen as if those before it had been made.

    Φ with another teacher or observer grows most while they are few; of equals the teacher who was visited least, then
    the observer who visited least, then the order given. Nobody is to be visited twice in a week while somebody else
    could be: a teacher is proposed again when all have been.
    """
    teachers, observers = counted(visits)
    choices, found = list(dict.fromkeys(possible)), []
    while choices and len(found) < n_visits:
        before = dependability(teachers.values(), observers.values(), components)
        asked = {each.visit.teacher for each in found}
        others = [visit for visit in choices if visit.teacher not in asked] or choices
        best = max(others, key=lambda visit: _worth(visit, teachers, observers, components))
        teachers[best.teacher] += 1
        observers[best.observer] += 1
        found.append(Proposal(best, before, dependability(teachers.values(), observers.values(), components)))
    return found


def counted(visits: Iterable[Visit]) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """(visits per teacher, visits per observer)"""
    visits = list(visits)
    return Counter(teacher for teacher, _ in visits), Counter(observer for _, observer in visits)


def _worth(
    visit: Visit, teachers: Counter[Hashable], observers: Counter[Hashable], components: Components
) -> tuple[float, int, int]:
    more_teachers, more_observers = teachers + Counter([visit.teacher]), observers + Counter([visit.observer])
    phi = dependability(more_teachers.values(), more_observers.values(), components)
    # Rounded: differences in the last bits must not decide between equals.
    return round(phi, 9), -teachers[visit.teacher], -observers[visit.observer]
