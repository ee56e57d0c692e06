"""How sure are we: what Φ means in words, and whether its components of variance are estimated or assumed."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from observe.aggregates.generalizability import MIN_OBSERVERS, MIN_PAIRED, MIN_TEACHERS, is_enough_to_estimate
from observe.aggregates.patterns import Pattern
from observe.aggregates.reliability import Basis, Components, main_doubt
from observe.aggregates.shrinkage import MIN_GROUPS
from observe.web.filters import full_date, of_school, percent

# {what makes most of the error: its sentence}
DOUBTS = {
    "teacher": _l("Most of the rest is that few teachers were visited: visits to more teachers help most."),
    "observer": _l("Most of the rest is that few people have observed: a visit by somebody else helps most."),
    "rest": _l("Most of the rest is single lessons and moments: more visits help most."),
}


def sure_words(figures: Pattern, components: Components, is_domain: bool) -> list[str]:
    """What share of a figure is about the school, whether that is enough, and what would help."""
    if figures.phi is None:
        return [_("Nobody has rated it in these visits, so there is nothing to be sure about.")]
    if not components.school:
        return [_("The schools of the municipality cannot be told apart, so nothing of it can be said of this one.")]
    share = _(
        "Of what you see here, about %(share)s is about the school. The rest comes from who was visited, by whom and "
        "in which lesson.",
        share=of_school(figures.phi),
    )
    said = [share, _verdict(figures, is_domain)]
    if figures.is_enough:
        return said
    doubt = main_doubt(figures.effective_teachers, figures.effective_observers, figures.n_observations, components)
    return [*said, str(DOUBTS[doubt])]


def _verdict(figures: Pattern, is_domain: bool) -> str:
    if not figures.is_enough:
        return _("That is less than half, so it is said in words and not by a number.")
    if is_domain:
        return _("That is at least half, so what is typical can be said.")
    if not figures.estimate:
        return _("That would be enough for a mean, but where all ratings stand at one level none can be computed.")
    return _("That is at least half, so a mean can stand as a number.")


def basis_words(components: Components) -> list[str]:
    """Whether the components are estimated, from what, or assumed, and what is missing."""
    if components.is_assumed:
        said = _("How sure this is rests on assumptions so far, and not on the municipality's own visits.")
        return [said, _lack(components.basis)]
    said = _(
        "How much schools, teachers, observers and lessons each weigh is estimated from the municipality's own visits "
        "in a year: %(n_visits)s at %(n_schools)s schools, to %(n_teachers)s teachers, by %(n_observers)s observers, "
        "with %(n_paired)s lessons that two saw.",
        **components.basis._asdict(),
    )
    day = components.estimated_on
    return [said, _weights(components), *([_("Worked out on %(day)s.", day=full_date(day))] if day else [])]


def _lack(basis: Basis | None) -> str:
    takes = _(
        "Its own visits are used when there have been enough in one year: at %(schools)s schools, to %(teachers)s "
        "teachers, by %(observers)s observers, with %(paired)s lessons that two saw.",
        schools=MIN_GROUPS,
        teachers=MIN_TEACHERS,
        observers=MIN_OBSERVERS,
        paired=MIN_PAIRED,
    )
    if basis is None:
        return takes
    if basis.n_schools >= MIN_GROUPS and is_enough_to_estimate(basis.n_teachers, basis.n_observers, basis.n_paired):
        return _(
            "The municipality has visits enough, but schools, teachers, observers and lessons cannot be told apart in "
            "them."
        )
    there = _(
        "When the last term was over there were %(schools)s, %(teachers)s, %(observers)s and %(paired)s.",
        schools=ngettext("%(num)s school", "%(num)s schools", basis.n_schools),
        teachers=ngettext("%(num)s teacher", "%(num)s teachers", basis.n_teachers),
        observers=ngettext("%(num)s observer", "%(num)s observers", basis.n_observers),
        paired=ngettext("%(num)s lesson that two saw", "%(num)s lessons that two saw", basis.n_paired),
    )
    return f"{takes} {there}"


def _weights(components: Components) -> str:
    """The shares of one rating's variance."""
    if not components.school:
        return _("No difference between the schools was found in them.")
    return _(
        "Of the differences between ratings %(school)s lies between schools, %(teacher)s between teachers of a school, "
        "%(observer)s between observers, and %(rest)s between lessons and moments.",
        school=percent(components.school),
        teacher=percent(components.teacher),
        observer=percent(components.observer),
        rest=percent(components.rest),
    )
