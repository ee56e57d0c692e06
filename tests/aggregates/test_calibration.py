"""An observer beside the reference and the others, worked by hand and with random answers."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.calibration import Answer, beside, drift_of, severity_of, together

CODES = ("voices", "listen", "thinktime")
REFERENCE = {(case, code): 2 for case in range(12) for code in CODES} | {(12, "recover"): "not_observed"}
LEVELS = st.sampled_from([1, 2, 3, 4, "not_observed"])


def answers(observer: str, *levels: int | str) -> list[Answer]:
    """Of the reference's targets in order."""
    return [Answer(observer, target, level) for target, level in zip(REFERENCE, levels, strict=False)]


def test_beside_the_reference_by_hand():
    found = beside(answers("olga", 2, 1, 4, "not_observed"), REFERENCE)
    assert (found.n, found.n_exact, found.n_adjacent, found.n_missed) == (4, 1, 2, 1)
    assert found.mean == pytest.approx((0 - 1 + 2) / 3)
    assert found.interval is None
    assert found.lean is None


def test_not_seen_agrees_with_not_seen():
    found = beside([Answer("olga", (12, "recover"), "not_observed")], REFERENCE)
    assert (found.n_exact, found.n_adjacent, found.n_missed, found.mean) == (1, 1, 0, None)


def test_who_leans_is_told_from_twelve_ratings_on():
    levels = [1, 1, 2] * 4
    assert beside(answers("olga", *levels[:11]), REFERENCE).lean is None
    found = beside(answers("olga", *levels), REFERENCE)
    assert found.lean == "stricter"
    # Eight -1 and four 0: mean -2/3, s² = (8/3) / 11, half the interval 1.959964 · s / √12.
    assert found.interval == pytest.approx((-0.945244, -0.388090), abs=1e-6)


def test_the_same_distance_every_time_has_no_interval():
    assert beside(answers("olga", *[1] * 12), REFERENCE).interval is None


def test_an_eye_that_moves_is_noticed_and_a_steady_one_is_not():
    chance = Random(4)
    steady = [2 + chance.choice((-1, 0, 0, 1)) for _ in range(36)]
    assert drift_of(answers("olga", *steady), REFERENCE).alarm is None
    moved = drift_of(answers("olga", *steady[:16], *[4] * 20), REFERENCE)
    assert moved.alarm is not None
    assert moved.alarm >= 16
    assert drift_of(answers("olga", 2, 2), REFERENCE) is None


def test_an_eye_that_strays_both_ways_is_measured_by_its_own_spread_from_twelve_ratings_on():
    # Two levels above and one below by turns: far for an assumed deviation of 0.5, near for their own of 1.5.
    turns = [4, 4, 1, 1] * 4
    assert drift_of(answers("olga", *turns[:8]), REFERENCE).alarm == 1
    assert drift_of(answers("olga", *turns), REFERENCE).alarm is None


def test_severity_is_drawn_towards_nought_and_has_its_sign():
    rows = [*answers("olga", *[1] * 12), *answers("pia", *[2] * 12), *answers("lena", *[2] * 12)]
    found, n_observers = severity_of("olga", rows)
    assert n_observers == 3
    assert -2 / 3 < found.leaning < 0
    assert severity_of("pia", rows)[0].leaning > 0


def test_nobody_is_compared_alone_or_with_those_who_rated_other_cases():
    assert severity_of("olga", answers("olga", 1, 2, 3)) is None
    others = [Answer("pia", (5, "voices"), 4), Answer("lena", (5, "voices"), 2)]
    assert severity_of("olga", [*answers("olga", 1, 2, 3), *others]) is None
    assert severity_of("olga", []) is None


def test_a_group_needs_as_many_observers_as_asked():
    rows = [*answers("olga", 2, 2, 2), *answers("pia", 2, 3, 2)]
    assert together(rows, REFERENCE, least=3) is None
    found = together([*rows, *answers("lena", 2, 4, 2)], REFERENCE, least=3)
    assert (found.n_observers, found.n_cases) == (3, 1)
    assert found.apart == (("listen", pytest.approx(4 / 3)),)


def test_a_group_that_shares_no_case_has_no_alpha():
    rows = [Answer(name, (case, "voices"), 2) for case, name in enumerate(("olga", "pia", "lena"))]
    found = together(rows, REFERENCE, least=3)
    assert (found.alpha, found.n_cases, found.apart) == (None, 0, ())


@given(st.lists(LEVELS, max_size=36), st.randoms(use_true_random=False))
def test_shares_lie_within_bounds_and_the_order_does_not_matter(levels, chance):
    rows = answers("olga", *levels)
    found = beside(rows, REFERENCE)
    assert 0 <= found.n_exact <= found.n_adjacent <= found.n == len(rows)
    chance.shuffle(rows)
    again = beside(rows, REFERENCE)
    assert (again.n_exact, again.n_adjacent, again.n_missed) == (found.n_exact, found.n_adjacent, found.n_missed)


@given(st.lists(st.lists(LEVELS, min_size=3, max_size=3), min_size=3, max_size=6))
def test_names_of_observers_do_not_matter_for_the_group(rated):
    first = together([row for n, levels in enumerate(rated) for row in answers(f"a{n}", *levels)], REFERENCE, 3)
    other = together([row for n, levels in enumerate(rated[::-1]) for row in answers(f"z{n}", *levels)], REFERENCE, 3)
    assert first.beside == other.beside
    assert dict(first.apart) == pytest.approx(dict(other.apart))
    assert (first.alpha is None) == (other.alpha is None)
    if first.alpha is not None:
        assert first.alpha == pytest.approx(other.alpha)
