"""What a teacher answers to an observation: acknowledge it (read, not agreed), write a response, send it.

Each is written once with who and when, and told to the author's tablets through the feed. On SQLite the transaction
must have been opened with ``engine.WRITES``.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from observe.models.feedback import Acknowledgement, Response
from observe.models.observations import Observation
from observe.models.people import AccessEntry
from observe.models.versions.feed import Event, locked_head, record_event

# Some twelve pages: longer than anybody answers, short enough for one row.
LONGEST_RESPONSE = 20_000


def acknowledgement_of(session: Session, observation: Observation, teacher_id: UUID) -> Acknowledgement | None:
    return session.get(Acknowledgement, (observation.author_id, observation.rid, teacher_id))


def response_of(session: Session, observation: Observation, teacher_id: UUID) -> Response | None:
    return session.get(Response, (observation.author_id, observation.rid, teacher_id))


def acknowledge(session: Session, observation: Observation, teacher_id: UUID, at: datetime) -> bool:
    """The teacher has read the present head; False if they had said so before, and nothing changes."""
    _take_turn(session, observation, at)
    if acknowledgement_of(session, observation, teacher_id):
        return False
    session.add(
        Acknowledgement(
            author_id=observation.author_id, rid=observation.rid, teacher_id=teacher_id, vid=observation.head_vid, at=at
        )
    )
    _tell(session, "acknowledged", observation, teacher_id, at)
    return True


def keep_draft(session: Session, observation: Observation, teacher_id: UUID, text: str, at: datetime) -> Response:
    """Keep what is written so far; nobody else sees it before it is sent."""
    response = response_of(session, observation, teacher_id)
    if response is None:
        response = Response(author_id=observation.author_id, rid=observation.rid, teacher_id=teacher_id)
        session.add(response)
    response.draft, response.saved_at = _cleaned(text), at
    return response


def send_response(session: Session, observation: Observation, teacher_id: UUID, text: str, at: datetime) -> Response:
    """The observer and the principal may read it from now on. Who answers has read; sending again replaces the text."""
    _take_turn(session, observation, at)
    response = keep_draft(session, observation, teacher_id, text, at)
    acknowledge(session, observation, teacher_id, at)
    if response.text != response.draft:
        response.text, response.sent_at = response.draft, at
        _tell(session, "responded", observation, teacher_id, at)
    return response


def _take_turn(session: Session, observation: Observation, at: datetime) -> None:
    """Lock the feed before looking: of two taps at once the second sees what the first wrote."""
    locked_head(session.connection(), observation.municipality_id, at)


def _tell(session: Session, kind: str, observation: Observation, teacher_id: UUID, at: datetime) -> None:
    about = {"author_id": observation.author_id, "rid": observation.rid, "actor_id": teacher_id}
    session.add(AccessEntry(municipality_id=observation.municipality_id, at=at, action=kind, **about))
    session.flush()
    record_event(session.connection(), observation.municipality_id, Event(kind, **about), at)


def _cleaned(text: str) -> str:
    """Line ends of one kind, and none of the zero characters that PostgreSQL refuses; the rest as it was typed."""
    return text.replace("\r\n", "\n").replace("\0", "")[:LONGEST_RESPONSE]
