"""Components of variance against Brennan's published data, by simulation, and the D-study that follows from them."""

from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.designs import nested_raters, of_nested_raters
from observe.aggregates.generalizability import (
    ASSUMED_VISITS,
    RESIDUAL,
    Components,
    components,
    grid,
    is_enough_to_estimate,
    lessons_within_teachers,
    of_visits,
    pooled_components,
)

# Brennan (2001), synthetic data set 4: ten persons, three tasks, four raters in each.
SYNTHETIC_4 = [
    [[5, 6, 5, 5], [5, 3, 4, 5], [6, 7, 3, 3]],
    [[9, 3, 7, 7], [7, 5, 5, 5], [7, 7, 5, 2]],
    [[3, 4, 3, 3], [5, 3, 3, 5], [6, 5, 1, 6]],
    [[7, 5, 5, 3], [3, 1, 4, 3], [5, 3, 3, 5]],
    [[9, 2, 9, 7], [7, 7, 3, 7], [2, 7, 5, 3]],
    [[3, 4, 3, 5], [3, 3, 6, 3], [4, 5, 1, 2]],
    [[7, 3, 7, 7], [7, 5, 5, 7], [5, 5, 5, 4]],
    [[5, 8, 5, 7], [7, 5, 5, 4], [3, 2, 1, 1]],
    [[9, 9, 8, 8], [6, 6, 6, 5], [5, 8, 1, 1]],
    [[4, 4, 4, 3], [3, 5, 6, 5], [5, 7, 1, 1]],
]
TRUE = {"p": 0.30, "l:p": 0.20, "r": 0.08, "pr": 0.05, RESIDUAL: 0.25}


def simulated(chance: Random, n_teachers: int = 300, n_observers: int = 24) -> list[tuple]:
    """(teacher, lesson, observer, rating): one to four lessons a teacher, half of them seen by two observers."""

    def deviation(effect: str) -> float:
        return chance.gauss(0, TRUE[effect] ** 0.5)

    strict = {observer: deviation("r") for observer in range(n_observers)}
    rows = []
    for teacher in range(n_teachers):
        level, known = 2.5 + deviation("p"), {}
        for lesson in range(chance.randint(1, 4)):
            moment = deviation("l:p")
            for observer in chance.sample(range(n_observers), chance.randint(1, 2)):
                known.setdefault(observer, deviation("pr"))
                rating = level + moment + strict[observer] + known[observer] + deviation(RESIDUAL)
                rows.append((teacher, lesson, observer, rating))
    return rows


def test_components_of_synthetic_data_set_4():
    found = nested_raters(SYNTHETIC_4)
    published = {"p": 0.473148, "t": 0.325154, "r:t": 0.647531, "pt": 0.559568, RESIDUAL: 2.380247}
    assert dict(found.variances) == pytest.approx(published, abs=5e-7)
    assert found.cut == ()


@pytest.mark.parametrize(
    ("n_tasks", "n_raters", "e_rho2", "phi"),
    [(3, 4, 0.551439, 0.463702), (1, 1, 0.138633, 0.107886), (6, 2, 0.618686, 0.542031)],
)
def test_d_study_of_synthetic_data_set_4(n_tasks, n_raters, e_rho2, phi):
    study = of_nested_raters(nested_raters(SYNTHETIC_4), n_tasks, n_raters)
    assert (study.e_rho2, study.phi) == pytest.approx((e_rho2, phi), abs=5e-7)


def test_unbalanced_data_give_back_the_components_they_were_made_with():
    rounds = [lessons_within_teachers(simulated(Random(seed))) for seed in range(8)]
    means = {effect: sum(found[effect] for found in rounds) / len(rounds) for effect in TRUE}
    # Standard errors of a mean of eight rounds of this size are about 0.012 (r: 0.01, for there are 24 observers).
    assert means == pytest.approx(TRUE, abs=0.045)


def test_where_no_lesson_was_seen_twice_lesson_and_rest_cannot_be_told_apart():
    alone = [(teacher, lesson, "Olga", 2 + teacher % 3) for teacher in range(9) for lesson in range(3)]
    assert lessons_within_teachers(alone) is None
    assert lessons_within_teachers([]) is None


def test_a_negative_estimate_becomes_nought_and_is_named():
    found = components([1, 3, 3, 1], {"p": ["a", "a", "b", "b"]})
    assert found["p"] == 0
    assert found.cut == ("p",)


@given(st.permutations(range(30)), st.floats(-5, 5))
def test_neither_order_nor_the_zero_point_changes_the_components(order, shift):
    rows = simulated(Random(3), n_teachers=20, n_observers=4)[:30]
    moved = [(*rows[at][:3], rows[at][3] + shift) for at in order]
    assert dict(lessons_within_teachers(moved).variances) == pytest.approx(
        dict(lessons_within_teachers(rows).variances), abs=1e-6
    )


def test_a_second_observer_helps_more_than_a_second_lesson_where_observers_differ():
    assumed = Components({"p": 0.35, "l:p": 0.10, "r": 0.15, "pr": 0.10, RESIDUAL: 0.30})
    plans = grid(assumed, (1, 2), (1, 2), is_paired=True)
    assert plans[1, 1].phi < plans[2, 1].phi < plans[1, 2].phi < plans[2, 2].phi


def test_more_observers_than_visits_stand_in_a_plan_only_where_all_see_every_lesson():
    assert set(grid(ASSUMED_VISITS, (1, 2), (1, 2))) == {(1, 1), (2, 1), (2, 2)}
    assert set(grid(ASSUMED_VISITS, (1, 2), (1, 2), is_paired=True)) == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_without_any_variance_there_is_no_coefficient():
    still = Components(dict.fromkeys(TRUE, 0.0))
    assert of_visits(still, 2, 2).phi is None


def test_own_components_need_teachers_observers_and_pairs():
    assert is_enough_to_estimate(30, 5, 20)
    assert not is_enough_to_estimate(29, 5, 20)
    assert not is_enough_to_estimate(30, 4, 20)
    assert not is_enough_to_estimate(30, 5, 19)


def test_a_second_observer_is_worth_about_two_more_lessons_by_the_first():
    alone = of_visits(ASSUMED_VISITS, 1, 1).phi
    by_lesson = of_visits(ASSUMED_VISITS, 2, 1).phi - alone
    by_observer = of_visits(ASSUMED_VISITS, 2, 2).phi - alone
    assert by_observer / by_lesson == pytest.approx(2, abs=0.5)


@given(st.integers(1, 12), st.integers(1, 6))
def test_more_visits_and_more_observers_never_make_it_less_sure(n_visits, n_observers):
    here = of_visits(ASSUMED_VISITS, n_visits, n_observers)
    assert here.phi <= of_visits(ASSUMED_VISITS, n_visits + 1, n_observers).phi
    assert here.phi <= of_visits(ASSUMED_VISITS, n_visits, n_observers + 1).phi
    assert 0 <= here.phi <= here.e_rho2 <= 1


def test_tables_of_several_indicators_are_pooled_each_with_its_own_mean():
    chance = Random(9)
    tables = []
    for middle in (1.5, 3.5):
        values, persons = [], []
        for person in range(200):
            level = chance.gauss(middle, 0.5)
            for _ in range(3):
                values.append(chance.gauss(level, 0.7))
                persons.append(person)
        tables.append((values, {"p": persons}))
    found = pooled_components(tables)
    assert found["p"] == pytest.approx(0.25, abs=0.05)
    assert found[RESIDUAL] == pytest.approx(0.49, abs=0.05)
    assert pooled_components([]) is None


def mean_squares(table: list[list[list[int]]]) -> dict[str, float]:
    """Of a balanced r × (l:p), ``table[teacher][lesson][observer]``, by the textbook's sums of squares."""
    n_p, n_l, n_r = len(table), len(table[0]), len(table[0][0])
    everything = fmean(rating for lessons in table for row in lessons for rating in row)
    p = [fmean(rating for row in lessons for rating in row) for lessons in table]
    lessons = [[fmean(row) for row in lessons] for lessons in table]
    r = [fmean(row[at] for each in table for row in each) for at in range(n_r)]
    pr = [[fmean(row[at] for row in each) for at in range(n_r)] for each in table]
    squares = {
        "p": n_l * n_r * sum((mean - everything) ** 2 for mean in p),
        "l:p": n_r * sum((mean - p[at]) ** 2 for at, means in enumerate(lessons) for mean in means),
        "r": n_p * n_l * sum((mean - everything) ** 2 for mean in r),
        "pr": n_l * sum((pr[i][j] - p[i] - r[j] + everything) ** 2 for i in range(n_p) for j in range(n_r)),
    }
    total = sum((rating - everything) ** 2 for each in table for row in each for rating in row)
    squares[RESIDUAL] = total - sum(squares.values())
    degrees = (n_p - 1, n_p * (n_l - 1), n_r - 1, (n_p - 1) * (n_r - 1), n_p * (n_l - 1) * (n_r - 1))
    return {effect: squares[effect] / free for effect, free in zip(squares, degrees, strict=True)}


LEVELS = st.integers(1, 4)
BALANCED = st.lists(st.lists(st.lists(LEVELS, min_size=3, max_size=3), min_size=2, max_size=2), min_size=3, max_size=5)


@given(BALANCED)
def test_in_a_balanced_table_the_components_are_the_classical_ones(table):
    ms, n_p, n_l, n_r = mean_squares(table), len(table), 2, 3
    classical = {
        "p": (ms["p"] - ms["l:p"] - ms["pr"] + ms[RESIDUAL]) / (n_l * n_r),
        "l:p": (ms["l:p"] - ms[RESIDUAL]) / n_r,
        "r": (ms["r"] - ms["pr"]) / (n_p * n_l),
        "pr": (ms["pr"] - ms[RESIDUAL]) / n_l,
        RESIDUAL: ms[RESIDUAL],
    }
    rows = [
        (teacher, lesson, observer, rating)
        for teacher, lessons in enumerate(table)
        for lesson, row in enumerate(lessons)
        for observer, rating in enumerate(row)
    ]
    found = lessons_within_teachers(rows)
    if found is not None:
        expected = {effect: max(0.0, variance) for effect, variance in classical.items()}
        assert dict(found.variances) == pytest.approx(expected, abs=1e-9)
        assert all(classical[effect] < 0 for effect in found.cut)


def test_groups_of_unequal_size_by_hand():
    # Means 2, 3 and 6 of groups of 2, 3 and 1; n₀ = (N - Σn²/N) / (a - 1) (Searle 1971).
    values, groups = [1, 3, 2, 3, 4, 6], {"p": ["a", "a", "b", "b", "b", "c"]}
    middle = 19 / 6
    between = (2 * (2 - middle) ** 2 + 3 * (3 - middle) ** 2 + (6 - middle) ** 2) / 2
    within = (2 + 2) / 3
    found = components(values, groups)
    assert found[RESIDUAL] == pytest.approx(within)
    assert found["p"] == pytest.approx((between - within) / ((6 - 14 / 6) / 2))
