"""The page where heads stand side by side, and the step that makes one of them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from observe import clock
from observe.errors import Forbidden, HeadsMoved
from observe.extensions import db
from observe.models.observations import Observation
from observe.models.versions import by_roster
from observe.models.versions.merging import joined
from observe.models.versions.resolving import Standoff, resolve, standoff_of
from observe.policy.viewer import Viewer
from observe.web.loaders import current_viewer, observation_to_read, writing
from observe.web.render import page
from observe.web.resolving.questions import Question, questions_of
from observe.web.resolving.words import Wording

blueprint = Blueprint("resolving", __name__, url_prefix="/leadership/observations")


@blueprint.get("/<uuid:rid>/versions")
def versions(rid: UUID) -> Response:
    """Its author: what differs between the heads. 403 for those who may read it, 404 for anybody else."""
    observation = _own(current_viewer(), rid)
    standoff = _standoff(observation)
    return _page(observation, standoff, _questions(observation, standoff))


@blueprint.post("/<uuid:rid>/versions")
def settle(rid: UUID) -> Response:
    """Its author, with ``heads`` as seen and an answer for each difference; ``act`` withdraw takes it back instead.

    422 with the page where an answer is missing, 409 where another version came meanwhile.
    """
    writing()
    viewer = current_viewer()
    observation = _own(viewer, rid)
    standoff = _standoff(observation)
    seen = request.form.get("heads", "").split()
    if not _is_seen(standoff, seen):
        raise HeadsMoved
    questions = [question.answered(request.form) for question in _questions(observation, standoff)]
    is_withdrawal = request.form.get("act") == "withdraw"
    if not is_withdrawal and any(question.is_missing for question in questions):
        return _page(observation, standoff, questions, status=422)
    payload = None if is_withdrawal else _chosen(standoff, questions)
    named = {"municipality_id": viewer.municipality_id, "author_id": viewer.person_id, "rid": rid}
    resolve(db.session.connection(), **named, seen=seen, payload=payload, judge=by_roster, at=clock.now())
    db.session.commit()
    flash(_("It was withdrawn. Both versions are kept.") if is_withdrawal else _("Saved as one version."))
    return redirect(url_for("reading.observation", rid=rid), 303)


def _own(viewer: Viewer, rid: UUID) -> Observation:
    observation = observation_to_read(viewer, rid)
    if observation.author_id != viewer.person_id:
        raise Forbidden
    return observation


def _standoff(observation: Observation) -> Standoff:
    key = (observation.municipality_id, observation.author_id, observation.rid)
    return standoff_of(db.session.connection(), *key)


def _questions(observation: Observation, standoff: Standoff) -> list[Question]:
    return questions_of(standoff, Wording.of(db.session, observation))


def _is_seen(standoff: Standoff, seen: list[str]) -> bool:
    return {str(side.vid) for side in standoff.sides} == set(seen)


def _chosen(standoff: Standoff, questions: list[Question]) -> dict[str, object]:
    answers = {question.field.path: question.value() for question in questions}
    payloads = [side.body["payload"] for side in standoff.puts]
    return joined(payloads, [question.field for question in questions], lambda field: answers[field.path])


def _page(observation: Observation, standoff: Standoff, questions: list[Question], status: int = 200) -> Response:
    is_withdrawn = any(not side.is_put for side in standoff.sides)
    return page(
        "resolving/page.html", status=status, observation=observation, standoff=standoff, questions=questions,
        n_missing=sum(question.is_missing for question in questions), has_withdrawal=is_withdrawn,
    )  # fmt: skip
