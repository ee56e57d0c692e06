"""Sentences that follow from figures of calibration: private ones about the viewer, and those about a group."""

from flask_babel import gettext as _
from flask_babel import ngettext

from observe.aggregates.calibration import LEAST_RATINGS, Beside, Together
from observe.web.calibration.standing import Standing
from observe.web.filters import decimal

# Below this, "leans" would be said of less than anybody can see in a rating.
SMALLEST_LEANING = 0.1
# Krippendorff (2004) asks for 0.8, and lets conclusions be tentative from 0.667 on.
ALPHA_GOOD, ALPHA_TENTATIVE = 0.8, 0.667
INDICATORS_NAMED = 3


def own_words(standing: Standing) -> list[str]:
    """Beside the reference, beside the others, over time, and about *not seen*."""
    if not standing.beside.n:
        return []
    said = [_beside_reference(standing.beside), _beside_others(standing)]
    if standing.drift is not None:
        said.append(_moved(standing))
    if n := standing.beside.n_missed:
        said.append(
            ngettext(
                "In %(num)s rating one of you said “Not seen” where the other saw a level.",
                "In %(num)s ratings one of you said “Not seen” where the other saw a level.",
                n,
            )
        )
    return said


def _beside_reference(found: Beside) -> str:
    if found.interval is None:
        if found.n < LEAST_RATINGS:
            return _("Whether you lean to one side is said from %(n)s ratings on.", n=LEAST_RATINGS)
        return _("You are as far from the reference in every rating, so no certainty can be computed.")
    low, high = (decimal(abs(end)) for end in sorted(found.interval, key=abs))
    facts = {"mean": decimal(abs(found.mean)), "low": low, "high": high}
    if found.lean == "stricter":
        return _(
            "You rate stricter than the reference: %(mean)s of a level lower on average, with 95 %% certainty between "
            "%(low)s and %(high)s.",
            **facts,
        )
    if found.lean == "milder":
        return _(
            "You rate milder than the reference: %(mean)s of a level higher on average, with 95 %% certainty between "
            "%(low)s and %(high)s.",
            **facts,
        )
    return _("On average you rate as the reference does: the difference cannot be told apart from chance.")


def _beside_others(standing: Standing) -> str:
    if standing.severity is None:
        return _("You cannot be compared with others yet: it takes two others who have rated the same cases.")
    leaning, n = standing.severity.leaning, standing.n_others
    if abs(leaning) < SMALLEST_LEANING:
        return ngettext(
            "Beside %(num)s other who rated the same, you are neither strict nor mild.",
            "Beside %(num)s others who rated the same, you are neither strict nor mild.",
            n,
        )
    if leaning < 0:
        one, many = (
            "Beside %(num)s other who rated the same, you are about %(levels)s of a level stricter.",
            "Beside %(num)s others who rated the same, you are about %(levels)s of a level stricter.",
        )
    else:
        one, many = (
            "Beside %(num)s other who rated the same, you are about %(levels)s of a level milder.",
            "Beside %(num)s others who rated the same, you are about %(levels)s of a level milder.",
        )
    return ngettext(one, many, n, levels=decimal(abs(leaning)))


def _moved(standing: Standing) -> str:
    if standing.drift.alarm is None:
        return _("Nothing suggests that your eye has moved since you began.")
    if standing.drift.side == "higher":
        return _("Your ratings have become milder along the way. Read the levels again before the next visit.")
    return _("Your ratings have become stricter along the way. Read the levels again before the next visit.")


def group_words(found: Together) -> str:
    """What α allows: Krippendorff's own limits."""
    if found.alpha is None:
        return _("How alike you rate cannot be computed yet: too few have rated the same cases.")
    alpha = decimal(found.alpha, 2)
    if found.alpha >= ALPHA_GOOD:
        return _("You rate alike (α = %(alpha)s): figures of your visits do not depend on who came.", alpha=alpha)
    if found.alpha >= ALPHA_TENTATIVE:
        return _("You rate fairly alike (α = %(alpha)s): take figures of your visits with caution.", alpha=alpha)
    return _("You rate too differently (α = %(alpha)s): talk about the cases before you trust figures.", alpha=alpha)
