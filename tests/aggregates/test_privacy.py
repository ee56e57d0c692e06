"""What is not shown by itself: too few teachers, or one teacher who has most of the visits."""

from collections import Counter

from observe.aggregates.privacy import judge
from observe.aggregates.ratings import Ratings
from observe.models.limits import Limits

LIMITS = Limits()


def ratings(by_teacher: dict[str, int]) -> Ratings:
    """Ratings of one level."""
    counts = Counter(by_teacher)
    return Ratings((0, counts.total(), 0, 0), 0, counts, Counter(olga=counts.total()))


def code(by_teacher: dict[str, int]) -> str | None:
    verdict = judge(ratings(by_teacher), LIMITS)
    return verdict and verdict.code


def test_five_teachers_may_be_shown_and_four_may_not():
    assert code(dict.fromkeys("abcde", 2)) is None
    assert code(dict.fromkeys("abcd", 2)) == "few_teachers"
    assert code({}) == "none"


def test_one_teacher_may_have_two_fifths_of_the_visits_and_no_more():
    assert code({"a": 4, "b": 2, "c": 2, "d": 1, "e": 1}) is None
    assert code({"a": 5, "b": 2, "c": 2, "d": 1, "e": 1}) == "one_dominates"


def test_a_share_at_the_limit_itself_is_not_above_it():
    # 63 of 180 are 35 %, and 0.35 · 180 is less by the last bit.
    visits = {"a": 63} | dict.fromkeys("bcdefghij", 13)
    assert judge(ratings(visits), Limits(max_share_of_one=0.35)) is None
    assert judge(ratings(visits | {"a": 64, "b": 12}), Limits(max_share_of_one=0.35)).code == "one_dominates"


def test_the_limits_are_those_of_the_municipality():
    assert judge(ratings(dict.fromkeys("abcde", 1)), Limits(min_teachers=6)).limit == 6
    assert judge(ratings(dict.fromkeys("abc", 1)), Limits(min_teachers=3)) is None
