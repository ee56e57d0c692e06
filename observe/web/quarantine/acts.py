"""What may be done with a version set aside: put it right, let it in as it is, take it out as a file."""

from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from observe import clock
from observe.errors import Forbidden, NotRepairable
from observe.exchange.capsule import capsule_of
from observe.extensions import db
from observe.models.people import AccessEntry, Person
from observe.models.versions import Quarantined, Repair, accept_as_is, by_roster, put_right, uuid_or_none
from observe.models.versions.quarantine import ERASED, NOT_WAITING, OTHER_TEACHER
from observe.policy.quarantine import may_let_in, may_put_right, may_take_out
from observe.policy.viewer import Viewer
from observe.web.loaders import current_viewer, writing
from observe.web.quarantine.room import blueprint, set_aside_to_see
from observe.web.quarantine.sheet import sheet_of
from observe.web.render import page


@blueprint.post("/<int:seq>/repair")
def repair(seq: int) -> Response:
    """Its author and the administration, with ``teacher`` (person id) and ``rubric`` (content hash) where asked.

    Makes a new version; 409 with the page where it would be set aside again, 404 and 403 as policy says.
    """
    writing()
    viewer = current_viewer()
    row = set_aside_to_see(viewer, seq)
    if not may_put_right(viewer, row):
        raise Forbidden
    meant = Repair(_teacher(viewer, request.form.get("teacher")), request.form.get("rubric") or None)
    try:
        put_right(db.session.connection(), **_named(viewer, row), repair=meant, judge=by_roster, at=clock.now())
    except NotRepairable as refusal:
        return _again(seq, refusal)
    return _done(
        viewer, row, "repaired", _("It is put right: a new version stands in its place, and this one is kept.")
    )


@blueprint.post("/<int:seq>/admission")
def let_in(seq: int) -> Response:
    """The administration, never for oneself: the same bytes count from now on. 409, 404 and 403 as above."""
    writing()
    viewer = current_viewer()
    row = set_aside_to_see(viewer, seq)
    if not may_let_in(viewer, row):
        raise Forbidden
    try:
        accept_as_is(db.session.connection(), **_named(viewer, row), judge=by_roster, at=clock.now())
    except NotRepairable as refusal:
        return _again(seq, refusal)
    return _done(viewer, row, "let in", _("It was let in as it is, and counts from now on."))


@blueprint.get("/<int:seq>/file")
def take_out(seq: int) -> Response:
    """Whoever may take it out: a capsule file with its bytes, which this or another server can take in. Noted."""
    writing()
    viewer = current_viewer()
    row = set_aside_to_see(viewer, seq)
    if not may_take_out(viewer, row):
        raise Forbidden
    answer = make_response(capsule_of([row], clock.now()))
    answer.headers["Content-Type"] = "application/octet-stream"
    answer.headers["Content-Disposition"] = f'attachment; filename="observe-capsule-{row.sha256[:12]}.json"'
    db.session.add(_entry(viewer, row, "taken out"))
    db.session.commit()
    return answer


def _named(viewer: Viewer, row: Quarantined) -> dict[str, object]:
    return {"municipality_id": row.municipality_id, "vid": row.vid, "sha256": row.sha256, "by": viewer.person_id}


def _teacher(viewer: Viewer, chosen: str | None) -> dict[str, str] | None:
    """``{id, name}`` of a person of the viewer's municipality; None for nobody."""
    person_id = uuid_or_none(chosen)
    person = db.session.get(Person, person_id) if person_id else None
    if person is None or person.municipality_id != viewer.municipality_id:
        return None
    return {"id": str(person.id), "name": person.name}


def _done(viewer: Viewer, row: Quarantined, action: str, said: str) -> Response:
    db.session.add(_entry(viewer, row, action))
    db.session.commit()
    flash(said)
    return redirect(url_for("quarantine.waiting"), 303)


def _entry(viewer: Viewer, row: Quarantined, action: str) -> AccessEntry:
    about: dict[str, UUID | None] = {"actor_id": viewer.person_id, "author_id": row.author_id, "rid": row.rid}
    return AccessEntry(municipality_id=row.municipality_id, at=clock.now(), action=action, detail=row.vid, **about)


def _again(seq: int, refusal: NotRepairable) -> Response:
    """The same page with what stood in the way. Nothing was changed."""
    db.session.rollback()
    viewer = current_viewer()
    known = {reason: _(reason) for reason in (ERASED, NOT_WAITING, OTHER_TEACHER)}
    stands = _("with this it would be set aside again")
    why = known.get(refusal.facts["reason"], stands)
    sheet = sheet_of(db.session, viewer, set_aside_to_see(viewer, seq))
    return page("quarantine/one.html", status=refusal.status, sheet=sheet, refused=why)
