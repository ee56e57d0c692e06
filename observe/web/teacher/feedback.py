"""What was shared with the viewer: the list, and one observation as a letter."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_
from sqlalchemy.orm import Session
from werkzeug import Response

from observe import clock
from observe.errors import Refusal
from observe.extensions import db
from observe.models import feedback as records
from observe.models.answers import LONGEST_RESPONSE, acknowledgement_of, response_of
from observe.models.limits import limits_of
from observe.models.observations import Observation
from observe.models.people import Person
from observe.models.retention import deletion_day
from observe.models.schools import Municipality
from observe.policy.observations import feedback_observations
from observe.policy.viewer import Viewer
from observe.web.letters import letter_of, subject_title
from observe.web.loaders import current_viewer, feedback_to_answer
from observe.web.readers import note_reading, readers_of
from observe.web.render import page
from observe.web.teacher.room import blueprint
from observe.web.teacher.self_page import self_ratings_beside


@dataclass(frozen=True)
class Row:
    """A line of the list; ``acknowledged_at`` and ``answered_at`` are None until it happened."""

    rid: UUID
    observed_at: datetime
    section: str
    subject: str
    author_name: str
    minutes: int
    acknowledged_at: datetime | None
    answered_at: datetime | None


@blueprint.get("/")
def feedback() -> Response:
    """Anybody signed in: the observations of their own lessons, the newest first; the rest have an empty page."""
    viewer = current_viewer()
    return page("teacher/page.html", rows=_rows(db.session, viewer, clock.now()))


@blueprint.get("/observations/<uuid:rid>")
def observation(rid: UUID) -> Response:
    """The teacher who was observed, once it is shared. Opening it is noted. 404 and 403 by the access matrix."""
    viewer = current_viewer()
    observation = feedback_to_answer(viewer, rid)
    note_reading(viewer, observation, clock.now())
    return letter_page(viewer, observation)


@blueprint.get("/observations/<uuid:rid>/correction")
def correction(rid: UUID) -> Response:
    """The same: what one can do where something is wrong."""
    observation = feedback_to_answer(current_viewer(), rid)
    return page("teacher/correction.html", letter=letter_of(db.session, observation))


def letter_page(viewer: Viewer, observation: Observation, missing: Refusal | None = None) -> Response:
    """The letter with the viewer's answer; ``missing`` says in place why the answer could not be sent."""
    return page(
        "teacher/observation.html",
        status=missing.status if missing else 200,
        letter=letter_of(db.session, observation),
        acknowledgement=acknowledgement_of(db.session, observation, viewer.person_id),
        response=response_of(db.session, observation, viewer.person_id),
        missing=missing,
        longest=LONGEST_RESPONSE,
        readers=readers_of(db.session, viewer, observation),
        deleted_on=deleted_on(observation),
        self_ratings=self_ratings_beside(viewer, observation),
    )


def deleted_on(observation: Observation) -> date:
    settings = db.session.get_one(Municipality, observation.municipality_id).settings
    return deletion_day(observation.observed_on, limits_of(settings).keep_school_years)


def _rows(session: Session, viewer: Viewer, now: datetime) -> list[Row]:
    """One query, whatever the number."""
    acknowledged, answered = records.Acknowledgement, records.Response
    found = (
        feedback_observations(viewer, now)
        .join(Person, Person.id == Observation.author_id)
        .join(acknowledged, _is_about(acknowledged, viewer), isouter=True)
        .join(answered, _is_about(answered, viewer), isouter=True)
        .order_by(Observation.observed_at.desc(), Observation.rid)
        .with_only_columns(Observation, Person, acknowledged.at, answered.sent_at)
    )
    return [_row(*columns) for columns in session.execute(found)]


def _row(seen: Observation, author: Person, acknowledged_at: datetime | None, answered_at: datetime | None) -> Row:
    return Row(
        rid=seen.rid,
        observed_at=seen.observed_at,
        section=seen.section_title,
        subject=subject_title(seen.subject),
        author_name=author.name,
        minutes=seen.minutes,
        acknowledged_at=acknowledged_at,
        answered_at=answered_at,
    )


def _is_about(answer: type, viewer: Viewer):
    return and_(
        answer.author_id == Observation.author_id,
        answer.rid == Observation.rid,
        answer.teacher_id == viewer.person_id,
    )
