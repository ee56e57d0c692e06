"""The versions of the rubric in a term that is to be released: each by itself, since their levels may differ."""

from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.errors import NotFound
from observe.models.releases import Release
from observe.models.schools import School, Term
from observe.web.leadership.choices import Choice
from observe.web.leadership.releasing import Proposal

Made = Mapping[str, Release]
"""{rubric's content hash: the release of the term that was made of it}"""


def made_of(session: Session, school: School, term: Term) -> Made:
    """One query."""
    rows = session.scalars(select(Release).filter_by(school_id=school.id, term_id=term.id))
    return {row.rubric_hash: row for row in rows}


def wanted(proposals: Sequence[Proposal], rubric_hash: str | None, made: Made) -> Proposal | None:
    """Of the version asked for, else the one with most lessons, those that are not released yet before the others.

    None where nothing was rated; raises NotFound for a version that was not.
    """
    if rubric_hash:
        proposals = [each for each in proposals if each.rubric_hash == rubric_hash]
        if not proposals:
            raise NotFound
    return max(proposals, key=lambda each: (each.rubric_hash not in made, len(each.lessons)), default=None)


def versions_of(proposals: Sequence[Proposal], current: Proposal | None, made: Made) -> list[Choice]:
    """A link to each version's; none where the term has one version."""
    if len(proposals) < 2:
        return []
    return [
        Choice(
            f"rubric-{each.rubric_hash}",
            _title(each, each.rubric_hash in made),
            url_for("releases.proposal", school_id=each.school.id, term_id=each.term.id, rubric=each.rubric_hash),
            each is current,
        )
        for each in sorted(proposals, key=lambda each: -each.rubric.version)
    ]


def _title(proposal: Proposal, is_made: bool) -> str:
    version, n = proposal.rubric.version, len(proposal.lessons)
    title = ngettext("Version %(version)s, %(num)s visit", "Version %(version)s, %(num)s visits", n, version=version)
    return _("%(title)s, released", title=title) if is_made else title
