"""Sentences that follow from figures of calibration: private ones about the viewer, and those about a group."""

from flask_babel import gettext as _
from flask_babel import ngettext

from observe.aggregates.calibration import LEAST_RATINGS, Beside, Together
from observe.aggregates.pairs import MIN_LESSONS
from observe.aggregates.severity import Severity
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
        return _without_interval(found)
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


def _without_interval(found: Beside) -> str:
    if found.n_compared < LEAST_RATINGS:
        return _(
            "Whether you lean to one side is said from %(n)s ratings on in which you and the reference both have a "
            "level.",
            n=LEAST_RATINGS,
        )
    if not found.mean:
        return _("You have rated as the reference does every time, so no certainty can be computed.")
    return _("You are as far from the reference in every rating, so no certainty can be computed.")


def _beside_others(standing: Standing) -> str:
    """A leaning only where its interval says so: below that, the number would be chance."""
    if standing.severity is None:
        return _("You cannot be compared with others yet: it takes two others who have rated the same cases.")
    (low, high), n = standing.severity.interval, standing.n_others
    if low <= 0 <= high:
        return ngettext(
            "Beside %(num)s other who rated the same, it cannot be told whether you are stricter or milder.",
            "Beside %(num)s others who rated the same, it cannot be told whether you are stricter or milder.",
            n,
        )
    if abs(standing.severity.leaning) < SMALLEST_LEANING:
        return ngettext(
            "Beside %(num)s other who rated the same, you are neither strict nor mild.",
            "Beside %(num)s others who rated the same, you are neither strict nor mild.",
            n,
        )
    return _leaning(standing.severity, n)


def _leaning(found: Severity, n_others: int) -> str:
    low, high = (decimal(abs(end)) for end in sorted(found.interval, key=abs))
    facts = {"levels": decimal(abs(found.leaning)), "low": low, "high": high}
    if found.leaning < 0:
        return ngettext(
            "Beside %(num)s other who rated the same, you are about %(levels)s of a level stricter, with 95 %% "
            "certainty between %(low)s and %(high)s.",
            "Beside %(num)s others who rated the same, you are about %(levels)s of a level stricter, with 95 %% "
            "certainty between %(low)s and %(high)s.",
            n_others,
            **facts,
        )
    return ngettext(
        "Beside %(num)s other who rated the same, you are about %(levels)s of a level milder, with 95 %% certainty "
        "between %(low)s and %(high)s.",
        "Beside %(num)s others who rated the same, you are about %(levels)s of a level milder, with 95 %% certainty "
        "between %(low)s and %(high)s.",
        n_others,
        **facts,
    )


def _moved(standing: Standing) -> str:
    """The CUSUM tells that ratings have leaned for long, and not that they did otherwise before."""
    if standing.drift.alarm is None:
        return _("Nothing suggests that your eye has moved since you began.")
    if standing.drift.side == "higher":
        return _(
            "Along the way your ratings have been milder than the reference for so long that it is hardly chance. Read "
            "the levels again before the next visit."
        )
    return _(
        "Along the way your ratings have been stricter than the reference for so long that it is hardly chance. Read "
        "the levels again before the next visit."
    )


def group_words(found: Together) -> str:
    """What α allows: Krippendorff's own limits."""
    if found.alpha is None and found.n_cases:
        return _(
            "All ratings stand at one level. What is corrected for chance cannot be computed then: there is no "
            "difference to agree about."
        )
    if found.alpha is None:
        return _("How alike you rate cannot be computed yet: too few have rated the same cases.")
    alpha = decimal(found.alpha, 2)
    if found.n_cases < MIN_LESSONS:
        return _so_far(found, alpha)
    if found.alpha >= ALPHA_GOOD:
        return _("You rate alike (α = %(alpha)s): figures of your visits depend little on who came.", alpha=alpha)
    if found.alpha >= ALPHA_TENTATIVE:
        return _("You rate fairly alike (α = %(alpha)s): take figures of your visits with caution.", alpha=alpha)
    return _("You rate too differently (α = %(alpha)s): talk about the cases before you trust figures.", alpha=alpha)


def _so_far(found: Together, alpha: str) -> str:
    """Of as few cases as there must be lessons of pairs for a result."""
    return ngettext(
        "After %(num)s case you rate %(how)s (α = %(alpha)s): a first hint, not a result.",
        "After %(num)s cases you rate %(how)s (α = %(alpha)s): a first hint, not a result.",
        found.n_cases,
        how=_("alike") if found.alpha >= ALPHA_GOOD
        else _("fairly alike") if found.alpha >= ALPHA_TENTATIVE else _("differently"),
        alpha=alpha,
    )  # fmt: skip
