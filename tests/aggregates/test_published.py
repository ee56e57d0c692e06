"""Further published examples, each to as many decimals as were printed."""

from math import log

import pytest

from observe.aggregates.agreement import cohen_kappa, fleiss_kappa, gwet_ac, gwet_ac_of, krippendorff_alpha
from observe.aggregates.designs import crossed, of_crossed
from observe.aggregates.intraclass import intraclass
from observe.aggregates.severity import DECISION_LIMIT, drift
from observe.aggregates.shrinkage import pooled
from observe.aggregates.trends import change_of_shares, p_chart, xmr

_ = None
# Fleiss (1971): thirty patients, six psychiatrists, five diagnoses.
DIAGNOSES = [
    *([0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0]),
    *([0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0]),
    *([0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1], [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0]),
    *([0, 2, 0, 4, 0], [1, 0, 2, 0, 3], [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0]),
    *([1, 0, 0, 4, 1], [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6]),
]
# Krippendorff (1980, 2004): three observers, fifteen units, many missing.
THREE_OBSERVERS = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]
# Gwet (2014): four raters, twelve units.
FOUR_RATERS = [
    *([3, 0, 0, 0, 0], [0, 3, 1, 0, 0], [0, 0, 4, 0, 0], [0, 0, 4, 0, 0], [0, 4, 0, 0, 0], [1, 1, 1, 1, 0]),
    *([0, 0, 0, 4, 0], [3, 1, 0, 0, 0], [0, 4, 0, 0, 0], [0, 0, 0, 0, 3], [2, 0, 0, 0, 0], [0, 0, 1, 0, 0]),
]
COHEN_1968 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
# Colditz and others (1994), thirteen trials of a vaccine: (cases, others) vaccinated, (cases, others) not.
TRIALS = [
    *((4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761)),
    *((180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232)),
    *((17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825)),
]
# Montgomery, Introduction to Statistical Quality Control: viscosity of paint, cans that leak, the CUSUM of chapter 9.
VISCOSITY = [
    *(33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84),
]
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
SHIFTED = [
    *(9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08),
    *(9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52),
]
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_fleiss_kappa_of_thirty_patients():
    assert fleiss_kappa(DIAGNOSES) == pytest.approx(0.430, abs=5e-4)


def test_alpha_of_three_observers_with_missing_ratings():
    assert krippendorff_alpha(THREE_OBSERVERS, "nominal") == pytest.approx(0.691358, abs=5e-7)
    assert krippendorff_alpha(THREE_OBSERVERS, "interval") == pytest.approx(0.810845, abs=5e-7)


@pytest.mark.parametrize(
    ("weights", "units", "table"),
    [
        ("unweighted", 0.775444, 0.575972),
        ("linear", 0.858739, 0.609756),
        ("quadratic", 0.914001, 0.638554),
        ("ordinal", 0.898940, 0.627561),
    ],
)
def test_ac1_and_ac2_of_four_raters_and_of_a_table(weights, units, table):
    """AC1 is printed to five decimals; the others agree with the package irrCAC, which holds Gwet's own functions."""
    assert gwet_ac(FOUR_RATERS, weights) == pytest.approx(units, abs=5e-7)
    assert gwet_ac_of(COHEN_1968, weights) == pytest.approx(table, abs=5e-7)


def test_thirteen_trials_of_a_vaccine():
    logs = [log(a / (a + b) / (c / (c + d))) for a, b, c, d in TRIALS]
    together = pooled(logs, [1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in TRIALS])
    assert together.q == pytest.approx(152.2330, abs=5e-5)
    assert together.tau2 == pytest.approx(0.3088, abs=5e-5)
    assert (together.random_mean, together.random_standard_error) == pytest.approx((-0.7141, 0.1787), abs=5e-5)


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [((48, 80), (56, 70), 0.0524, 0.3339), ((3, 10), (9, 10), 0.1705, 0.8090), ((2, 7), (6, 7), 0.0582, 0.8062)],
)
def test_differences_of_shares_of_newcombe_1998(before, after, low, high):
    assert change_of_shares(*before, *after).interval == pytest.approx((low, high), abs=5e-5)


def test_single_values_of_the_viscosity_of_paint():
    # Printed: middle 33.52, limits 32.24 and 34.80, ranges up to 1.57 (from a mean range of 0.48).
    chart = xmr(VISCOSITY)
    assert chart.middle == pytest.approx(33.523, abs=5e-4)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((32.24, 34.80), abs=0.01)
    assert chart.range_limit == pytest.approx(1.57, abs=5e-3)
    assert chart.beyond == ()


def test_shares_of_cans_that_leak():
    chart = p_chart(CANS, [50] * 30)
    assert chart.middle == pytest.approx(0.2313, abs=5e-5)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.0524, 0.4102), abs=1e-4)
    # Samples 15 and 23.
    assert chart.beyond == (14, 22)


def test_a_cusum_that_passes_its_limit_at_the_29th_value():
    found = drift([value - 10 for value in SHIFTED], deviation=1.0)
    assert found.above[28:] == pytest.approx((5.28, 5.30))
    assert found.below[:3] == pytest.approx((0.05, 1.56, 1.77))
    assert (found.alarm, found.side, DECISION_LIMIT) == (28, "higher", 5)


def test_persons_by_judges_have_the_components_that_their_intraclass_correlations_rest_on():
    # Mean squares as printed by Shrout & Fleiss: 11.24, 32.49, 1.02.
    found, forms = crossed(SHROUT_FLEISS), intraclass(SHROUT_FLEISS)
    assert dict(found.variances) == pytest.approx({"p": 2.5556, "i": 5.2444, "residual": 1.0194}, abs=5e-5)
    one, all_four = of_crossed(found, 1), of_crossed(found, 4)
    assert (one.e_rho2, one.phi) == pytest.approx((forms.icc_3_1, forms.icc_2_1))
    assert (all_four.e_rho2, all_four.phi) == pytest.approx((forms.icc_3_k, forms.icc_2_k))


def test_figures_of_agreement_are_of_shares_and_not_of_numbers():
    tenfold = [[10 * count for count in row] for row in COHEN_1968]
    for weights in ("unweighted", "linear", "quadratic"):
        assert cohen_kappa(tenfold, weights) == pytest.approx(cohen_kappa(COHEN_1968, weights))
