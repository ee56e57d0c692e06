"""Change between terms of one indicator: said only where both carry a number and the same eyes saw both."""

import pytest

from observe.aggregates.changes import has_same_eyes, moved
from observe.aggregates.patterns import Pattern, live
from tests.aggregates.lessons import N_INDICATORS, N_LEVELS, SPANS, lesson

OBSERVERS = ("olga", "lena", "pia")


def term(*levels: int, observers: tuple[str, ...] = OBSERVERS) -> Pattern:
    """Thirty visits to fifteen teachers, the levels in turn."""
    lessons = [
        lesson(f"t{at % 15}", levels[at % len(levels)], 0, 0, observer=observers[at % len(observers)])
        for at in range(30)
    ]
    return live(lessons, {"calm": SPANS["calm"]}, N_INDICATORS, N_LEVELS)["calm"]


def test_a_clear_rise_is_probably_higher_and_its_mirror_lower():
    low, high = term(1, 2, 2), term(3, 4, 3)
    assert moved(low, high, True).change.word == "probably_higher"
    assert moved(high, low, True).change.word == "probably_lower"


def test_the_same_ratings_cannot_be_told_apart():
    assert moved(term(2, 3), term(3, 2), True).change.word == "cannot_be_told_apart"


@pytest.mark.parametrize(
    ("before", "now", "same", "why"),
    [
        (Pattern(), term(2, 3), True, "unrated"),
        (term(2, 3), term(2, 3, observers=("olga",)), True, ""),
        (term(2, 3), Pattern(counts=(1, 1, 0, 0), phi=0.3), True, "few_now"),
        (Pattern(counts=(1, 1, 0, 0), phi=0.3), term(2, 3), True, "few_before"),
        (term(2, 3), term(2, 3), False, "other_observers"),
        (term(2), term(2, 3), True, "all_alike"),
    ],
)
def test_why_none_can_be_said(before, now, same, why):
    found = moved(before, now, same)
    assert found.why == why
    assert (found.change is None) == bool(why)


def test_eyes_are_the_same_when_anybody_was_there_in_both_terms():
    one, other = [lesson("t", 1, observer="olga")], [lesson("t", 1, observer="pia")]
    assert has_same_eyes(one, [*other, *one])
    assert not has_same_eyes(one, other)
    assert not has_same_eyes([], other)
