"""Who may read an observation, and who may know that it took place.

One rule each, asked as a list or about one id. A shared observation is read by its author, the teacher who was
observed and the principal of the school; the school's other leaders know that it took place. While one half of a pair
waits for the other it is closed to the principal too, who may be the other observer and not have locked yet.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, not_, or_, select, true
from sqlalchemy.orm import Session

from observe.models.observations import TOLD_KINDS, Observation
from observe.models.pairs import PairHalf
from observe.models.self_ratings import SelfShare
from observe.policy.viewer import Viewer

# What other leaders of the school may know of: a leader was there. Reference cases are no lessons.
KNOWN_KINDS = (*TOLD_KINDS, "walkthrough")


def is_shared(now: datetime) -> ColumnElement[bool]:
    """Shared by its author, or by the deadline that nobody can put off."""
    return and_(
        Observation.is_practice.is_(False),
        Observation.is_withdrawn.is_(False),
        or_(Observation.shared_at.is_not(None), Observation.share_deadline_at <= now),
    )


def visible_observations(viewer: Viewer, now: datetime) -> Select[tuple[Observation]]:
    """Those whose text the viewer may read."""
    read_by_others = or_(
        Observation.teacher_id == viewer.person_id,
        and_(Observation.school_id.in_(viewer.school_ids("principal")), not_(_waits_for_its_pair(now))),
    )
    is_told = and_(Observation.kind.in_(TOLD_KINDS), is_shared(now))
    return _of_the_municipality(viewer).where(
        or_(Observation.author_id == viewer.person_id, and_(read_by_others, is_told))
    )


def _waits_for_its_pair(now: datetime) -> ColumnElement[bool]:
    """A half whose other is not here, or not locked; the deadline for sharing ends it, so that nobody can hide it."""
    own = and_(PairHalf.author_id == Observation.author_id, PairHalf.rid == Observation.rid)
    waits = exists().where(own, PairHalf.is_open.is_(False))
    return and_(Observation.kind == "paired", Observation.share_deadline_at > now, waits)


def feedback_observations(viewer: Viewer, now: datetime) -> Select[tuple[Observation]]:
    """Those that are feedback on the viewer's own lessons."""
    return _of_the_municipality(viewer).where(
        Observation.teacher_id == viewer.person_id, Observation.kind.in_(TOLD_KINDS), is_shared(now)
    )


def known_observations(viewer: Viewer) -> Select[tuple[Observation]]:
    """Those of which the viewer may know that they took place: who, when, never the text.

    A self-rating is nobody's to know of but its author's and whom they share it with.
    """
    is_of_the_school = and_(Observation.school_id.in_(viewer.led_school_ids), Observation.kind.in_(KNOWN_KINDS))
    return _of_the_municipality(viewer).where(
        Observation.is_practice.is_(False),
        Observation.is_withdrawn.is_(False),
        or_(Observation.author_id == viewer.person_id, is_of_the_school),
    )


def visible_self_ratings(viewer: Viewer) -> Select[tuple[Observation]]:
    """One's own, and those that a teacher of a school one leads shares with the viewer by name."""
    is_shared_with = (
        select(SelfShare.rid)
        .where(
            SelfShare.author_id == Observation.author_id,
            SelfShare.rid == Observation.rid,
            SelfShare.reader_id == viewer.person_id,
            SelfShare.withdrawn_at.is_(None),
        )
        .exists()
    )
    is_to_read = and_(Observation.school_id.in_(viewer.led_school_ids), is_shared_with)
    return _of_the_municipality(viewer).where(
        Observation.kind == "self",
        Observation.is_withdrawn.is_(False),
        or_(Observation.author_id == viewer.person_id, is_to_read),
    )


def followed_observations(viewer: Viewer) -> Select[tuple[Observation]]:
    """Those of which the viewer may know whether they were shared and read: one's own, and a principal's school's."""
    is_theirs = or_(
        Observation.author_id == viewer.person_id, Observation.school_id.in_(viewer.school_ids("principal"))
    )
    return known_observations(viewer).where(is_theirs)


def may_read(session: Session, viewer: Viewer, observation: Observation, now: datetime) -> bool:
    return _holds(session, visible_observations(viewer, now), observation.author_id, observation.rid)


def may_answer(session: Session, viewer: Viewer, observation: Observation, now: datetime) -> bool:
    """Acknowledge and respond: the teacher who was observed, once it is shared."""
    return _holds(session, feedback_observations(viewer, now), observation.author_id, observation.rid)


def _of_the_municipality(viewer: Viewer) -> Select[tuple[Observation]]:
    """Nothing for who has left: without an appointment today one reads no observation, not even one's own."""
    is_employed = true() if viewer.posts else false()
    return select(Observation).where(Observation.municipality_id == viewer.municipality_id, is_employed)


def _holds(session: Session, rule: Select[tuple[Observation]], author_id: UUID, rid: UUID) -> bool:
    one = rule.where(Observation.author_id == author_id, Observation.rid == rid)
    return session.execute(one.with_only_columns(Observation.rid)).first() is not None
