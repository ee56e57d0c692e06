"""Sentences around the acts of releasing."""

from flask_babel import lazy_gettext as _l

from observe.models.releases import ADMINISTRATION, STAFF
from observe.web.leadership.releasing import Proposal
from observe.web.leadership.words import why

OPENED = {
    STAFF: _l("The staff can read it now, under Patterns."),
    ADMINISTRATION: _l("The administration can read it now."),
}


def opened_words(audience: str) -> str:
    return str(OPENED[audience])


def rules_told(proposal: Proposal) -> list[tuple[str, int]]:
    """(why, how many figures): the reasons for dashes, the most frequent first."""
    return [(why(rule), n) for rule, n in proposal.rules]
