"""Patterns from lessons: what is counted, what is said of it, and what never depends on the order of visits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.patterns import Pattern, lean, live
from tests.aggregates.lessons import LESSONS, N_INDICATORS, N_LEVELS, SPANS, lesson, together


def figures(*lessons) -> dict[str, Pattern]:
    return live(lessons, SPANS, N_INDICATORS, N_LEVELS)


def test_levels_are_counted_and_not_observed_stands_beside_them():
    shown = figures(lesson("tom", 2, 0, 255), lesson("tara", 3, 0, 1), lesson("tom", 2, 0, 0))
    assert shown["calm"].counts == (0, 2, 1, 0)
    assert (shown["calm"].n_teachers, shown["calm"].n_observers, shown["calm"].n_observations) == (2, 1, 3)
    assert (shown["hints"].counts, shown["hints"].n_not_observed) == ((1, 0, 0, 0), 1)


def test_a_domain_adds_ratings_and_counts_each_visit_once():
    shown = figures(lesson("tom", 2, 4, 0), lesson("tara", 3, 0, 1))["climate"]
    assert shown.counts == (0, 1, 1, 1)
    assert (shown.n, shown.n_observations, shown.n_teachers) == (3, 2, 2)


def test_a_domain_has_no_mean_because_its_indicators_differ_from_visit_to_visit():
    many = [lesson(teacher, 2, 3, 0, observer=who) for teacher in "abcdefghijklmno" for who in ("olga", "lena", "pia")]
    shown = figures(*many, lesson("z", 3, 2, 0))
    assert shown["calm"].estimate
    assert shown["climate"].is_enough
    assert shown["climate"].estimate is None
    assert shown["climate"].lean is None


def test_no_mean_in_a_few_visits():
    shown = figures(lesson("tom", 2, 0, 0), lesson("tara", 3, 0, 0))["calm"]
    assert shown.estimate is None
    assert not shown.is_enough


def test_nothing_rated_gives_no_figures_and_no_error():
    assert figures()["calm"] == Pattern(counts=(0, 0, 0, 0))
    shown = figures(lesson("tom", 255, 255, 255))["calm"]
    assert (shown.n, shown.n_not_observed, shown.estimate, shown.phi) == (0, 1, None, None)


def test_one_level_only_leans_but_has_no_mean():
    many = [lesson(teacher, 3, 0, 0, observer=who) for teacher in "abcdefghijklmno" for who in ("olga", "lena")]
    shown = figures(*many)["calm"]
    assert shown.estimate is None
    assert (shown.lean.side, shown.lean.n, shown.lean.of) == ("high", 30, 30)


def test_a_lean_wants_more_than_half_with_certainty():
    assert lean((8, 11, 7, 4), [1] * 30) is None
    low = lean((12, 13, 3, 2), [1] * 30)
    assert (low.side, low.levels, low.n) == ("low", (1, 2), 25)
    assert low.interval[0] > 0.5


def test_the_middle_of_five_levels_belongs_to_no_side():
    assert lean((0, 0, 40, 0, 0), [1] * 40) is None
    assert lean((0, 0, 2, 20, 18), [1] * 40).levels == (4, 5)


def test_many_visits_to_few_teachers_lean_less():
    counts = (4, 18, 6, 2)
    assert lean(counts, [1] * 30).interval == pytest.approx((0.555520, 0.858173), abs=5e-7)
    assert lean(counts, [15, 15]) is None


@given(LESSONS)
def test_figures_stay_in_range(lessons):
    for shown in figures(*lessons).values():
        assert shown.n_teachers <= shown.n_observations <= len(lessons)
        assert shown.n_observations <= shown.n
        assert (shown.n_observers > 0) == (shown.n > 0)
        assert shown.phi is None or 0 < shown.phi < 1
        if shown.lean:
            assert 0 < shown.lean.strength <= 0.5


@given(LESSONS, st.randoms(use_true_random=False))
def test_the_order_of_visits_never_matters(lessons, rng):
    shuffled = lessons[:]
    rng.shuffle(shuffled)
    one, other = figures(*lessons), figures(*shuffled)
    for code, shown in one.items():
        assert shown.counts == other[code].counts
        assert shown.n_observations == other[code].n_observations
        assert (shown.phi is None) == (other[code].phi is None)
        assert shown.phi is None or abs(shown.phi - other[code].phi) < 1e-12


@given(LESSONS)
def test_it_makes_no_difference_whether_observations_come_one_by_one(lessons):
    assert figures(*together(lessons)) == figures(*lessons)
