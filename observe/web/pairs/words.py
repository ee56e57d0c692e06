"""Sentences that follow from the figures of agreement: what is missing, and why two figures may differ so much."""

from flask_babel import gettext as _
from flask_babel import ngettext

from observe.aggregates.paired import LEAST_OBSERVERS, LEAST_PAIRS, Shown
from observe.aggregates.pairs import PairAgreement

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
    """In words before any number with a decimal."""
    n = figures.n_ratings
    if not n:
        return [_("No indicator was rated by both.")]
    k = round(figures.exact.value * n)
    said = [
        ngettext("The same level in %(k)s of %(num)s rating.", "The same level in %(k)s of %(num)s ratings.", n, k=k),
        _("At most one level apart in %(k)s.", k=round(figures.adjacent.value * n)),
    ]
    if figures.weighted_kappa is None:
        said.append(_(
            "All ratings stand at one level. What is corrected for chance cannot be computed then: there is no "
            "difference to agree about."
        ))  # fmt: skip
    elif figures.ac2 and figures.weighted_kappa.value < figures.ac2.value - COLLAPSE:
        said.append(_(
            "Kappa is low beside AC2, because nearly all ratings stand at a few levels. Chance alone could then "
            "explain much of the agreement; AC2 is less misled by that."
        ))  # fmt: skip
    return said
