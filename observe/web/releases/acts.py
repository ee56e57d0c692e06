"""The principal's acts: look at what a term's release would show, make it, open it to a further audience."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from observe import clock
from observe.errors import NotFound
from observe.extensions import db
from observe.models.releases import ADMINISTRATION, STAFF, open_to, openings_of, overlapping_releases
from observe.models.schools import Term
from observe.policy.releases import may_open
from observe.policy.viewer import Viewer
from observe.web.leadership.releasing import proposals_of, release
from observe.web.loaders import current_viewer, writing
from observe.web.releases.room import blueprint, release_to_open, school_to_release
from observe.web.releases.versions import made_of, versions_of, wanted
from observe.web.releases.words import opened_words, rules_told
from observe.web.render import page


@blueprint.get("/schools/<uuid:school_id>/terms/<uuid:term_id>")
def proposal(school_id: UUID, term_id: UUID) -> Response:
    """The principal: what a release of the term (?rubric=) would show and to whom, before it is made.

    403 for the school's others, 409 while the term is not whole. Leads to the release where it is made already.
    """
    viewer = current_viewer()
    school, term = school_to_release(viewer, school_id), _term(viewer, term_id)
    every = proposals_of(db.session, viewer, school, term)
    made = made_of(db.session, school, term)
    found = wanted(every, request.args.get("rubric"), made)
    if found and found.rubric_hash in made:
        return redirect(url_for("releases.one", release_id=made[found.rubric_hash].id))
    overlaps = overlapping_releases(db.session, school.id, term.id, term.starts_on, term.ends_on)
    context = {"school": school, "term": term, "proposal": found, "overlaps": overlaps}
    rules = rules_told(found) if found else []
    return page("releases/proposal.html", rules=rules, versions=versions_of(every, found, made), **context)


@blueprint.post("/")
def make() -> Response:
    """The principal: freeze the figures of ``school``, ``term`` and ``rubric``, and open them to the leadership."""
    writing()
    viewer = current_viewer()
    school, term = school_to_release(viewer, _id(request.form.get("school"))), _term(viewer, request.form.get("term"))
    every = proposals_of(db.session, viewer, school, term)
    there = made_of(db.session, school, term)
    found = wanted(every, request.form.get("rubric"), there)
    if found is None:
        raise NotFound
    made = there.get(found.rubric_hash) or release(db.session, viewer, found, clock.now())
    db.session.commit()
    flash(_("The figures are frozen, and the leadership can read them."))
    return redirect(url_for("releases.one", release_id=made.id), 303)


@blueprint.get("/<uuid:release_id>/openings/<audience>")
def opening(release_id: UUID, audience: str) -> Response:
    """The principal: what opening it to the staff or the administration means, before it is done."""
    viewer = current_viewer()
    release, school = release_to_open(viewer, release_id)
    _openable(audience)
    is_possible = may_open(viewer, school, audience, openings_of(db.session, release.id))
    if not is_possible:
        return redirect(url_for("releases.one", release_id=release.id))
    n_shown = sum(not (cell["withheld"] or (cell["beyond"] and audience == ADMINISTRATION)) for cell in release.cells)
    told = {"audience": audience, "n_shown": n_shown, "n_cells": len(release.cells)}
    return page("releases/opening.html", release=release, school=school, term=_term(viewer, release.term_id), **told)


@blueprint.post("/<uuid:release_id>/openings/<audience>")
def open_further(release_id: UUID, audience: str) -> Response:
    """The principal: open it to the staff or the administration; once is enough, and it is never taken back."""
    writing()
    viewer = current_viewer()
    release, school = release_to_open(viewer, release_id)
    _openable(audience)
    if may_open(viewer, school, audience, openings_of(db.session, release.id)):
        open_to(db.session, release, audience, viewer.person_id, clock.now())
        db.session.commit()
        flash(opened_words(audience))
    return redirect(url_for("releases.one", release_id=release.id), 303)


def _openable(audience: str) -> None:
    if audience not in (STAFF, ADMINISTRATION):
        raise NotFound


def _term(viewer: Viewer, term_id: UUID | str | None) -> Term:
    found = db.session.get(Term, term_id if isinstance(term_id, UUID) else _id(term_id))
    if found is None or found.municipality_id != viewer.municipality_id:
        raise NotFound
    return found


def _id(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise NotFound from None
