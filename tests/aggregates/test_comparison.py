"""A school beside the municipality: drawn towards the mean as far as it is unsure, and not at all with few schools."""

from random import Random
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.comparison import SchoolRatings, beside_the_municipality

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
