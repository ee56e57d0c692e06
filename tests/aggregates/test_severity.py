"""Who rates how, and whether that moves: only between observers that shared something, and by known leanings."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.severity import ASSUMED_SPREAD, Spread, drift, groups, severity, spread_of

RATINGS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 5), st.integers(1, 4).map(float)), min_size=1, max_size=30
)


def ratio(residual_of_observer: float) -> Spread:
    """σ²e/σ²r of this much."""
    return Spread(0.25 / residual_of_observer, 0.25, True)


def test_observers_are_connected_through_what_they_shared():
    shared = [("Olga", "lesson 1", 2), ("Lena", "lesson 1", 3), ("Lena", "case 4", 3), ("Pia", "case 4", 2)]
    assert groups([*shared, ("Liam", "lesson 9", 3)]) == [{"Olga", "Lena", "Pia"}, {"Liam"}]


def test_observers_who_shared_nothing_cannot_be_compared():
    assert severity([("Olga", "lesson 1", 1), ("Liam", "lesson 9", 4)], ratio(2)) is None


def test_two_observers_of_the_same_lessons_by_hand():
    # Each residual from the mean of its lesson is ± 0.5: 4 · 0.5 / (4/2 + 4/2 + 1) = 0.4
    ratings = [(who, lesson, level) for lesson in range(4) for who, level in (("Olga", 2), ("Lena", 3))]
    found = severity(ratings, ratio(1))
    assert (found["Olga"].leaning, found["Lena"].leaning) == pytest.approx((-0.4, 0.4))
    assert found["Olga"].n == 4


def test_known_leanings_come_back():
    chance = Random(5)
    true = {observer: chance.gauss(0, 0.4) for observer in range(12)}
    ratings = []
    for lesson in range(400):
        level = chance.gauss(2.5, 0.6)
        for observer in chance.sample(range(12), 2):
            ratings.append((observer, lesson, level + true[observer] + chance.gauss(0, 0.5)))
    found, middle = severity(ratings, Spread(0.16, 0.25)), sum(true.values()) / 12
    # Only differences between observers can be known; their standard error is about 0.09 here.
    for observer, leaning in true.items():
        assert found[observer].leaning == pytest.approx(leaning - middle, abs=0.25)


@given(RATINGS, st.floats(0.1, 10))
def test_leanings_cancel_out_and_are_never_larger_than_the_scale(ratings, times):
    found = severity(ratings, ratio(times))
    if found is not None:
        assert sum(one.leaning for one in found.values()) == pytest.approx(0, abs=1e-9)
        assert all(abs(one.leaning) <= 3 for one in found.values())


def test_who_begins_to_rate_one_level_higher_is_found_out():
    chance = Random(2)
    steady = [chance.gauss(0, 0.5) for _ in range(30)]
    assert drift(steady, 0.5).alarm is None
    found = drift([*steady, *(1 + chance.gauss(0, 0.5) for _ in range(10))], 0.5)
    assert 30 <= found.alarm < 38
    assert found.rolling[-1] > 0.5


def test_too_few_residuals_say_nothing():
    assert drift([0.1] * 7, 0.5) is None


def test_a_deviation_of_nought_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        drift([0.0] * 8, 0)


def test_own_spread_comes_back_and_few_leave_it_assumed():
    chance = Random(7)
    true = {observer: chance.gauss(0, 0.4) for observer in range(40)}
    ratings = []
    for lesson in range(600):
        level = chance.gauss(2.5, 0.6)
        ratings += [(who, lesson, level + true[who] + chance.gauss(0, 0.5)) for who in chance.sample(range(40), 2)]
    found = spread_of(ratings)
    assert not found.is_assumed
    assert found.observer == pytest.approx(0.16, abs=0.06)
    assert found.residual == pytest.approx(0.25, abs=0.04)
    assert spread_of(ratings[:20]) == ASSUMED_SPREAD
    few = [(who, lesson, level) for lesson in range(4) for who, level in (("Olga", 2.0), ("Lena", 3.0))]
    assert not any(one.is_assumed for one in severity(ratings).values())
    assert all(one.is_assumed for one in severity(few).values())


def test_an_observer_alone_is_compared_with_nobody():
    assert severity([("Olga", "lesson 1", 2), ("Olga", "lesson 2", 3)], ratio(2)) is None
    assert severity([], ratio(2)) is None
    assert groups([]) == []


@given(RATINGS, st.permutations("ABC"), st.randoms(use_true_random=False))
def test_neither_names_nor_order_of_observers_matter(ratings, names, chance):
    renamed = dict(zip("ABC", names, strict=True))
    mixed = chance.sample([(renamed[who], at, level) for who, at, level in ratings], len(ratings))
    found, other = severity(ratings, ratio(2)), severity(mixed, ratio(2))
    assert (found is None) == (other is None)
    for who, one in (found or {}).items():
        assert other[renamed[who]].leaning == pytest.approx(one.leaning, abs=1e-9)
        assert other[renamed[who]].n == one.n


def test_what_nobody_else_rated_says_nothing_of_a_leaning():
    shared = [(who, lesson, level) for lesson in range(4) for who, level in (("Olga", 2), ("Lena", 3))]
    alone = [("Olga", f"own {at}", 1) for at in range(20)]
    found = severity([*shared, *alone], ratio(1))
    assert found["Olga"] == severity(shared, ratio(1))["Olga"]


def test_intervals_hold_the_leanings_as_often_as_they_say():
    chance, right = Random(9), 0
    for _ in range(60):
        true = [chance.gauss(0, 0.05**0.5) for _ in range(6)]
        ratings = []
        for lesson in range(40):
            level = chance.gauss(2.5, 0.6)
            for who in chance.sample(range(6), 2):
                ratings.append((who, lesson, level + true[who] + chance.gauss(0, 0.5)))
        found = severity(ratings, ASSUMED_SPREAD)
        right += sum(found[who].interval[0] <= leaning <= found[who].interval[1] for who, leaning in enumerate(true))
    # 95 % of 360; the standard error is about 0.012.
    assert right / 360 == pytest.approx(0.95, abs=0.04)


def test_a_steady_eye_is_seldom_alarmed_and_turned_residuals_alarm_on_the_other_side():
    chance = Random(12)
    series = [[chance.gauss(0, 0.5) for _ in range(40)] for _ in range(200)]
    # The mean number of residuals until a false alarm is 465 (Montgomery 2013, table 9.3): about 8 % in forty.
    assert sum(drift(residuals).alarm is not None for residuals in series) / 200 < 0.14
    moved = [0.8] * 20
    assert (drift(moved).side, drift([-one for one in moved]).side) == ("higher", "lower")
