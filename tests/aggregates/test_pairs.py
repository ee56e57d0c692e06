"""Agreement on lessons that two or more saw: by hand, beside the ordinary figures, and with nobody to be told apart."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.agreement import cohen_kappa, gwet_ac, krippendorff_alpha, table_of
from observe.aggregates.intervals import wilson
from observe.aggregates.pairs import FIGURES, MIN_LESSONS, agreement_of_pairs
from tests.aggregates.lessons import counts_of

LEVELS = st.integers(1, 4)
LESSONS = st.lists(st.tuples(st.lists(LEVELS, min_size=3, max_size=3), st.lists(LEVELS, min_size=3, max_size=3)))

ANYTHING = st.lists(st.sampled_from([0, 1, 2, 3, 4, 255]), min_size=3, max_size=3).map(bytes)
SEEN = st.lists(st.dictionaries(st.sampled_from(["olga", "lena", "pia"]), ANYTHING, min_size=1), max_size=14)


def seen(*pairs: tuple[list[int], list[int]]) -> list[dict]:
    return [{"olga": one, "pia": other} for one, other in pairs]


def test_two_lessons_by_hand():
    found = agreement_of_pairs(seen(([1, 2, 0], [1, 3, 2]), ([4, 255, 3], [2, 2, 3])), n_levels=4)
    # Rated by both: 1-1, 2-3, 4-2, 3-3.
    assert (found.n_pairs, found.n_observers, found.n_ratings) == (2, 2, 4)
    assert found.exact.value == pytest.approx(0.5)
    assert found.adjacent.value == pytest.approx(0.75)
    assert found.kappa.interval is None


def test_nothing_paired_and_one_level_throughout_have_no_figures():
    nothing = agreement_of_pairs([{"olga": [1, 2]}, {"olga": [0, 0], "pia": [1, 2]}], n_levels=4)
    assert (nothing.n_pairs, nothing.n_observers, nothing.exact, nothing.alpha) == (0, 0, None, None)
    same = agreement_of_pairs(seen(([3, 3], [3, 3])), n_levels=4)
    assert same.exact.value == 1
    assert (same.kappa, same.weighted_kappa, same.alpha, same.ac1, same.ac2) == (None,) * 5


def test_one_domain_looks_at_its_indicators_alone():
    found = agreement_of_pairs(seen(([1, 4], [1, 1])), n_levels=4, positions=[0])
    assert (found.n_ratings, found.exact.value) == (1, 1)


def test_a_third_observer_weighs_no_lesson_more_than_once():
    found = agreement_of_pairs([{"olga": [2], "pia": [2], "lena": [3]}], n_levels=4)
    assert (found.n_observers, found.n_ratings) == (3, 1)
    assert found.exact.value == pytest.approx(1 / 3)


def test_an_indicator_weighs_as_many_as_rated_it():
    # Of three ratings one pair in three agrees, of two the only one: (1 + 2) / (3 + 2).
    found = agreement_of_pairs([{"olga": [2], "pia": [2], "lena": [3]}, {"olga": [2], "pia": [2]}], n_levels=4)
    assert found.exact.value == pytest.approx(0.6)


def test_ratings_of_one_lesson_are_worth_less_than_as_many_of_several():
    """Wilson's interval with lessons as clusters: 8 of 12, m = 4, and 12 / (1 + 3 · 0.3) = 6.315789 of them."""
    lesson = ([1, 2, 3, 4], [1, 2, 3, 3]), ([1, 2, 3, 4], [1, 2, 4, 3]), ([1, 2, 3, 4], [1, 2, 2, 4])
    found = agreement_of_pairs(seen(*lesson), n_levels=4)
    assert found.exact.value == pytest.approx(8 / 12)
    assert found.exact.interval == pytest.approx(wilson(8 / 12 * 6.315789, 6.315789), abs=5e-7)


def test_many_observers_who_are_never_far_apart_agree_fully_and_not_more_than_fully():
    # Thirds of a pair: their sum, taken in another order, is a little more than all of them.
    lesson = {"olga": [1, 2, 1], "lena": [2, 2, 2], "pia": [2, 1, 1], "mona": [2, 1, 2]}
    found = agreement_of_pairs([lesson], n_levels=2)
    assert (found.adjacent.value, found.adjacent.interval[1]) == (1, 1)


def test_intervals_come_with_ten_lessons_and_hold_the_figure():
    chance = Random(3)
    lessons = []
    for _ in range(MIN_LESSONS):
        true = [chance.randint(1, 4) for _ in range(4)]
        near = [min(max(level + chance.choice((-1, 0, 0, 0, 1)), 1), 4) for level in true]
        lessons.append((true, near))
    found = agreement_of_pairs(seen(*lessons), n_levels=4)
    for figure in (found.exact, found.adjacent, found.kappa, found.weighted_kappa, found.alpha, found.ac1, found.ac2):
        assert figure.interval[0] <= figure.value <= figure.interval[1]
    assert agreement_of_pairs(seen(*lessons[:-1]), n_levels=4).alpha.interval is None


@given(LESSONS.filter(bool))
def test_figures_are_those_of_the_ratings_taken_together(lessons):
    found = agreement_of_pairs(seen(*lessons), n_levels=4)
    one = [level for first, _ in lessons for level in first]
    other = [level for _, second in lessons for level in second]
    both_ways = table_of([*zip(one, other, strict=True), *zip(other, one, strict=True)], 4)
    expected = {
        "alpha": krippendorff_alpha([one, other], "ordinal"),
        "kappa": cohen_kappa(both_ways),
        "ac1": gwet_ac(counts_of(table_of(zip(one, other, strict=True), 4))),
    }
    for name, value in expected.items():
        figure = getattr(found, name)
        assert (figure and figure.value) == (value if value is None else pytest.approx(value))


@given(LESSONS, st.randoms(use_true_random=False))
def test_neither_names_nor_order_matter(lessons, chance):
    turned = [(other, one) if chance.random() < 0.5 else (one, other) for one, other in lessons]
    chance.shuffle(turned)
    first, second = agreement_of_pairs(seen(*lessons), 4), agreement_of_pairs(seen(*turned), 4)
    for name in ("exact", "adjacent", "kappa", "weighted_kappa", "alpha", "ac1", "ac2"):
        one, other = getattr(first, name), getattr(second, name)
        assert (one is None) == (other is None)
        assert one is None or one.value == pytest.approx(other.value, abs=1e-9)


def values(found) -> list[float | None]:
    return [one and one.value for one in (found.exact, found.adjacent, *(getattr(found, name) for name in FIGURES))]


def made(chance: Random, n_lessons: int, apart: float) -> list[dict[str, bytes]]:
    """Lessons of four indicators: a true level, and two observers who miss it by one with the probability ``apart``."""
    lessons = []
    for _ in range(n_lessons):
        true = [chance.choices((1, 2, 3, 4), (1, 3, 4, 2))[0] for _ in range(4)]
        seen = [bytes(_near(chance, level, apart) for level in true) for _ in range(2)]
        lessons.append(dict(zip(("olga", "lena"), seen, strict=True)))
    return lessons


def _near(chance: Random, level: int, apart: float) -> int:
    return min(4, max(1, level + chance.choice((-1, 1)))) if chance.random() < apart else level


@given(SEEN)
def test_every_figure_is_at_most_one_within_its_interval(lessons):
    found = agreement_of_pairs(lessons, 4)
    for one in (found.exact, found.adjacent, *(getattr(found, name) for name in FIGURES)):
        if one:
            assert one.value <= 1 + 1e-9
            low, high = one.interval or (one.value, one.value)
            assert low - 1e-9 <= one.value <= high + 1e-9


def test_ac2_below_minus_one_stands_in_its_interval():
    """Observers who never agree, on levels that chance would often bring together: no bound of AC2 at -1."""
    lessons = seen(*[([1, 1, 2], [4, 4, 3])] * 8, *[([1, 2], [4, 3])] * 4)
    ac2 = agreement_of_pairs(lessons, n_levels=4).ac2
    low, high = ac2.interval
    assert low <= ac2.value < -1
    assert ac2.value <= high <= 1


def test_the_interval_of_the_jackknife_holds_the_truth():
    chance = Random(3)
    true = agreement_of_pairs(made(chance, 1500, 0.3), 4).weighted_kappa.value
    intervals = [agreement_of_pairs(made(chance, 25, 0.3), 4).weighted_kappa.interval for _ in range(40)]
    # 95 % promised; the standard error of a share of forty is 0.034.
    assert sum(low <= true <= high for low, high in intervals) / 40 > 0.85
