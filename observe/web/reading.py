"""One observation for its observer and for the principal; the teacher who was observed has a room of their own."""

from uuid import UUID

from flask import Blueprint, redirect, url_for
from werkzeug import Response

from observe import clock
from observe.extensions import db
from observe.models.answers import acknowledgement_of, response_of
from observe.web.letters import letter_of
from observe.web.loaders import current_viewer, observation_to_read, self_rating_to_read
from observe.web.readers import note_reading
from observe.web.render import page
from observe.web.teacher.feedback import deleted_on
from observe.web.teacher.self_page import self_ratings_beside

blueprint = Blueprint("reading", __name__, url_prefix="/leadership/observations")


@blueprint.get("/<uuid:rid>")
def observation(rid: UUID) -> Response:
    """Its observer, and the principal once it is shared; opening it is noted. 404 and 403 by the access matrix.

    The teacher is led to the page where they can answer.
    """
    viewer = current_viewer()
    observation = observation_to_read(viewer, rid)
    if observation.kind == "self":
        return redirect(url_for("teacher.self_rating", rid=rid))
    if observation.teacher_id == viewer.person_id:
        return redirect(url_for("teacher.observation", rid=rid))
    now = clock.now()
    note_reading(viewer, observation, now)
    letter = letter_of(db.session, observation)
    teacher_id = observation.teacher_id
    return page(
        "reading/page.html",
        letter=letter,
        is_own=observation.author_id == viewer.person_id,
        is_shared=observation.shared_at is not None or observation.share_deadline_at <= now,
        acknowledgement=teacher_id and acknowledgement_of(db.session, observation, teacher_id),
        response=teacher_id and response_of(db.session, observation, teacher_id),
        deleted_on=deleted_on(observation),
        self_ratings=self_ratings_beside(viewer, observation),
    )


@blueprint.get("/self/<uuid:rid>")
def shared_self_rating(rid: UUID) -> Response:
    """A leader of the school with whom its teacher shares it by name; opening it is noted. 404 for everybody else."""
    viewer = current_viewer()
    observation = self_rating_to_read(viewer, rid)
    if observation.author_id == viewer.person_id:
        return redirect(url_for("teacher.self_rating", rid=rid))
    note_reading(viewer, observation, clock.now())
    letter = letter_of(db.session, observation)
    return page("teacher/self_rating.html", letter=letter, leaders=(), beside=(), is_own=False)
