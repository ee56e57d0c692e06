"""Figures across schools: three at least, unbiased by order or names, and shrunken as one school alone would be."""

from random import Random
from statistics import fmean, pstdev

import pytest

from observe.aggregates.intervals import Estimate
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
    own = Estimate(cells[3].mean, {}, cells[3].effective_n, variance=0.01)
    means = [each.mean for each in cells.values()]
    variances = [all_schools.sigma2 / each.effective_n for each in cells.values()]
    said = beside(own, all_schools)
    expected = shrunken(means, variances)[3]
    assert (said.estimate, said.reliability) == pytest.approx((expected.estimate, expected.reliability))
    assert said.interval == pytest.approx(expected.interval)
    assert said.raw == cells[3].mean


def test_few_visits_beside_the_others_are_a_word_and_no_number():
    said = beside(Estimate(3.5, {}, 0.5, variance=0.01), of(drawn(12, 0.2)))
    assert (said.word, said.estimate, said.raw, said.municipality) == ("too_few", None, None, None)
    assert said.reliability < 0.5


def test_without_an_own_estimate_there_are_too_few_visits():
    assert beside(None, of(drawn(12, 0.5))).word == "too_few"


def test_with_fewer_than_five_schools_nothing_stands_beside():
    assert beside(Estimate(2.5, {}, 50, variance=0.01), of(drawn(4, 0.5))) is None


def test_far_above_and_in_the_middle_are_told_apart():
    all_schools = of(drawn(30, 0.4))
    assert beside(Estimate(3.6, {}, 60, variance=0.01), all_schools).word == "probably_higher"
    assert beside(Estimate(1.4, {}, 60, variance=0.01), all_schools).word == "probably_lower"
    assert beside(Estimate(all_schools.mean, {}, 60, variance=0.01), all_schools).word == "cannot_be_told_apart"


def test_drawn_estimates_lie_closer_together_than_the_raw_ones():
    cells = drawn(40, 0.3, n_ratings=30)
    sigma2 = within(list(cells.values()))
    means = [each.mean for each in cells.values()]
    estimates = [each.estimate for each in shrunken(means, [sigma2 / each.effective_n for each in cells.values()])]
    assert pstdev(estimates) < pstdev(means)
    assert fmean(estimates) == pytest.approx(fmean(means), abs=0.05)
