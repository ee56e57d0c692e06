"""Limits of privacy, tried by people who subtract: a stranger, a colleague leader, a clerk with the totals."""

from collections import Counter

from hypothesis import given, settings

from observe.aggregates.patterns import within_limits
from observe.aggregates.privacy import judge, judge_parts
from observe.aggregates.ratings import Columns, Lesson, Ratings
from observe.models.limits import Limits
from tests.aggregates.lessons import DOMAINS, LESSONS, N_INDICATORS, N_LEVELS, SPANS, SUBJECTS, lesson

LIMITS = Limits()


def ratings(by_teacher: dict[str, int], own: dict[str, int] | None = None) -> Ratings:
    """Ratings of one level; ``own`` are those the viewer made."""
    counts = Counter(by_teacher)
    return Ratings((0, counts.total(), 0, 0), 0, counts, Counter(olga=counts.total()), counts - Counter(own or {}))


def code(by_teacher: dict[str, int], own: dict[str, int] | None = None) -> str | None:
    verdict = judge(ratings(by_teacher, own), LIMITS)
    return verdict and verdict.code


def test_five_teachers_may_be_shown_and_four_may_not():
    assert code(dict.fromkeys("abcde", 2)) is None
    assert code(dict.fromkeys("abcd", 2)) == "few_teachers"
    assert code({}) == "none"


def test_one_teacher_may_have_two_fifths_of_the_visits_and_no_more():
    assert code({"a": 4, "b": 2, "c": 2, "d": 1, "e": 1}) is None
    assert code({"a": 5, "b": 2, "c": 2, "d": 1, "e": 1}) == "one_dominates"


def test_a_leader_who_subtracts_their_own_visits_meets_the_same_limit():
    everybody = dict.fromkeys("abcde", 1)
    assert code(everybody, own={"a": 1}) == "own_apart"
    assert code(everybody, own=everybody) is None
    assert code(everybody | {"f": 1}, own={"a": 1}) is None


def test_a_small_part_takes_another_with_it_so_that_the_total_gives_it_not_away():
    parts = {"danish": dict.fromkeys("abcdefgh", 2), "history": dict.fromkeys("ijklm", 1), "music": {"n": 1}}
    verdicts = judge_parts({key: ratings(each) for key, each in parts.items()}, LIMITS)
    assert verdicts["danish"] is None
    assert verdicts["history"].code == "by_difference"
    assert verdicts["music"].code == "few_teachers"


def test_the_limits_are_those_of_the_municipality():
    assert judge(ratings(dict.fromkeys("abcde", 1)), Limits(min_teachers=6)).limit == 6
    assert judge(ratings(dict.fromkeys("abc", 1)), Limits(min_teachers=3)) is None


def shown_cells(lessons: list[Lesson], subject: str | None = None) -> dict[str, Ratings]:
    """The indicators and domains that a colleague leader sees, with what lies behind them."""
    part_of = (lambda each: each.subject) if subject else None
    found = within_limits(lessons, SPANS, DOMAINS, N_LEVELS, LIMITS, part_of, subject)
    behind = Columns([each for each in lessons if subject in (None, each.subject)], N_INDICATORS, N_LEVELS)
    return {code: behind.ratings(SPANS[code], True) for code, shown in found.items() if not shown.withheld}


def is_safe(teachers: set[str]) -> bool:
    return not teachers or len(teachers) >= LIMITS.min_teachers


@settings(max_examples=200, deadline=None)
@given(LESSONS)
def test_a_stranger_never_sees_fewer_than_five_teachers_or_one_who_dominates(lessons):
    for subject in (None, *SUBJECTS):
        for cell in shown_cells(lessons, subject).values():
            assert len(cell.by_teacher) >= LIMITS.min_teachers
            assert max(cell.by_teacher.values()) <= LIMITS.max_share_of_one * cell.by_teacher.total()


@settings(max_examples=200, deadline=None)
@given(LESSONS)
def test_a_colleague_who_takes_away_their_own_visits_never_gets_below_five(lessons):
    for subject in (None, *SUBJECTS):
        for cell in shown_cells(lessons, subject).values():
            assert is_safe(set(cell.others_by_teacher))


@settings(max_examples=200, deadline=None)
@given(LESSONS)
def test_a_clerk_who_subtracts_the_shown_subjects_from_the_total_never_gets_below_five(lessons):
    total = shown_cells(lessons)
    parts = {subject: shown_cells(lessons, subject) for subject in SUBJECTS}
    for code in total:
        hidden = [each for each in lessons if code not in parts[each.subject]]
        rest = Columns(hidden, N_INDICATORS, N_LEVELS).ratings(SPANS[code])
        assert is_safe(set(rest.by_teacher))


@settings(max_examples=200, deadline=None)
@given(LESSONS)
def test_a_clerk_who_subtracts_the_shown_indicators_from_their_domain_never_gets_below_five(lessons):
    for subject in (None, *SUBJECTS):
        shown = shown_cells(lessons, subject)
        behind = Columns([each for each in lessons if subject in (None, each.subject)], N_INDICATORS, N_LEVELS)
        for domain in DOMAINS.keys() & shown.keys():
            hidden = [at for each in DOMAINS[domain] if each not in shown for at in SPANS[each]]
            assert is_safe(set(behind.ratings(hidden).by_teacher) if hidden else set())


def test_a_withheld_cell_holds_no_figure_at_all():
    found = within_limits([lesson("tom", 2, 3, 4)], SPANS, DOMAINS, N_LEVELS, LIMITS)
    for shown in found.values():
        assert (shown.n, shown.n_teachers, shown.n_observers, shown.phi) == (0, 0, 0, None)
        assert shown.withheld.code == "few_teachers"
