"""What the viewer answers: acknowledge, write, send. Each works as a plain form; htmx only saves while one writes."""

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from observe import clock
from observe.errors import EmptyResponse
from observe.extensions import db, htmx
from observe.models.answers import acknowledge as acknowledge_reading
from observe.models.answers import keep_draft, response_of, send_response
from observe.models.feedback import Response as Written
from observe.models.observations import Observation
from observe.web.loaders import current_viewer, feedback_to_answer, writing
from observe.web.render import page
from observe.web.teacher.feedback import letter_page
from observe.web.teacher.room import blueprint


@blueprint.post("/observations/<uuid:rid>/acknowledgement")
def acknowledge(rid: UUID) -> Response:
    """The teacher who was observed: has read it; ``text`` that comes along is kept as a draft. 404, 403 as the page."""
    writing()
    viewer = current_viewer()
    observation = feedback_to_answer(viewer, rid)
    now = clock.now()
    acknowledge_reading(db.session, observation, viewer.person_id, now)
    _keep_what_came_along(observation, viewer.person_id, now)
    db.session.commit()
    flash(_("Noted: you have read it."))
    return redirect(url_for("teacher.observation", rid=rid), 303)


@blueprint.post("/observations/<uuid:rid>/response")
def respond(rid: UUID) -> Response:
    """The teacher who was observed, with ``text``: kept as a draft, or sent where ``act`` is send.

    htmx gets #response-saved; a plain form goes back to the page. 422 for sending nothing; 404, 403 as the page.
    """
    writing()
    viewer = current_viewer()
    observation = feedback_to_answer(viewer, rid)
    text, now = request.form.get("text", ""), clock.now()
    if request.form.get("act") != "send":
        return _kept(keep_draft(db.session, observation, viewer.person_id, text, now))
    if not text.strip():
        return letter_page(viewer, observation, missing=EmptyResponse())
    send_response(db.session, observation, viewer.person_id, text, now)
    db.session.commit()
    flash(_("Your response is sent."))
    return redirect(url_for("teacher.observation", rid=rid), 303)


def _kept(response: Written) -> Response:
    db.session.commit()
    if htmx:
        return page("teacher/_response_saved.html", response=response)
    flash(_("Your draft is saved. Only you can see it."))
    return redirect(url_for("teacher.observation", rid=response.rid), 303)


def _keep_what_came_along(observation: Observation, teacher_id: UUID, now: datetime) -> None:
    """The button that acknowledges stands in the form one writes in; what stands there is not lost, nor sent."""
    response = response_of(db.session, observation, teacher_id)
    text = request.form.get("text", "")
    if text.strip() or response is not None:
        keep_draft(db.session, observation, teacher_id, text, now)
