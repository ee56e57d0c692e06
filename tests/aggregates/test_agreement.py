"""Agreement against published examples, to six decimals or to as many as were printed, and its algebra."""

from statistics import fmean, pvariance

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from observe.aggregates.agreement import (
    METRICS,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    gwet_ac_of,
    krippendorff_alpha,
    table_of,
    within,
)
from observe.aggregates.intraclass import intraclass
from tests.aggregates.lessons import counts_of

_ = None
# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units.
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, _],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
COHEN_1968 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
SKEWED = [[118, 5], [2, 0]]
FLEISS = [
    *([0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]),
    *([7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]),
]
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
PAIRS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=40)


def units(rows: list[list[int | None]], n_levels: int) -> list[list[int]]:
    levels = range(1, n_levels + 1)
    return [[sum(rating == level for rating in unit) for level in levels] for unit in zip(*rows, strict=True)]


def test_alpha_of_the_published_data():
    found = [krippendorff_alpha(FOUR_OBSERVERS, metric) for metric in METRICS]
    assert found == pytest.approx([0.743421, 0.815388, 0.849107, 0.797403], abs=5e-7)
    assert krippendorff_alpha(BINARY, "nominal") == pytest.approx(0.095238, abs=5e-7)


def test_kappa_of_the_published_table_with_every_weight():
    weights = ["unweighted", "linear", "quadratic", [[0, 1, 3], [1, 0, 6], [3, 6, 0]]]
    found = [cohen_kappa(COHEN_1968, weight) for weight in weights]
    assert found == pytest.approx([0.491525, 0.473684, 0.454545, 0.347826], abs=5e-7)


def test_kappa_collapses_where_ac1_does_not():
    assert within(SKEWED, 0) == pytest.approx(0.944)
    assert cohen_kappa(SKEWED) == pytest.approx(-0.0234, abs=5e-5)
    assert gwet_ac(counts_of(SKEWED)) == pytest.approx(0.9408, abs=5e-5)


def test_ac1_of_four_observers_with_missing_ratings():
    # Gwet (2014), the example of four raters and twelve units.
    assert gwet_ac(units(FOUR_OBSERVERS, 5)) == pytest.approx(0.77544, abs=5e-6)


def test_fleiss_kappa_of_the_standard_example():
    assert fleiss_kappa(FLEISS) == pytest.approx(0.209931, abs=5e-7)


def test_all_six_intraclass_correlations_of_shrout_and_fleiss():
    forms = vars(intraclass(SHROUT_FLEISS))
    assert forms == pytest.approx(
        {
            "icc_1_1": 0.165742,
            "icc_2_1": 0.289764,
            "icc_3_1": 0.714841,
            "icc_1_k": 0.442797,
            "icc_2_k": 0.620051,
            "icc_3_k": 0.909316,
        },
        abs=5e-7,
    )


def test_adjacent_agreement_counts_the_levels_beside():
    table = table_of([(1, 1), (1, 2), (4, 2), (3, 4)], 4)
    assert (within(table, 0), within(table, 1), within(table, 3)) == (0.25, 0.75, 1)


@pytest.mark.parametrize("weights", ["unweighted", "linear", "quadratic"])
def test_one_level_throughout_has_no_kappa_and_no_alpha(weights):
    assert cohen_kappa(table_of([(2, 2)] * 9, 4), weights) is None
    assert krippendorff_alpha([[2] * 9, [2] * 9]) is None
    assert fleiss_kappa([[0, 2, 0, 0]] * 9) is None


def test_what_nobody_rated_twice_has_no_agreement():
    assert within(table_of([], 4), 0) is None
    assert krippendorff_alpha([[1, None], [None, 3]]) is None
    assert gwet_ac([[1, 0, 0, 0], [0, 1, 0, 0]]) is None
    assert gwet_ac([]) is None
    assert intraclass([[1, 2]]) is None
    assert intraclass([[1], [2]]) is None


def test_a_full_table_of_equal_ratings_has_no_intraclass_correlation():
    assert set(vars(intraclass([[2, 2], [2, 2]])).values()) == {None}


def test_missing_ratings_are_refused_where_the_figure_cannot_take_them():
    with pytest.raises(ValueError, match="same number"):
        fleiss_kappa([[2, 0], [1, 0]])
    with pytest.raises(ValueError, match="every judge"):
        intraclass([[1, 2], [1]])
    for missing in (None, float("nan")):
        with pytest.raises(ValueError, match="every judge"):
            intraclass([[1, 2], [3, missing]])


@given(PAIRS)
def test_who_is_named_first_does_not_matter(pairs):
    turned = [(other, one) for one, other in pairs]
    for weights in ("unweighted", "linear", "quadratic"):
        one, two = cohen_kappa(table_of(pairs, 4), weights), cohen_kappa(table_of(turned, 4), weights)
        assert one == two or one == pytest.approx(two, abs=1e-9)


@given(PAIRS, st.permutations(range(1, 5)))
def test_names_of_categories_do_not_matter_to_unordered_figures(pairs, names):
    renamed = [(names[one - 1], names[other - 1]) for one, other in pairs]
    for figure in (cohen_kappa, lambda table: gwet_ac(counts_of(table))):
        one, two = figure(table_of(pairs, 4)), figure(table_of(renamed, 4))
        assert one == two or one == pytest.approx(two, abs=1e-9)


@given(PAIRS, st.randoms())
def test_the_order_of_lessons_does_not_matter(pairs, chance):
    mixed = chance.sample(pairs, len(pairs))
    for metric in METRICS:
        one, two = (krippendorff_alpha(list(zip(*rows, strict=True)), metric) for rows in (pairs, mixed))
        assert one == two or one == pytest.approx(two, abs=1e-9)


@given(PAIRS)
def test_every_figure_is_at_most_one_and_full_agreement_is_one(pairs):
    table = table_of(pairs, 4)
    agreeing = table_of([(one, one) for one, _ in pairs], 4)
    for figure in (cohen_kappa, lambda table: gwet_ac(counts_of(table)), lambda table: fleiss_kappa(counts_of(table))):
        assert (figure(table) or 0) <= 1 + 1e-12
        assert figure(agreeing) in (None, pytest.approx(1))


@given(PAIRS, st.sampled_from([("unweighted", "nominal"), ("quadratic", "interval")]))
def test_alpha_is_kappa_with_its_small_sample_correction_where_both_observers_used_the_levels_alike(pairs, kinds):
    """With equal margins 1 - α = (1 - κ)·(2N - 1)/(2N): α expects without putting a rating back."""
    weights, metric = kinds
    alike = [*pairs, *((other, one) for one, other in pairs)]
    kappa = cohen_kappa(table_of(alike, 4), weights)
    assume(kappa is not None)
    n = 2 * len(alike)
    alpha = krippendorff_alpha([list(row) for row in zip(*alike, strict=True)], metric)
    assert 1 - alpha == pytest.approx((1 - kappa) * (n - 1) / n, abs=1e-9)


@given(PAIRS)
def test_fleiss_and_cohen_meet_where_both_observers_used_the_levels_alike(pairs):
    table = table_of([*pairs, *((other, one) for one, other in pairs)], 4)
    one, two = cohen_kappa(table), fleiss_kappa(counts_of(table))
    assert one == two or one == pytest.approx(two, abs=1e-9)


@given(PAIRS)
def test_ac1_of_a_table_is_that_of_its_units(pairs):
    table = table_of(pairs, 4)
    for weights in ("unweighted", "linear", "quadratic", "ordinal"):
        one, other = gwet_ac_of(table, weights), gwet_ac(counts_of(table), weights)
        assert one == (other if other is None else pytest.approx(other))


def test_what_was_not_observed_is_left_out_and_a_level_that_is_none_is_refused():
    assert table_of([(1, 2), (None, 2), (1, None)], 2) == [[0, 1], [0, 0]]
    with pytest.raises(ValueError, match="from 1 to 2"):
        table_of([(1, 255)], 2)


def test_nominal_alpha_takes_words():
    words = [["a", "b", "b", None], ["a", "b", "c", "c"]]
    numbers = [[1, 2, 2, None], [1, 2, 3, 3]]
    assert krippendorff_alpha(words, "nominal") == pytest.approx(krippendorff_alpha(numbers, "nominal"))


def test_a_form_without_a_denominator_above_nought_is_none():
    # Judges in full contradiction: ICC(2, k) would be 2 by its formula.
    forms = intraclass([[1, 2], [2, 1]])
    assert (forms.icc_2_1, forms.icc_1_k, forms.icc_2_k, forms.icc_3_k) == (None, None, None, None)
    assert forms.icc_3_1 == -1
    assert set(vars(intraclass([[0.1] * 3] * 3)).values()) == {None}


@given(st.lists(st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=2, max_size=8))
def test_intraclass_correlations_are_at_most_one_and_the_order_of_judges_does_not_matter(rows):
    forms, turned = vars(intraclass(rows)), vars(intraclass([row[::-1] for row in rows]))
    assert all(form is None or form <= 1 + 1e-9 for form in forms.values())
    assert [form is None for form in forms.values()] == [form is None for form in turned.values()]
    assert [form or 0 for form in forms.values()] == pytest.approx([form or 0 for form in turned.values()])


@given(PAIRS)
def test_quadratic_kappa_is_the_concordance_of_the_levels(pairs):
    """1 - E(x - y)² / (s²x + s²y + (x̄ - ȳ)²) with moments of all (Fleiss & Cohen 1973; Lin 1989)."""
    kappa = cohen_kappa(table_of(pairs, 4), "quadratic")
    ones, others = zip(*pairs, strict=True)
    spread = pvariance(ones) + pvariance(others) + (fmean(ones) - fmean(others)) ** 2
    if kappa is None:
        assert spread == 0
    else:
        apart = fmean((one - other) ** 2 for one, other in pairs)
        assert kappa == pytest.approx(1 - apart / spread, abs=1e-9)


@given(PAIRS, st.sampled_from(METRICS))
def test_alpha_is_one_where_all_agree_and_only_there(pairs, metric):
    alpha = krippendorff_alpha([list(row) for row in zip(*pairs, strict=True)], metric)
    if alpha is None:
        assert len({level for pair in pairs for level in pair}) == 1
    else:
        assert (alpha == 1) == all(one == other for one, other in pairs)
