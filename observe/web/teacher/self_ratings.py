"""The viewer's own ratings of their own lessons: written, saved, shared by name with a leader, and taken back."""

from uuid import UUID
from zoneinfo import ZoneInfo

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug import Response

from observe import clock
from observe.errors import Forbidden, NotFound
from observe.extensions import db, htmx
from observe.models.base import uuid7
from observe.models.rubrics import RubricVersion
from observe.models.schools import Municipality
from observe.models.self_ratings import (
    SelfDraft,
    drop_self_draft,
    keep_self_draft,
    self_drafts_of,
    share_self_rating,
    take_back_self_rating,
)
from observe.models.versions import by_roster
from observe.models.versions.self_rating import save_self_rating
from observe.policy.viewer import Viewer
from observe.web.letters import subject_title
from observe.web.loaders import current_viewer, feedback_to_answer, own_self_rating, own_self_ratings, writing
from observe.web.render import page
from observe.web.teacher.room import blueprint
from observe.web.teacher.self_form import Writing, begun, missing_in, payload_of
from observe.web.teacher.self_page import drawn_form, drawn_rating, leaders_to_share_with, reopened


@blueprint.get("/self")
def self_ratings() -> Response:
    """Anybody signed in: their own self-ratings and what they have begun, the newest first."""
    viewer = current_viewer()
    drafts = [(draft, Writing(**draft.fields)) for draft in self_drafts_of(db.session, viewer.person_id)]
    shown = {"ratings": own_self_ratings(viewer), "drafts": drafts, "may_begin": _schools(viewer)}
    return page("teacher/self_list.html", subject_title=subject_title, **shown)


@blueprint.post("/self")
def begin_self_rating() -> Response:
    """Who works at a school; with ``beside`` the rid of feedback on an own lesson. 403 for others."""
    writing()
    viewer, now = current_viewer(), clock.now()
    beside = request.form.get("beside")
    seen = feedback_to_answer(viewer, _rid(beside)) if beside else None
    school_id = seen.school_id if seen else next(iter(_schools(viewer)), None)
    rubric = _rubric_in_use(viewer)
    if school_id is None or rubric is None:
        raise Forbidden
    rid, fields = uuid7(), begun(now, _zone(viewer), school_id, rubric, seen).fields
    keep_self_draft(db.session, viewer.person_id, rid, fields, now)
    db.session.commit()
    return redirect(url_for("teacher.self_form", rid=rid), 303)


@blueprint.get("/self/<uuid:rid>/form")
def self_form(rid: UUID) -> Response:
    """Its author: the form as it was left, or what stands already. 404 for everybody else."""
    viewer = current_viewer()
    return drawn_form(rid, _draft(viewer, rid) or reopened(own_self_rating(viewer, rid), _zone(viewer)), {})


@blueprint.post("/self/<uuid:rid>/form")
def write_self_rating(rid: UUID) -> Response:
    """Its author: kept as a draft (htmx gets #self-saved), or a version where ``act`` is done; 422 says what lacks."""
    writing()
    viewer, now = current_viewer(), clock.now()
    before = _draft(viewer, rid) or reopened(own_self_rating(viewer, rid), _zone(viewer))
    written = before.changed(request.form)
    keep_self_draft(db.session, viewer.person_id, rid, written.fields, now)
    missing = missing_in(written, _zone(viewer), now) if request.form.get("act") == "done" else {}
    if missing or request.form.get("act") != "done":
        db.session.commit()
        return page("teacher/_self_saved.html", saved_at=now) if htmx else drawn_form(rid, written, missing)
    _save(viewer, rid, written)
    flash(_("Your rating is saved. Only you can read it until you share it."))
    return redirect(url_for("teacher.self_rating", rid=rid), 303)


@blueprint.get("/self/<uuid:rid>")
def self_rating(rid: UUID) -> Response:
    """Its author: the rating, the feedback on the same lesson beside it, and with whom it is shared. 404 for others."""
    viewer = current_viewer()
    return drawn_rating(viewer, own_self_rating(viewer, rid))


@blueprint.post("/self/<uuid:rid>/share")
def share_own(rid: UUID) -> Response:
    """Its author, with ``reader``, a leader of the school; ``act`` back ends it. 404 for other readers and others'."""
    writing()
    viewer, now = current_viewer(), clock.now()
    own, reader = own_self_rating(viewer, rid), request.form.get("reader", "")
    if reader not in {str(person.id) for person in leaders_to_share_with(viewer, own)}:
        raise NotFound
    change = take_back_self_rating if request.form.get("act") == "back" else share_self_rating
    change(db.session, own.author_id, own.rid, UUID(reader), now)
    db.session.commit()
    return redirect(url_for("teacher.self_rating", rid=rid) + "#shared", 303)


@blueprint.post("/self/<uuid:rid>/withdrawal")
def withdraw_own(rid: UUID) -> Response:
    """Its author: nobody reads it any more, not even whom it was shared with."""
    writing()
    viewer, now = current_viewer(), clock.now()
    own = own_self_rating(viewer, rid)
    facts = {"rubric": own.rubric_hash, "observed_at": own.observed_at, "tz": _zone(viewer).key}
    home = {"municipality_id": viewer.municipality_id, "author_id": viewer.person_id, "rid": rid}
    save_self_rating(db.session.connection(), **home, **facts, payload=None, judge=by_roster, at=now)
    db.session.commit()
    flash(_("The rating is withdrawn."))
    return redirect(url_for("teacher.self_ratings"), 303)


def _rid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _save(viewer: Viewer, rid: UUID, written: Writing) -> None:
    zone = _zone(viewer)
    at = written.begins_at(zone)
    facts = {"rubric": written.rubric_hash, "observed_at": at, "tz": zone.key}
    home = {"municipality_id": viewer.municipality_id, "author_id": viewer.person_id, "rid": rid}
    payload = payload_of(written, viewer, at)
    drop_self_draft(db.session, viewer.person_id, rid)
    db.session.flush()
    save_self_rating(db.session.connection(), **home, **facts, payload=payload, judge=by_roster, at=clock.now())
    db.session.commit()


def _draft(viewer: Viewer, rid: UUID) -> Writing | None:
    draft = db.session.get(SelfDraft, (viewer.person_id, rid))
    return draft and Writing(**draft.fields)


def _schools(viewer: Viewer) -> tuple[UUID, ...]:
    return viewer.school_ids("teacher", "leader", "principal")


def _zone(viewer: Viewer) -> ZoneInfo:
    return ZoneInfo(db.session.get_one(Municipality, viewer.municipality_id).tz)


def _rubric_in_use(viewer: Viewer) -> str | None:
    query = select(RubricVersion.content_hash).where(
        RubricVersion.municipality_id == viewer.municipality_id, RubricVersion.retired_at.is_(None)
    )
    return db.session.scalar(query.order_by(RubricVersion.imported_at.desc(), RubricVersion.version.desc()).limit(1))
