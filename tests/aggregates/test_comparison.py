"""A school beside the municipality: drawn towards the mean as far as it is unsure, and not at all with few schools."""

from random import Random
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.comparison import SchoolRatings, beside_the_municipality
from observe.aggregates.shrinkage import pooled, shrunken

COUNTS = st.lists(st.integers(0, 12), min_size=4, max_size=4)


def made(chance: Random, mean: float, n: int) -> SchoolRatings:
    levels = [min(max(round(chance.gauss(mean, 0.8)), 1), 4) for _ in range(n)]
    return SchoolRatings([levels.count(level) for level in range(1, 5)], [1] * n)


def expected(mean: float) -> float:
    """The mean of ``made`` ratings without end: rounded, and cut off at the ends of the scale."""
    normal = NormalDist(mean, 0.8)
    return 4 - sum(normal.cdf(level + 0.5) for level in (1, 2, 3))


def covers(interval: tuple[float, float], value: float) -> bool:
    return interval[0] <= value <= interval[1]


def test_few_ratings_are_drawn_further_towards_the_mean_than_many():
    chance = Random(8)
    schools = {at: made(chance, 2.5 + 0.3 * (at % 3 - 1), 40) for at in range(8)}
    schools |= {"many": SchoolRatings([0, 0, 20, 20], [1] * 40), "few": SchoolRatings([0, 0, 2, 2], [1] * 4)}
    found = beside_the_municipality(schools)
    many, few = found.schools["many"], found.schools["few"]
    assert many.raw == few.raw == 3.5
    assert found.mean < few.estimate < many.estimate < 3.5
    assert few.reliability < many.reliability
    assert few.interval[1] - few.interval[0] > many.interval[1] - many.interval[0]


def test_four_schools_are_not_compared():
    chance = Random(1)
    assert beside_the_municipality({at: made(chance, 2.5, 20) for at in range(4)}) is None
    five = {at: made(chance, 2.5, 20) for at in range(4)} | {"empty": SchoolRatings([0, 0, 0, 0], [])}
    assert beside_the_municipality(five) is None


def test_ratings_at_one_level_everywhere_have_no_spread():
    assert beside_the_municipality({at: SchoolRatings([0, 9, 0, 0], [1] * 9) for at in range(6)}) is None


def test_a_school_at_one_level_is_not_taken_for_certain():
    chance = Random(2)
    schools = {at: made(chance, 2.5, 30) for at in range(6)} | {"one": SchoolRatings([0, 0, 0, 3], [1, 1, 1])}
    found = beside_the_municipality(schools).schools["one"]
    assert found.interval[0] < found.interval[1]
    assert found.reliability < 1


def test_most_true_means_lie_in_their_intervals():
    chance, inside, n = Random(5), 0, 0
    for _ in range(60):
        true = {at: chance.gauss(2.5, 0.25) for at in range(10)}
        found = beside_the_municipality({at: made(chance, mean, 25) for at, mean in true.items()})
        inside += sum(covers(found.schools[at].interval, expected(mean)) for at, mean in true.items())
        n += len(true)
    assert inside / n == pytest.approx(0.95, abs=0.03)


@given(st.dictionaries(st.integers(0, 9), COUNTS, max_size=10))
def test_estimates_lie_between_raw_and_mean_and_the_order_does_not_matter(counted):
    schools = {school: SchoolRatings(counts, [1] * sum(counts)) for school, counts in counted.items()}
    found = beside_the_municipality(schools)
    again = beside_the_municipality(dict(reversed(schools.items())))
    assert (found is None) == (again is None)
    for school, one in (found.schools if found else {}).items():
        low, high = sorted((one.raw, found.mean))
        assert low - 1e-9 <= one.estimate <= high + 1e-9
        assert 0 <= one.reliability <= 1
        assert one.estimate == pytest.approx(again.schools[school].estimate)


def evenly(counts: list[int]) -> SchoolRatings:
    return SchoolRatings(counts, [1] * sum(counts))


def test_five_schools_by_hand():
    # Within: Σ(level - mean)² is 2 in each school of four, 10 / 15 together; v = (2/3) / 4 = 1/6.
    rows = [[2, 0, 2, 0, 0, 0], [0, 2, 0, 2, 0, 0], [0, 0, 2, 0, 2, 0], [0, 0, 0, 2, 0, 2], [2, 0, 2, 0, 0, 0]]
    found = beside_the_municipality({at: evenly(row) for at, row in enumerate(rows)})
    variance = 5 * 4 / 15 / 4
    drawn = shrunken([2, 3, 4, 5, 2], [variance] * 5)
    assert (found.n_schools, found.mean) == (5, pytest.approx(3.2))
    assert found.tau2 == pytest.approx(1.7 - variance)
    assert [found.schools[at].raw for at in range(5)] == [2, 3, 4, 5, 2]
    assert [found.schools[at].estimate for at in range(5)] == pytest.approx([one.estimate for one in drawn])
    assert found.schools[0].reliability == pytest.approx(1 - variance / 1.7)


@given(st.lists(COUNTS, min_size=5, max_size=12), st.randoms(use_true_random=False))
def test_names_and_order_of_schools_do_not_matter_and_bands_stay_within_the_levels(rows, chance):
    schools = {at: evenly(row) for at, row in enumerate(rows)}
    found = beside_the_municipality(schools)
    mixed = beside_the_municipality(dict(chance.sample(list(schools.items()), len(schools))))
    assert (found is None) == (mixed is None)
    for at, one in (found.schools if found else {}).items():
        assert mixed.schools[at].estimate == pytest.approx(one.estimate)
        assert 1 <= one.bands["95"][0] <= one.bands["50"][0] <= one.bands["50"][1] <= one.bands["95"][1] <= 4
        assert 0 <= one.reliability < 1


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


def test_a_school_whose_visits_went_to_few_teachers_is_less_sure():
    schools = {at: evenly([at, 3, 3, 4 - at]) for at in range(5)}
    spread, few = schools | {"same": evenly([0, 2, 6, 4])}, schools | {"same": SchoolRatings([0, 2, 6, 4], [6, 6])}
    one, two = (beside_the_municipality(each).schools["same"] for each in (spread, few))
    assert two.reliability < one.reliability
