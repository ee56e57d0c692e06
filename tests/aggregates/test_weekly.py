"""Week by week, and where the middle lies: gaps are no points, nothing is lost, levels have no distances."""

from datetime import date, timedelta
from statistics import median_high, median_low

from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.middles import halves, middle_levels
from observe.aggregates.ratings import Lesson
from observe.aggregates.weekly import weekly
from tests.aggregates.lessons import LESSONS, together

MONDAY = date(2026, 8, 17)


def rated(level: int, days: int, teacher: str = "Tom") -> Lesson:
    return Lesson(teacher, "Olga", "danish", 4, bytes([0, level]), on=MONDAY + timedelta(days=days))


def test_a_week_counts_its_ratings_at_the_upper_levels():
    series = weekly([rated(4, 0), rated(2, 4, "Tara"), rated(3, 15), rated(255, 8)], 1, 4)
    assert [(point.label, point.value, point.n) for point in series.points] == [
        (MONDAY, 0.5, 2),
        (MONDAY + timedelta(days=14), 1.0, 1),
    ]
    assert series.gaps == (MONDAY + timedelta(days=7),)
    assert not series.has_limits


def test_from_six_weeks_on_there_are_limits_and_a_week_far_outside_signals():
    quiet = [rated(1, 7 * week, f"t{n}") for week in range(6) for n in range(12)]
    loud = [rated(4, 42, f"t{n}") for n in range(12)]
    series = weekly(quiet + loud, 1, 4)
    assert [point.label for point in series.signals] == [MONDAY + timedelta(days=42)]


def test_two_visits_to_one_teacher_leave_a_wider_band_than_visits_to_two():
    def band(teachers: str) -> float:
        lessons = [rated(1 + week % 4, 7 * week, who) for week in range(8) for who in teachers]
        point = weekly(lessons, 1, 4).points[0]
        return point.upper - point.lower

    assert band("a" * 16) > band("abcdefghijklmnop")


def test_nothing_rated_is_no_week():
    assert weekly([rated(0, 0), rated(255, 7)], 1, 4).points == ()


def test_the_middle_level_of_five_belongs_to_neither_half():
    assert [list(half) for half in halves(5)] == [[1, 2], [4, 5]]
    assert [list(half) for half in halves(4)] == [[1, 2], [3, 4]]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=7))
def test_the_middle_is_the_median_of_the_ratings(counts):
    ranked = [level for level, count in enumerate(counts, 1) for _ in range(count)]
    expected = tuple(dict.fromkeys((median_low(ranked), median_high(ranked)))) if ranked else ()
    assert middle_levels(counts) == expected


@given(LESSONS)
def test_it_makes_no_difference_whether_observations_come_one_by_one(lessons):
    dated = [one._replace(on=MONDAY) for one in lessons]
    assert weekly(together(dated), 1, 4) == weekly(dated, 1, 4)
