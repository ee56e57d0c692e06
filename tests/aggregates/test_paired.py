"""Two observers of one lesson: what they saw alike, the school's agreement, and when it may be shown to whom."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.paired import (
    BLOCK,
    LEAST_OBSERVERS,
    LEAST_PAIRS,
    Pair,
    agreement_of,
    by_domain,
    compared,
    shown_to,
)

START = datetime(2026, 9, 1, tzinfo=UTC)
SPANS = {"climate": (0, 1), "talk": (2,)}
Levels = st.lists(st.sampled_from([0, 255, 1, 2, 3, 4]), min_size=3, max_size=3).map(bytes)
Pairs = st.lists(
    st.tuples(st.permutations("abcd").map(lambda names: tuple(names[:2])), Levels, Levels), max_size=30
).map(lambda made: [Pair(*one, START + timedelta(days=n)) for n, one in enumerate(made)])


def pair(names: str, one: list[int], other: list[int], day: int = 0) -> Pair:
    return Pair(tuple(names), bytes(one), bytes(other), START + timedelta(days=day))


def pairs(*names: str, one=(2, 3, 2), other=(2, 2, 3)) -> list[Pair]:
    return [pair(both, list(one), list(other), day) for day, both in enumerate(names)]


def test_indicators_fall_into_the_same_the_apart_and_those_without_two_levels():
    found = compared(bytes([2, 1, 3, 4, 0, 255, 2]), bytes([2, 4, 2, 0, 0, 255, 255]))
    assert found.same == (0,)
    assert found.apart == ((1, 3), (2, 1))
    assert found.unmatched == (3, 5, 6)
    assert (found.n, found.n_adjacent) == (3, 1)


@given(one=Levels, other=Levels)
def test_it_makes_no_difference_whose_ratings_stand_first(one, other):
    there, back = compared(one, other), compared(other, one)
    assert there == back


def test_figures_are_those_of_the_pairs_in_the_places_asked_for():
    """Four units: 1-1, 1-1, 2-2 and 1-2."""
    made = [pair("ab", [1, 1, 0], [1, 1, 0]), pair("ac", [2, 1, 0], [2, 2, 0])]
    figures = agreement_of(made, 2)
    assert (figures.n_pairs, figures.n_observers, figures.n_ratings) == (2, 3, 4)
    assert figures.exact.value == 3 / 4
    assert agreement_of(made, 2, (0,)).exact.value == 1


@given(made=Pairs)
def test_figures_do_not_depend_on_order_nor_on_who_stands_first(made):
    turned = [Pair(one.observers[::-1], one.other, one.one, one.complete_at) for one in reversed(made)]
    there, back = agreement_of(made, 4), agreement_of(turned, 4)
    for name in ("n_pairs", "n_observers", "n_ratings", "exact", "adjacent"):
        assert getattr(there, name) == getattr(back, name)
    for name in ("kappa", "weighted_kappa", "alpha", "ac1", "ac2"):
        one, other = getattr(there, name), getattr(back, name)
        assert (one is None) == (other is None)
        assert one is None or one.value == pytest.approx(other.value)


def test_nothing_paired():
    assert shown_to("a", []).limit == "nothing_paired"


def test_own_pairs_are_shown_and_the_school_is_not_where_all_are_own():
    shown = shown_to("a", pairs("ab", "ac"))
    assert (len(shown.own), shown.school, shown.limit) == (2, (), "only_own")


def test_nine_pairs_of_others_are_too_few():
    shown = shown_to("a", pairs(*["bc", "cd", "bd"] * 3))
    assert (shown.limit, shown.n_others, shown.own) == ("few_pairs", 9, ())


def test_ten_pairs_of_two_others_are_of_too_few_observers():
    """What b and c differ by would be theirs alone."""
    assert shown_to("a", pairs(*["bc"] * 10)).limit == "few_observers"


def test_ten_pairs_of_three_others_are_shown():
    shown = shown_to("a", pairs(*["bc", "cd", "bd", "bc", "cd"] * 2))
    assert (shown.limit, len(shown.school)) == (None, 10)


def test_pairs_that_observed_the_viewer_do_not_count_for_them():
    """A deputy head who teaches reads both ratings of their own lesson: five pairs less four of these are one."""
    made = pairs(*["bc", "cd", "bd", "bc", "cd"] * 2)
    made = [*made[:6], *(one._replace(teacher="a") for one in made[6:])]
    assert (shown_to("a", made).limit, shown_to("a", made).n_others) == ("few_pairs", 6)
    assert shown_to("e", made).limit is None


def test_own_pairs_do_not_make_up_for_those_of_others():
    """Who was in nine of ten pairs would read the tenth from the whole."""
    assert shown_to("b", pairs(*["bc", "bd"] * 5, "cd")).limit == "few_pairs"


@given(made=Pairs)
def test_yesterday_taken_from_today_is_never_one_lesson_of_others(made):
    """However the pairs come in: what a new one adds for somebody who was not in it is nothing, or a block."""
    before = ()
    for n in range(len(made) + 1):
        others = tuple(one for one in shown_to("a", made[:n]).school if "a" not in one.observers)
        added = others[len(before) :]
        assert others[: len(before)] == before
        assert not added or len(added) >= (BLOCK if before else LEAST_PAIRS)
        assert not added or len({name for one in added for name in one.observers}) >= LEAST_OBSERVERS
        before = others


def test_five_more_pairs_of_the_same_two_wait_for_a_third_observer():
    """Ten that are shown, taken from fifteen, would be what those two differ by."""
    made = pairs(*["bc", "cd", "bd", "bc", "cd"] * 2, *["bc"] * 5, "cd")
    assert [len(shown_to("a", made[:n]).school) for n in (10, 15, 16)] == [10, 10, 16]
    waiting = pairs(*["bc"] * 4, "cd", *["bc"] * 5)
    assert shown_to("a", waiting).limit == "few_observers"


@given(made=Pairs)
def test_what_is_shown_of_others_rests_on_enough_pairs_and_observers(made):
    shown = shown_to("a", made)
    others = [one for one in shown.school if "a" not in one.observers]
    observers = {name for one in others for name in one.observers}
    assert not shown.school or (len(others) >= LEAST_PAIRS and len(observers) >= LEAST_OBSERVERS)


def test_a_domain_with_few_pairs_of_others_is_withheld_and_the_next_with_it():
    many = pairs(*["bc", "cd", "bd", "bc", "cd"] * 2, one=(2, 3, 0), other=(2, 2, 0))
    few = [*many[:9], pair("bc", [2, 3, 2], [2, 3, 3], 10)]
    assert by_domain("a", few, SPANS, 4) == {"climate": None, "talk": None}


def test_domains_with_enough_pairs_are_shown():
    made = by_domain("a", pairs(*["bc", "cd", "bd", "bc", "cd"] * 2), SPANS, 4)
    assert {code: figures.n_ratings for code, figures in made.items()} == {"climate": 20, "talk": 10}
