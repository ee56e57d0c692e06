"""Sentences that follow from the figures of agreement: what was chosen, what is missing, and how far it is chance."""

from flask_babel import gettext as _
from flask_babel import ngettext

from observe.aggregates.paired import LEAST_OBSERVERS, LEAST_PAIRS, Shown
from observe.aggregates.pairs import MIN_LESSONS, Agreed, PairAgreement
from observe.web.filters import percent

# So much lower than AC2, κ has collapsed: the page says why.
COLLAPSE = 0.2


def limit_words(shown: Shown) -> str:
    """Why the school's figures do not stand there, and what would bring them."""
    if shown.limit == "nothing_paired":
        return _(
            "No lesson has been observed by two yet. Choose “We are two observers” in the notebook, and go together."
        )
    if shown.limit == "only_own":
        return _("All pairs so far are your own. The school’s figures come when others have observed together, too.")
    if shown.limit == "few_pairs":
        told = ngettext(
            "Others have observed together once.", "Others have observed together %(num)s times.",
            shown.n_others,
        )  # fmt: skip
        return told + " " + _(
            "From %(n)s pairs on the school’s figures are shown, so that nobody’s error can be read from them.",
            n=LEAST_PAIRS,
        )  # fmt: skip
    return _(
        "The pairs of others are of too few observers. From %(n)s observers on the school’s figures are shown, so that "
        "nobody’s error can be read from them.",
        n=LEAST_OBSERVERS,
    )  # fmt: skip


def figure_words(figures: PairAgreement) -> list[str]:
    """What both chose, counted; from ten lessons on also whether it is more than chance."""
    n = figures.n_ratings
    if not n:
        return [_("No indicator was rated by both.")]
    said = [
        ngettext(
            "In %(k)s of %(num)s rating both chose the same level.",
            "In %(k)s of %(num)s ratings both chose the same level.",
            n, k=round(figures.exact.value * n),
        ),
        _("In %(k)s they were at most one level apart.", k=round(figures.adjacent.value * n)),
    ]  # fmt: skip
    return [*said, *_beyond_chance(figures)] if is_firm(figures) else said


def is_firm(figures: PairAgreement) -> bool:
    """Whether there are lessons enough for a result."""
    return figures.n_pairs >= MIN_LESSONS


def hint_words(figures: PairAgreement) -> list[str]:
    """That the figures are no result, and what it takes; empty where they may be one."""
    if is_firm(figures):
        return []
    n = figures.n_pairs
    few = ngettext("%(num)s lesson is too little to build on.", "%(num)s lessons are too few to build on.", n)
    return [few, _("From %(n)s on, this page says whether you agree more than by chance.", n=MIN_LESSONS)]


def chance_words(figures: PairAgreement) -> list[tuple[str, str, Agreed | None]]:
    """(what it says, its name, the figure itself) of each figure that is corrected for chance."""
    return [
        (sentence % {"way": _way(figure.value)} if figure else "", name, figure)
        for sentence, name, figure in (
            (_("Only the same level counts: %(way)s."), "AC1", figures.ac1),
            (_("Levels far apart weigh most: %(way)s."), "AC2", figures.ac2),
            (
                _("The same, with chance reckoned from how often each level was used: %(way)s."),
                _("Weighted kappa"),
                figures.weighted_kappa,
            ),
            (_("The same, for ordered levels and few ratings: %(way)s."), _("Alpha"), figures.alpha),
        )
    ]


def collapse_words(figures: PairAgreement) -> str:
    """Why two of the figures may differ so much, or why there is none; empty where there is nothing to explain."""
    if figures.weighted_kappa is None:
        return _(
            "All ratings stand at one level. What is corrected for chance cannot be computed then: there is no "
            "difference to agree about."
        )
    if figures.ac2 and figures.weighted_kappa.value < figures.ac2.value - COLLAPSE:
        return _(
            "Kappa is low beside AC2, because nearly all ratings stand at a few levels. Chance alone could then "
            "explain much of the agreement; AC2 is less misled by that."
        )
    return ""


def _beyond_chance(figures: PairAgreement) -> list[str]:
    """Nothing where a figure cannot be computed, or has no interval because nothing varies."""
    corrected = (figures.ac1, figures.ac2, figures.weighted_kappa, figures.alpha)
    intervals = [figure.interval for figure in corrected if figure and figure.interval]
    if len(intervals) < len(corrected):
        return []
    if all(low > 0 for low, _high in intervals):
        return [_("That is more than chance alone would give.")]
    return [_("Whether that is more than chance alone would give cannot be said yet.")]


def _way(value: float) -> str:
    if round(value, 2) >= 1:
        return _("full agreement")
    if round(value, 2) <= 0:
        return _("no more than chance")
    return _("%(share)s of the way from chance to full agreement", share=percent(value))
