"""Follow-up: what is too young is not judged, what only the deadline shared is not counted."""

from datetime import UTC, datetime, timedelta

import pytest

from observe.aggregates.followup import DAY, WEEK, Shared, read, within

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def visit(age: timedelta, shared_after: timedelta | None, is_readable: bool = True, is_read: bool = False) -> Shared:
    at = NOW - age
    return Shared(at, None if shared_after is None else at + shared_after, is_readable, is_read)


def test_eight_of_ten_have_the_interval_of_wilson():
    visits = [visit(3 * DAY, DAY / 2)] * 8 + [visit(3 * DAY, DAY * 2), visit(3 * DAY, None)]
    share = within(visits, DAY, NOW)
    assert (share.n, share.of) == (8, 10)
    assert share.interval == pytest.approx((0.490162, 0.943318), abs=1e-6)


def test_a_visit_of_today_is_not_judged_yet_although_it_was_shared():
    assert within([visit(DAY / 2, DAY / 4)], DAY, NOW) is None
    assert within([visit(DAY, DAY)], DAY, NOW).n == 1


def test_a_day_and_a_week_judge_the_same_visit_apart():
    visits = [visit(8 * DAY, 3 * DAY)]
    assert (within(visits, DAY, NOW).n, within(visits, WEEK, NOW).n) == (0, 1)


def test_only_what_a_teacher_can_read_can_be_unread():
    visits = [visit(DAY, DAY / 2, is_read=True), visit(DAY, DAY / 2), visit(DAY, None, is_readable=False)]
    assert (read(visits).n, read(visits).of) == (1, 2)
    assert read(visits[2:]) is None
