"""What goes into a school's row for figures across schools: a cell for each indicator that may be read beyond it."""

from collections.abc import Sequence

from observe.aggregates.intervals import effective_n
from observe.aggregates.patterns import Pattern
from observe.aggregates.privacy import judge, judge_beyond
from observe.aggregates.ratings import Columns, Lesson
from observe.models.cells import Cell
from observe.models.limits import Limits


def cells_of(lessons: Sequence[Lesson], n_indicators: int, n_levels: int, limits: Limits) -> list[Cell | None]:
    """A cell for each indicator, in the rubric's order; None where the limits keep it inside the school.

    Domains have none: their sum over schools is that of their indicators, so that nothing is left to subtract.
    """
    columns = Columns(lessons, n_indicators, n_levels)
    return [_cell(columns, at, limits) for at in range(n_indicators)]


def _cell(columns: Columns, at: int, limits: Limits) -> Cell | None:
    ratings = columns.ratings([at])
    if not ratings.n or judge(ratings, limits) or judge_beyond(ratings, limits):
        return None
    return Cell(
        ratings.counts,
        ratings.n_not_observed,
        ratings.n_observations,
        len(ratings.by_teacher),
        len(ratings.by_observer),
        effective_n(ratings.by_teacher.values()) or 0.0,
    )


def cell_of(shown: Pattern | None) -> Cell | None:
    """The cell of a released indicator, as it was frozen; None where it is withheld or nobody rated it."""
    if shown is None or shown.withheld or not shown.n:
        return None
    n = (shown.n_not_observed, shown.n_observations, shown.n_teachers, shown.n_observers)
    return Cell(shown.counts, *n, shown.effective_n)
