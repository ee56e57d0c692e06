"""Figures across schools: three at least, unbiased by order or names, and shrunken as one school alone would be."""

from random import Random
from statistics import NormalDist, fmean, pstdev, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.municipality import Together, beside, together, within
from observe.aggregates.shrinkage import shrunken
from observe.models.cells import Cell
from observe.models.limits import Limits

LIMITS = Limits()


def cell(*counts: int, worth: float | None = None) -> Cell:
    n = sum(counts)
    return Cell(counts, 1, n, 8, 2, worth or n / 1.3)


def drawn(n_schools: int, between: float, seed: int = 1, n_ratings: int = 60) -> dict[int, Cell]:
    """Schools whose true levels have this standard deviation around 2.5."""
    draw = Random(seed)
    schools = {}
    for school in range(n_schools):
        level = draw.gauss(2.5, between)
        ratings = [min(4, max(1, round(draw.gauss(level, 0.7)))) for _ in range(n_ratings)]
        schools[school] = cell(*(ratings.count(each) for each in (1, 2, 3, 4)), worth=n_ratings)
    return schools


def of(cells: dict, before: dict | None = None) -> Together | None:
    return together(cells, before or {}, 4, LIMITS)


def test_two_schools_are_none():
    assert of(drawn(2, 0.3)) is None


def test_three_schools_are_counted_together_and_not_spread():
    figures = of({"a": cell(1, 2, 3, 4), "b": cell(0, 1, 1, 0), "c": cell(5, 5, 5, 5)})
    assert (figures.n_schools, figures.counts, figures.n_not_observed, figures.n_teachers) == (3, (6, 8, 9, 9), 3, 24)
    assert (figures.tau2, figures.spread, figures.middle) == (None, (), None)


def test_names_and_order_make_no_difference():
    cells = drawn(12, 0.4)
    turned = {f"school {-school}": cells[school] for school in reversed(cells)}
    one, other = of(cells), of(turned)
    assert (one.counts, one.spread) == (other.counts, other.spread)
    assert one.tau2 == pytest.approx(other.tau2)


def test_schools_that_are_drawn_and_those_that_are_not_are_all_of_them():
    figures = of(drawn(40, 0.3, n_ratings=20))
    assert sum(figures.spread) + figures.n_unsure == 40
    low, high = figures.middle
    assert 1 <= low <= high <= 4


def test_what_lies_between_schools_comes_back_from_many_of_them():
    """Within a fifth: rounding to four levels takes and gives a little."""
    figures = of(drawn(2000, 0.4, seed=5))
    assert figures.tau2 == pytest.approx(0.16, rel=0.2)
    assert figures.mean == pytest.approx(2.5, abs=0.03)


def test_schools_that_are_all_alike_cannot_be_told_apart():
    figures = of({school: cell(2, 8, 8, 2) for school in range(8)})
    assert (figures.tau2, figures.spread, figures.n_unsure) == (0.0, (), 8)


def test_one_level_alone_leaves_the_spread_unknown_and_not_nought():
    figures = of({school: cell(0, 10, 0, 0) for school in range(6)})
    assert (figures.mean, figures.tau2, figures.spread) == (None, None, ())


# Means 1.6, 2.1, 2.5, 3.0 and 3.4, twenty ratings each that are worth ten.
FIVE = {
    name: cell(*counts, worth=10.0)
    for name, counts in {
        "a": (10, 8, 2, 0), "b": (4, 10, 6, 0), "c": (2, 8, 8, 2), "d": (0, 6, 8, 6), "e": (0, 2, 8, 10),
    }.items()
}  # fmt: skip


def test_five_schools_by_hand():
    """Of equally sure schools τ² is the variance of their means less one's sampling variance, σ² / effective n."""
    figures = of(FIVE)
    squares = (10 * 0.36 + 8 * 0.16 + 2 * 1.96) + (4 * 1.21 + 10 * 0.01 + 6 * 0.81) + (4 * 2.25 + 16 * 0.25)
    squares += 12 * 1 + (2 * 1.96 + 8 * 0.16 + 10 * 0.36)
    assert figures.sigma2 == pytest.approx(squares / 95)
    assert figures.mean == pytest.approx(2.52)
    assert figures.tau2 == pytest.approx(variance([1.6, 2.1, 2.5, 3.0, 3.4]) - squares / 95 / 10)


def test_half_of_five_schools_stand_between_the_second_and_the_fourth():
    figures = of(FIVE)
    share = figures.tau2 / (figures.tau2 + figures.sigma2 / 10)
    assert share > 0.5
    assert figures.middle == pytest.approx((2.52 + share * (2.1 - 2.52), 2.52 + share * (3.0 - 2.52)))


def test_the_variance_within_is_that_around_each_schools_own_mean():
    assert within([cell(1, 0, 1, 0), cell(0, 1, 0, 1)]) == pytest.approx(2.0)
    assert within([cell(1, 0, 0, 0)]) is None


@pytest.mark.parametrize(("shift", "word"), [(0.6, "probably_higher"), (-0.6, "probably_lower")])
def test_a_change_is_that_of_the_schools_in_both_terms(shift, word):
    before = {school: cell(5, 20, 20, 5) for school in range(6)}
    up, down = cell(1, 8, 31, 10), cell(10, 31, 8, 1)
    after = dict.fromkeys(range(6), up if shift > 0 else down)
    # New schools that stand elsewhere are no change.
    after |= dict.fromkeys(range(10, 20), down if shift > 0 else up)
    assert of(after, before).change == word


def test_two_schools_of_both_terms_are_too_few_for_a_change():
    cells = drawn(6, 0.3)
    assert of(cells, {school: cells[school] for school in (0, 1)}).change is None


def test_a_school_beside_the_others_is_drawn_towards_them_as_shrinkage_says():
    cells = drawn(12, 0.5)
    all_schools = of(cells)
    means = [each.mean for each in cells.values()]
    variances = [all_schools.sigma2 / each.effective_n for each in cells.values()]
    said = beside(cells[3], all_schools)
    expected = shrunken(means, variances)[3]
    assert (said.estimate, said.reliability) == pytest.approx((expected.estimate, expected.reliability))
    assert said.interval == pytest.approx(expected.interval)
    assert said.raw == cells[3].mean


def test_few_visits_beside_the_others_are_a_word_and_no_number():
    said = beside(cell(0, 0, 1, 1, worth=0.5), of(drawn(12, 0.2)))
    assert (said.word, said.estimate, said.raw, said.municipality) == ("too_few", None, None, None)
    assert said.reliability < 0.5


def test_without_an_own_estimate_there_are_too_few_visits():
    assert beside(None, of(drawn(12, 0.5))).word == "too_few"


def test_beside_schools_that_are_all_alike_it_is_not_visits_that_are_missing():
    alike = of({school: cell(2, 8, 8, 2) for school in range(8)})
    for own in (None, cell(0, 0, 9, 1), cell(20, 80, 80, 20)):
        said = beside(own, alike)
        assert (said.word, said.reliability, said.estimate) == ("alike", 0, None)


def test_with_fewer_than_five_schools_nothing_stands_beside():
    assert beside(cell(0, 25, 25, 0), of(drawn(4, 0.5))) is None


def test_far_above_and_in_the_middle_are_told_apart():
    all_schools = of(drawn(30, 0.4))
    assert beside(cell(0, 0, 24, 36), all_schools).word == "probably_higher"
    assert beside(cell(36, 24, 0, 0), all_schools).word == "probably_lower"
    assert 2.4 < all_schools.mean < 2.6
    assert beside(cell(0, 30, 30, 0), all_schools).word == "cannot_be_told_apart"


def test_drawn_estimates_lie_closer_together_than_the_raw_ones():
    cells = drawn(40, 0.3, n_ratings=30)
    sigma2 = within(list(cells.values()))
    means = [each.mean for each in cells.values()]
    estimates = [each.estimate for each in shrunken(means, [sigma2 / each.effective_n for each in cells.values()])]
    assert pstdev(estimates) < pstdev(means)
    assert fmean(estimates) == pytest.approx(fmean(means), abs=0.05)


def test_few_ratings_are_drawn_further_towards_the_mean_than_many():
    cells = drawn(8, 0.6) | {"many": cell(0, 0, 20, 20), "few": cell(0, 0, 4, 4)}
    all_schools = of(cells)
    many, few = (beside(cells[school], all_schools) for school in ("many", "few"))
    assert many.raw == few.raw == 3.5
    assert all_schools.mean < few.estimate < many.estimate < 3.5
    assert few.reliability < many.reliability
    assert few.interval[1] - few.interval[0] > many.interval[1] - many.interval[0]


def test_a_school_at_one_level_is_not_taken_for_certain():
    cells = drawn(8, 0.9) | {"one": cell(0, 0, 0, 9)}
    said = beside(cells["one"], of(cells))
    assert said.interval[0] < said.interval[1]
    assert said.reliability < 1


def test_a_school_whose_visits_went_to_few_teachers_is_less_sure():
    all_schools = of(drawn(8, 0.5))
    spread, few = (beside(cell(0, 4, 12, 8, worth=worth), all_schools) for worth in (24, 12))
    assert few.reliability < spread.reliability


def test_most_true_means_lie_in_their_intervals():
    chance, inside, n = Random(5), 0, 0
    for _ in range(60):
        true = {at: chance.gauss(2.5, 0.4) for at in range(10)}
        cells = {at: cell(*counts_of(chance, mean), worth=25) for at, mean in true.items()}
        said = {at: beside(each, of(cells)) for at, each in cells.items()}
        sure = {at: each.interval for at, each in said.items() if each.interval}
        inside += sum(low <= expected(true[at]) <= high for at, (low, high) in sure.items())
        n += len(sure)
    assert inside / n == pytest.approx(0.95, abs=0.03)


def counts_of(chance: Random, mean: float) -> list[int]:
    levels = [min(max(round(chance.gauss(mean, 0.8)), 1), 4) for _ in range(25)]
    return [levels.count(level) for level in range(1, 5)]


def expected(mean: float) -> float:
    """The mean of ``counts_of`` without end: rounded, and cut off at the ends of the scale."""
    normal = NormalDist(mean, 0.8)
    return 4 - sum(normal.cdf(level + 0.5) for level in (1, 2, 3))


@given(st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(any), min_size=5, max_size=12))
def test_estimates_lie_between_the_raw_mean_and_that_of_all(rows):
    cells = {at: cell(*row) for at, row in enumerate(rows)}
    all_schools = of(cells)
    for each in cells.values():
        said = beside(each, all_schools)
        if said and said.estimate is not None:
            low, high = sorted((said.raw, all_schools.mean))
            assert low - 1e-9 <= said.estimate <= high + 1e-9
            assert said.interval[0] <= said.estimate <= said.interval[1]
            assert 0.5 <= said.reliability <= 1
