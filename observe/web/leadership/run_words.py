"""What a run chart says in words: signals named by their week, or that nothing says that something changed."""

from flask_babel import gettext as _
from flask_babel import ngettext

from observe.aggregates.series import BEYOND, RUN, Series
from observe.aggregates.trends import MIN_POINTS, RUN_LENGTH


def run_words(series: Series) -> list[str]:
    """Sentences; labels of the series are Mondays."""
    n = len(series.points)
    if not n:
        return [_("Not rated in this term.")]
    if not series.has_limits:
        have = ngettext("There are ratings in %(num)s week.", "There are ratings in %(num)s weeks.", n)
        return [have, _("From %(n)s weeks on it can be seen whether more has changed than usual.", n=MIN_POINTS)]
    said = [_beyond(series), _runs(series)]
    return [each for each in said if each] or [
        _("The weeks go up and down as they usually do. Nothing suggests that anything has changed.")
    ]


def _beyond(series: Series) -> str:
    weeks = _weeks(series, BEYOND)
    if not weeks:
        return ""
    return ngettext(
        "Week %(weeks)s lies outside the usual range.",
        "Weeks %(weeks)s lie outside the usual range.",
        len(weeks),
        weeks=listed([str(week) for week in weeks]),
    )


def _runs(series: Series) -> str:
    weeks = _weeks(series, RUN)
    if not weeks:
        return ""
    return _(
        "Up to week %(week)s at least %(n)s in a row lie on one side of the middle, which is rarely chance.",
        week=weeks[-1],
        n=RUN_LENGTH,
    )


def _weeks(series: Series, signal: str) -> list[int]:
    return [point.label.isocalendar().week for point in series.points if point.signal == signal]


def listed(names: list[str]) -> str:
    """“46”, or “43, 44 and 46”; of one name at least."""
    return names[0] if len(names) == 1 else _("%(some)s and %(last)s", some=", ".join(names[:-1]), last=names[-1])
