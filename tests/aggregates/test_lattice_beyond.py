"""What a release shows outside of its school: nothing that one observer alone has seen, added or subtracted."""

import pytest
from hypothesis import given, settings

from observe.aggregates.lattice import ALL, Cell, beyond, released
from observe.aggregates.privacy import Withheld
from observe.aggregates.ratings import Lesson
from observe.models.limits import Limits
from tests.aggregates.lessons import SPANS, lesson
from tests.aggregates.test_lattice import AXES, FEW, LIMITS, TERMS
from tests.attackers import pinned, ways_of_counting

EYES = ("olga", "lena")


def outside(term: list[Lesson], limits: Limits = LIMITS) -> dict[Cell, Withheld | None]:
    return beyond(term, AXES, released(term, AXES, limits), limits)


def seen(teachers: str, observer: str, **given: object) -> list[Lesson]:
    return [lesson(teacher, 2, 3, 4, observer=observer)._replace(**given) for teacher in teachers]


def test_what_two_have_seen_is_shown():
    term = [*seen("abcdef", "olga"), *seen("abcdef", "lena")]
    assert set(outside(term).values()) == {None}


def test_what_one_has_seen_is_not_and_says_why():
    term = seen("abcdef", "olga")
    assert {figures.withheld for figures in released(term, AXES, LIMITS).values()} == {None}
    assert set(outside(term).values()) == {Withheld("few_observers", 2)}


def test_what_is_withheld_inside_keeps_its_own_reason():
    term = [*seen("abcdefgh", "olga"), *seen("abcdefgh", "lena"), *seen("p", "olga", grade_level=9)]
    inside = released(term, AXES, LIMITS)
    assert {inside[cell].withheld for cell in inside if inside[cell].withheld} <= set(outside(term).values())
    assert all(outside(term)[cell] == figures.withheld for cell, figures in inside.items() if figures.withheld)


def test_the_whole_less_one_group_of_subjects_is_not_one_observers_other_group():
    """Danish was seen by both, music by Lena alone: shown, the whole and Danish would tell what she saw in music."""
    both = [*seen("abcdef", "olga"), *seen("abcdef", "lena")]
    found = outside([*both, *seen("ghijklm", "lena", subject="music")])
    music, danish, whole = (Cell(part, "hints") for part in (("group", "practical"), ("group", "humanities"), ALL))
    assert found[music] == Withheld("few_observers", 2)
    assert found[danish] == Withheld("by_difference", 2)
    assert found[whole] is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_lessons_does_not_matter(order):
    term = [*seen("abcdef", "olga"), *seen("abcdef", "lena"), *seen("ghijk", "lena", subject="music")]
    assert outside(term[::order]) == outside(term)


def test_a_municipality_may_ask_for_three_observers():
    term = [*seen("abcdef", "olga"), *seen("abcdef", "lena")]
    assert set(outside(term, Limits(min_observers=3)).values()) == {Withheld("few_observers", 3)}


@settings(max_examples=80, deadline=None)
@given(term=TERMS)
def test_nobody_outside_learns_what_one_observer_saw_and_no_more_is_shown_than_inside(term):
    inside, found = released(term, AXES, FEW), outside(term, FEW)
    assert found.keys() == inside.keys()
    assert not [cell for cell, rule in found.items() if rule is None and inside[cell].withheld]
    for is_counted in ways_of_counting():
        numbers = [
            {
                (each.teacher, each.observer, number, at)
                for number, each in enumerate(term)
                if cell.slice in AXES.slices_of(each)
                for at in SPANS[cell.code]
                if is_counted(each.levels[at])
            }
            for cell, rule in found.items()
            if rule is None
        ]
        assert pinned(numbers, None, 1, FEW.min_observers - 1) is None
