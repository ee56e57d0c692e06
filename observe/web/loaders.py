"""Load and permit in one breath: a view gets its object from here, or the refusal that its viewer deserves."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import g
from flask_login import current_user
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from observe import clock
from observe.errors import AuthRequired, Forbidden, NotFound
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.feedback import Acknowledgement
from observe.models.observations import Observation
from observe.models.schools import Municipality, School
from observe.policy.observations import (
    feedback_observations,
    known_observations,
    visible_observations,
    visible_self_ratings,
)
from observe.policy.viewer import Viewer, load_viewer


@dataclass(frozen=True)
class Masthead:
    """What the top of each page shows of its viewer."""

    person_id: UUID
    name: str
    given_name: str
    school_name: str
    is_leader: bool
    is_teacher: bool
    is_administration: bool
    is_mentor: bool
    n_unread: int


def writing() -> None:
    """Open the request's transaction as a writing one, before its first statement."""
    db.session.connection(execution_options=WRITES)


def local_today(municipality: Municipality) -> date:
    return clock.now().astimezone(ZoneInfo(municipality.tz)).date()


def current_viewer() -> Viewer:
    """Who is asking; raises AuthRequired for nobody, and for a person whom the roster no longer knows."""
    if "viewer" not in g:
        g.viewer = _viewer_or_none() if current_user.is_authenticated else None
    if g.viewer is None:
        raise AuthRequired
    return g.viewer


def _viewer_or_none() -> Viewer | None:
    municipality = db.session.get(Municipality, current_user.municipality_id)
    return municipality and load_viewer(db.session, current_user.person_id, local_today(municipality))


def observation_to_read(viewer: Viewer, rid: UUID) -> Observation:
    """The observation, or NotFound for a stranger and Forbidden for who may only know that it took place."""
    return _one(visible_observations(viewer, clock.now()), rid) or _refuse(viewer, rid)


def feedback_to_answer(viewer: Viewer, rid: UUID) -> Observation:
    """An observation of the viewer's own lesson; NotFound and Forbidden as for reading."""
    return _one(feedback_observations(viewer, clock.now()), rid) or _refuse(viewer, rid)


def own_self_ratings(viewer: Viewer) -> list[Observation]:
    """The viewer's own self-ratings, the newest first."""
    own = visible_self_ratings(viewer).where(Observation.author_id == viewer.person_id)
    return list(db.session.scalars(own.order_by(Observation.observed_at.desc(), Observation.rid)))


def own_self_rating(viewer: Viewer, rid: UUID) -> Observation:
    """One of these, or NotFound: nobody else knows that there is one."""
    own = visible_self_ratings(viewer).where(Observation.author_id == viewer.person_id)
    found = _one(own, rid)
    if found is None:
        raise NotFound
    return found


def self_rating_to_read(viewer: Viewer, rid: UUID) -> Observation:
    """One's own, or one that a teacher shares with the viewer; NotFound for everybody else."""
    found = _one(visible_self_ratings(viewer), rid)
    if found is None:
        raise NotFound
    return found


def _refuse(viewer: Viewer, rid: UUID) -> Observation:
    raise Forbidden if _one(known_observations(viewer), rid) else NotFound


def _one(rule: Select[tuple[Observation]], rid: UUID) -> Observation | None:
    """Two authors may have made the same rid; the one stored first has the address."""
    return db.session.scalars(rule.where(Observation.rid == rid).order_by(Observation.arrived_at).limit(1)).first()


def masthead(session: Session) -> Masthead | None:
    """None for nobody. Two queries."""
    try:
        viewer = current_viewer()
    except AuthRequired:
        return None
    school_ids = viewer.school_ids("principal", "leader", "teacher")
    school = session.get(School, school_ids[0]) if school_ids else None
    return Masthead(
        person_id=viewer.person_id,
        name=viewer.name,
        given_name=viewer.given_name,
        school_name=school.name if school else "",
        is_leader=viewer.is_leader,
        is_teacher=viewer.is_teacher,
        is_administration=viewer.is_administration,
        is_mentor=viewer.is_mentor,
        n_unread=_count_unread(session, viewer) if viewer.is_teacher else 0,
    )


def _count_unread(session: Session, viewer: Viewer) -> int:
    """Feedback that the viewer has not acknowledged."""
    acknowledged = select(Acknowledgement.rid).where(
        Acknowledgement.author_id == Observation.author_id,
        Acknowledgement.rid == Observation.rid,
        Acknowledgement.teacher_id == viewer.person_id,
    )
    unread = feedback_observations(viewer, clock.now()).where(~acknowledged.exists())
    return session.scalar(select(func.count()).select_from(unread.subquery())) or 0
