"""Sentences that follow from figures across schools."""

from flask_babel import gettext as _
from flask_babel import ngettext

from observe.aggregates.municipality import Together
from observe.aggregates.shrinkage import MIN_GROUPS
from observe.web.filters import decimal


def words(figures: Together | None) -> tuple[str, ...]:
    """How schools spread, and what changed; empty for what is withheld."""
    if figures is None:
        return ()
    return tuple(sentence for sentence in (_spread(figures), _unsure(figures), _change(figures)) if sentence)


def why_not(min_schools: int) -> str:
    """The rule by which an indicator is a dash."""
    return _(
        "Fewer than %(n)s schools have released a figure for it that may be read beyond the school. With fewer, a "
        "school could be worked out.",
        n=min_schools,
    )


def why_no_domain() -> str:
    return _("None of its indicators can be shown.")


def _spread(figures: Together) -> str:
    if figures.n_schools < MIN_GROUPS:
        return _("How schools differ is estimated from %(n)s schools on.", n=MIN_GROUPS)
    if figures.tau2 is None:
        return _("Cannot be computed: all ratings are at one level.")
    if not figures.tau2:
        return _("The schools cannot be told apart: they differ no more than chance alone would make them.")
    if not figures.middle:
        return _("Too few visits at each school to say how they differ.")
    low, high = map(decimal, figures.middle)
    if low == high:
        return _("Half of the schools stand close to %(level)s.", level=low)
    return _("Half of the schools stand between %(low)s and %(high)s.", low=low, high=high)


def _unsure(figures: Together) -> str:
    """Said beside a drawing that not every school is in."""
    if not figures.spread or not figures.n_unsure:
        return ""
    return ngettext(
        "%(num)s school has too few visits to be drawn.",
        "%(num)s schools have too few visits to be drawn.",
        figures.n_unsure,
    )


def _change(figures: Together) -> str:
    said = {
        "probably_higher": _("Probably higher than in the term before, at the schools that released both."),
        "probably_lower": _("Probably lower than in the term before, at the schools that released both."),
        "cannot_be_told_apart": _("Cannot be told apart from the term before."),
    }
    return said.get(figures.change, "")
