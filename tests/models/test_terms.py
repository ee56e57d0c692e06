"""Of terms that overlap, one has figures, and it is the same one whatever comes later."""

from datetime import date
from types import SimpleNamespace

from observe.models.terms import disjoint


def term(kind: str, first: tuple[int, int], last: tuple[int, int], name: str = "t") -> SimpleNamespace:
    return SimpleNamespace(id=name, kind=kind, starts_on=date(2026, *first), ends_on=date(2026, *last))


def test_a_term_goes_before_a_semester_that_overlaps_it():
    spring, half = term("term", (2, 1), (7, 31)), term("semester", (1, 1), (6, 30))
    assert disjoint([half, spring]) == [spring]


def test_terms_that_touch_no_other_stay_in_time():
    spring, autumn = term("term", (2, 1), (7, 31)), term("term", (8, 1), (12, 31))
    assert disjoint([autumn, spring]) == [spring, autumn]


def test_of_two_terms_the_earlier_stays():
    first, second = term("term", (2, 1), (7, 31)), term("term", (7, 31), (12, 31))
    assert disjoint([second, first]) == [first]


def test_other_parts_of_the_year_have_no_figures():
    assert disjoint([term("gradingPeriod", (2, 1), (3, 1)), term("schoolYear", (8, 1), (12, 31))]) == []
