"""Whose answers to calibration cases a group's figures may count, so that no colleague's can be found by subtracting.

A live figure could be taken from last week's: where one colleague answered in between, their answer would be left.
"""

from collections.abc import Hashable, Sequence

from observe.aggregates.calibration import Answer


def counted_together(answers: Sequence[Answer], reader: Hashable, at_once: int) -> list[Answer]:
    """Of each case the answers of ``at_once`` colleagues at a time, as they came, and the reader's own beside them.

    ``answers`` are in order of time. What the reader takes away is theirs or at least ``at_once`` colleagues'.
    """
    by_case: dict[Hashable, dict[Hashable, list[Answer]]] = {}
    for answer in answers:
        by_case.setdefault(answer.target[0], {}).setdefault(answer.observer, []).append(answer)
    return [answer for of_case in by_case.values() for answer in _of_case(of_case, reader, at_once)]


def _of_case(by_observer: dict[Hashable, list[Answer]], reader: Hashable, at_once: int) -> list[Answer]:
    others = [observer for observer in by_observer if observer != reader]
    counted = others[: len(others) // at_once * at_once]
    return [answer for one in (*counted, reader) for answer in by_observer.get(one, ()) if counted]
