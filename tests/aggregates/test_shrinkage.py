"""Schools beside each other: against the published eight schools, by hand, and by simulation."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.shrinkage import MIN_GROUPS, pooled, shrunken

# Rubin (1981): effects of coaching in eight schools, and their standard errors.
EFFECTS = [28, 8, -3, 7, -1, 1, 18, 12]
VARIANCES = [error**2 for error in (15, 10, 16, 11, 9, 11, 10, 18)]
GROUPS = st.lists(st.tuples(st.floats(1, 4), st.floats(0.01, 2)), min_size=MIN_GROUPS, max_size=30)


def test_the_eight_schools():
    together = pooled(EFFECTS, VARIANCES)
    assert (together.mean, together.standard_error, together.q) == pytest.approx((7.6856, 4.0719, 4.7071), abs=5e-5)
    assert together.tau2 == 0
    assert [school.estimate for school in shrunken(EFFECTS, VARIANCES)] == pytest.approx([together.mean] * 8)


def test_five_schools_by_hand():
    # w = 4 each, ȳ = 3, Q = 4 · 10 = 40, τ² = (40 - 4) / (20 - 80/20) = 2.25, λ = 2.25 / 2.5 = 0.9
    drawn = shrunken([1, 2, 3, 4, 5], [0.25] * 5)
    assert [school.estimate for school in drawn] == pytest.approx([1.2, 2.1, 3, 3.9, 4.8])
    assert [school.reliability for school in drawn] == pytest.approx([0.9] * 5)


def test_fewer_than_five_schools_are_not_drawn_towards_each_other():
    assert pooled([1, 2, 3, 4], [1] * 4).tau2 is None
    assert shrunken([1, 2, 3, 4], [1] * 4) is None
    assert pooled([], []) is None


def test_known_variance_between_schools_comes_back():
    chance, found = Random(7), []
    for _ in range(40):
        levels = [chance.gauss(2.5, 0.4) for _ in range(40)]
        found.append(pooled([chance.gauss(level, 0.3) for level in levels], [0.09] * 40).tau2)
    # 0.16, with a standard error of about 0.009 over 40 rounds
    assert sum(found) / len(found) == pytest.approx(0.16, abs=0.035)


@given(GROUPS)
def test_what_is_drawn_lies_between_the_raw_estimate_and_the_mean(groups):
    estimates, variances = zip(*groups, strict=True)
    middle = pooled(estimates, variances).mean
    for raw, school in zip(estimates, shrunken(estimates, variances), strict=True):
        assert min(raw, middle) - 1e-9 <= school.estimate <= max(raw, middle) + 1e-9
        assert 0 <= school.reliability < 1


@pytest.mark.parametrize(("deviation", "least"), [(0.0, 0.95), (0.15, 0.88), (0.4, 0.91)])
def test_the_interval_holds_the_truth_nearly_as_often_as_it_says(deviation, least):
    """Without the part of μ and τ² it would hold it in 0 to 90 % of the schools: at τ² = 0 it would have no width."""
    chance, right, n = Random(31), 0, 0
    for _ in range(400):
        true = [chance.gauss(2.5, deviation) for _ in range(12)]
        variances = [0.5 / chance.choice([5, 8, 12, 20, 60]) for _ in true]
        found = shrunken(
            [chance.gauss(*pair) for pair in zip(true, [v**0.5 for v in variances], strict=True)], variances
        )
        right += sum(one.interval[0] <= level <= one.interval[1] for one, level in zip(found, true, strict=True))
        n += len(true)
    assert right / n >= least


def test_the_estimate_that_is_drawn_is_nearer_the_truth_than_the_raw_one():
    chance, raw, drawn = Random(32), 0.0, 0.0
    for _ in range(200):
        true = [chance.gauss(2.5, 0.2) for _ in range(12)]
        variances = [0.5 / chance.choice([5, 8, 12, 20]) for _ in true]
        means = [chance.gauss(*pair) for pair in zip(true, [v**0.5 for v in variances], strict=True)]
        raw += sum((mean - level) ** 2 for mean, level in zip(means, true, strict=True))
        found = shrunken(means, variances)
        drawn += sum((one.estimate - level) ** 2 for one, level in zip(found, true, strict=True))
    assert drawn < 0.8 * raw


def test_a_sampling_variance_of_nought_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        pooled([1, 2, 3, 4, 5], [1, 1, 1, 1, 0])
