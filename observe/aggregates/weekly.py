"""One indicator week by week: the share of ratings on the upper levels, as a series with the limits of a p-chart."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from observe.aggregates.coverage import DAYS_OF_A_WEEK, monday
from observe.aggregates.intervals import effective_n
from observe.aggregates.middles import halves
from observe.aggregates.ratings import RATED, Lesson
from observe.aggregates.series import Series, Tally, share_series


def weekly(lessons: Iterable[Lesson], position: int, n_levels: int) -> Series:
    """From the first to the last week with a rating of the indicator at ``position``; labels are Mondays.

    A week without ratings is a gap. ``lessons`` have their days. Each week counts its effective number of ratings.
    """
    by_week: dict = {}
    for lesson in lessons:
        width = len(lesson.levels) // lesson.n
        for level in lesson.levels[position::width] if position < width else ():
            if RATED[level]:
                by_week.setdefault(monday(lesson.on), []).append((level, lesson.teacher))
    if not by_week:
        return share_series([])
    first, last = min(by_week), max(by_week)
    weeks = [first + timedelta(days=days) for days in range(0, (last - first).days + 1, DAYS_OF_A_WEEK)]
    _, upper = halves(n_levels)
    return share_series(_tally(week, by_week.get(week, []), upper) for week in weeks)


def _tally(week: object, rated: list[tuple[int, object]], upper: range) -> Tally:
    worth = effective_n(Counter(teacher for _, teacher in rated).values())
    return Tally(week, sum(level in upper for level, _ in rated), len(rated), worth)
