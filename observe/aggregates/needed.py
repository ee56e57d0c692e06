"""How many visits are missing until a number may stand for a school's term: by those who observe, or by one more."""

from collections.abc import Hashable, Mapping

from observe.aggregates.reliability import ASSUMED, ENOUGH, Components, dependability

# Beyond this many a plan says nothing to a school.
MOST_VISITS = 40


def visits_needed(
    by_teacher: Mapping[Hashable, int],
    by_observer: Mapping[Hashable, int],
    n_teachers: int,
    n_new_observers: int = 0,
    components: Components = ASSUMED,
) -> int | None:
    """The fewest further ratings with which Φ reaches the limit; 0 where it has, None where ``MOST_VISITS`` do not do.

    Each goes to the teacher of the school's ``n_teachers`` who has fewest and comes from the observer who has fewest,
    ``n_new_observers`` of whom have none yet. Without any observer there is none to plan with.
    """
    teachers, observers = sorted(by_teacher.values()), [*by_observer.values(), *[0] * n_new_observers]
    teachers = [0] * max(0, n_teachers - len(teachers)) + teachers
    if not teachers or not observers:
        return None
    for n_more in range(MOST_VISITS + 1):
        phi = dependability(teachers, observers, components)
        if phi is not None and phi >= ENOUGH:
            return n_more
        teachers[teachers.index(min(teachers))] += 1
        observers[observers.index(min(observers))] += 1
    return None
