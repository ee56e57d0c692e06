"""Where leaders have been: ISO weeks without gaps, and teachers by longest since."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.coverage import Visit, coverage, in_lessons, monday, weeks

TOM, TARA, IDA = (UUID(int=number) for number in (1, 2, 3))
RID = UUID(int=9)


def test_each_week_from_the_first_to_the_last_day_has_its_visits_and_minutes():
    days = ((TOM, date(2026, 11, 17), 15), (TARA, date(2026, 11, 20), 10), (TOM, date(2026, 12, 1), 20))
    visits = [Visit(*given) for given in days]
    run = weeks(visits, date(2026, 11, 16), date(2026, 12, 4))
    assert [(week.number, week.n_visits, week.minutes) for week in run] == [(47, 2, 25), (48, 0, 0), (49, 1, 20)]


def test_weeks_go_on_over_the_new_year():
    assert [week.number for week in weeks([], date(2026, 12, 21), date(2027, 1, 8))] == [52, 53, 1]


def test_a_week_runs_until_friday():
    (week,) = weeks([], date(2026, 11, 23), date(2026, 11, 24))
    assert week.is_running(date(2026, 11, 27))
    assert not week.is_running(date(2026, 11, 28))


def test_no_day_has_no_weeks():
    assert weeks([], date(2026, 11, 24), date(2026, 11, 23)) == []


def test_longest_since_stands_first_and_never_visited_before_all():
    visits = [Visit(TOM, date(2026, 11, 17), 15, RID), Visit(TOM, date(2026, 11, 3), 15)]
    lines = coverage([TOM, TARA, IDA], visits, {TARA: date(2026, 5, 6)})
    assert [(line.teacher_id, line.n_in_term) for line in lines] == [(IDA, 0), (TARA, 0), (TOM, 2)]
    assert lines[2].rid == RID
    assert [line.weeks_ago(date(2026, 11, 24)) for line in lines] == [None, 29, 1]


def test_a_last_visit_is_told_by_its_week_and_not_by_its_day():
    (line,) = coverage([TOM], [Visit(TOM, date(2026, 11, 19), 15)], {})
    assert line.last_week == date(2026, 11, 16)


def test_who_no_longer_teaches_at_the_school_is_in_the_weeks_but_in_no_line():
    assert coverage([TARA], [Visit(TOM, date(2026, 11, 17), 15)], {}) == coverage([TARA], [], {})


DAYS = st.dates(date(2026, 8, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(DAYS, st.integers(1, 90))), DAYS, DAYS)
def test_no_visit_within_the_days_is_lost_or_counted_twice(given, first, last):
    visits = [Visit(TOM, on, minutes) for on, minutes in given]
    within = [visit for visit in visits if first <= visit.on <= last]
    run = weeks(visits, first, last)
    assert sum(week.n_visits for week in run) == len(within)
    assert sum(week.minutes for week in run) == sum(visit.minutes for visit in within)
    assert all(later.starts_on - week.starts_on == timedelta(7) for week, later in zip(run, run[1:], strict=False))
    assert all(week.starts_on == monday(week.starts_on) for week in run)


def test_a_lesson_that_two_observed_is_one_lesson_with_the_minutes_of_both():
    on = date(2026, 11, 24)
    halves = [Visit(TOM, on, 15, pair="K7M2P9XQRZ"), Visit(TOM, on, 12, RID, pair="K7M2P9XQRZ")]
    alone = Visit(TOM, on, 10)
    assert in_lessons([*halves, alone, alone]) == [halves[1], alone, alone]
    [week] = weeks([*halves, alone], on, on)
    assert (week.n_visits, week.minutes) == (2, 37)
