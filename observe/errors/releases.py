"""Refusals around releases: who may make, open and read them, when a term can be released, and what to explain."""

from observe.errors import N_, Refusal


class PrincipalOnly(Refusal):
    code = "principal_only"
    status = 403
    sentence = N_("Only the principal of the school releases its figures. Ask them to do it.")


class NotReleasedToYou(Refusal):
    code = "not_released_to_you"
    status = 403
    sentence = N_("These figures are not released to you. Ask the principal of the school.")


class TermNotWhole(Refusal):
    code = "term_not_whole"
    status = 409
    sentence = N_("The term can be released when it is over and the last deadline for sharing its visits has passed.")


class TermOverlaps(Refusal):
    code = "term_overlaps"
    status = 409
    sentence = N_(
        "Another term with some of the same days is released. Their difference would be the figures of a few visits, "
        "so this one cannot be released too."
    )


class NothingToRelease(Refusal):
    code = "nothing_to_release"
    status = 409
    sentence = N_("Not one figure of this term is within the limits, so there is nothing to release.")


class NoSuchPerson(Refusal):
    code = "no_such_person"
    status = 404
    sentence = N_("%(n)s people are called %(person)s. Give the e-mail or the id of one.")


class NoSuchThing(Refusal):
    code = "no_such_thing"
    status = 404
    sentence = N_("%(thing)s is no observation, release or school of the municipality of this person.")
