"""The one mail that tells a teacher of new feedback: sent only if there is something to read and it is still unread."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.config import Settings
from observe.exchange.mail import compose, send
from observe.models.answers import acknowledgement_of
from observe.models.observations import Observation
from observe.models.people import Person
from observe.models.schools import Municipality
from observe.policy.observations import is_shared

KIND = "feedback_mail"


def tell(session: Session, settings: Settings, record: Mapping[str, str], now: datetime) -> datetime | None:
    """Tell of the observation ``{"author_id", "rid"}``: None when there is nothing left to do, else when to look again.

    Only reads the database. Raises OSError where the mail server does not take the mail.
    """
    observation = session.get(Observation, (UUID(record["author_id"]), UUID(record["rid"])))
    if observation is None:
        return None
    if _is_still_to_come(observation, now):
        return observation.share_deadline_at
    teacher = _unaware_teacher(session, observation, now)
    if teacher and teacher.email and settings.smtp_host:
        municipality = session.get_one(Municipality, observation.municipality_id).name
        address = f"{settings.base_url}/teacher/observations/{observation.rid}"
        send(settings, compose(settings, teacher, lambda: _words(teacher, municipality, address)))
    return None


def _is_still_to_come(observation: Observation, now: datetime) -> bool:
    return not observation.is_withdrawn and observation.shared_at is None and now < observation.share_deadline_at


def _unaware_teacher(session: Session, observation: Observation, now: datetime) -> Person | None:
    """None where there is nothing to read, or it was read already."""
    readable = select(Observation.teacher_id).where(
        Observation.author_id == observation.author_id, Observation.rid == observation.rid, is_shared(now)
    )
    teacher_id = session.scalar(readable)
    if teacher_id is None or acknowledgement_of(session, observation, teacher_id):
        return None
    return session.get(Person, teacher_id)


def _words(teacher: Person, municipality: str, address: str) -> tuple[str, str]:
    """Nothing of the observation: mail may be read by others, and lies where nobody deletes it."""
    lines = (
        _("Hello %(name)s,", name=teacher.given_name),
        _("There is feedback for you from a visit to one of your lessons. You can read it and respond here:"),
        address,
        _("This mail was sent by a program and cannot be answered."),
        f"Observe\n{municipality}",
    )
    return _("New feedback in Observe"), "\n\n".join(lines) + "\n"
