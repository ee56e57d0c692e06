"""Who may read which releases, who may make and open them, and why.

The principal alone releases: they may open every observation behind it, answer for what leaves the leadership, and are
the one whom a teacher can ask. What is opened to the leadership is read by the school's leaders and by mentors with a
grant, to the staff by everybody appointed there, to the administration by it. Each is an act of its own, the leadership
first: nobody outside reads figures that the school's leaders have not seen.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from observe.models.observations import Observation
from observe.models.releases import ADMINISTRATION, AUDIENCES, LEADERSHIP, STAFF, Release, ReleaseOpening
from observe.models.schools import School
from observe.policy.viewer import Viewer


def visible_releases(viewer: Viewer) -> Select[tuple[Release]]:
    """Those that the viewer may read, of every school; none for who has neither appointment nor grant today."""
    leads = (*viewer.led_school_ids, *viewer.mentored_school_ids)
    allowed = or_(
        Release.school_id.in_(viewer.school_ids("principal")),
        and_(Release.school_id.in_(leads), is_open_to(LEADERSHIP)),
        and_(Release.school_id.in_(viewer.school_ids("teacher", "leader")), is_open_to(STAFF)),
        and_(true() if viewer.is_administration else false(), is_open_to(ADMINISTRATION)),
    )
    return select(Release).where(Release.municipality_id == viewer.municipality_id, allowed)


def staff_releases(viewer: Viewer) -> Select[tuple[Release]]:
    """Of the schools where the viewer teaches, those opened to the staff: the rows of the teacher's room."""
    return visible_releases(viewer).where(Release.school_id.in_(viewer.school_ids("teacher")), is_open_to(STAFF))


def administration_releases(viewer: Viewer) -> Select[tuple[Release]]:
    """Those opened to the administration; none for anybody else."""
    is_theirs = true() if viewer.is_administration else false()
    return visible_releases(viewer).where(is_theirs, is_open_to(ADMINISTRATION))


def is_open_to(audience: str) -> ColumnElement[bool]:
    opened = select(ReleaseOpening.audience).where(
        ReleaseOpening.release_id == Release.id, ReleaseOpening.audience == audience
    )
    return opened.exists()


def may_read_release(session: Session, viewer: Viewer, release: Release) -> bool:
    one = visible_releases(viewer).where(Release.id == release.id)
    return session.execute(one.with_only_columns(Release.id)).first() is not None


def may_know_of(viewer: Viewer, release: Release) -> bool:
    """Whether a refusal may say that it exists."""
    return is_near(viewer, release.school_id, release.municipality_id)


def is_near(viewer: Viewer, school_id: UUID, municipality_id: UUID) -> bool:
    """Whether the school is the viewer's own, one they have a grant for, or one of their administration."""
    near = (*viewer.school_ids("teacher", "leader", "principal"), *viewer.mentored_school_ids)
    return school_id in near or (viewer.is_administration and municipality_id == viewer.municipality_id)


def reads_beyond(viewer: Viewer, school_id: UUID) -> bool:
    """Whether the viewer reads the school from outside, so that the limits beyond the school hold too."""
    return school_id not in viewer.school_ids("teacher", "leader", "principal")


def may_release(viewer: Viewer, school: School) -> bool:
    return school.id in viewer.school_ids("principal")


def may_open(viewer: Viewer, school: School, audience: str, opened: Collection[str]) -> bool:
    """``opened`` are the audiences that read the release already; what is open is not opened again."""
    is_next = audience == LEADERSHIP or LEADERSHIP in opened
    return may_release(viewer, school) and audience in AUDIENCES and audience not in opened and is_next


def releasable_observations(viewer: Viewer, settled_at: datetime) -> Select[tuple[Observation]]:
    """What a release counts: of the viewer's schools as principal, arrived and shared when the term became whole."""
    return _settled(viewer, viewer.school_ids("principal"), settled_at)


def knowingly_settled(viewer: Viewer, settled_at: datetime) -> Select[tuple[Observation]]:
    """The same of every school that the viewer leads, to ask whether there are any and nothing else of them.

    Its leaders are told when a term holds nothing to release, so that nobody asks the principal for it.
    """
    return _settled(viewer, viewer.led_school_ids, settled_at)


def _settled(viewer: Viewer, school_ids: Collection[UUID], settled_at: datetime) -> Select[tuple[Observation]]:
    was_shared = or_(Observation.shared_at <= settled_at, Observation.share_deadline_at <= settled_at)
    return select(Observation).where(
        Observation.municipality_id == viewer.municipality_id,
        Observation.school_id.in_(school_ids),
        Observation.is_practice.is_(False),
        Observation.is_withdrawn.is_(False),
        Observation.arrived_at <= settled_at,
        was_shared,
    )


def may_compare(viewer: Viewer, school_id: UUID) -> bool:
    """Who reads the school's figures beside the municipality's: its leaders and its mentors."""
    return school_id in viewer.led_school_ids or school_id in viewer.mentored_school_ids


def knows_figures_of(viewer: Viewer) -> tuple[UUID, ...]:
    """The schools whose figures the viewer may know one by one, and could take away from a sum."""
    return (*viewer.led_school_ids, *sorted(viewer.mentored_school_ids), *viewer.school_ids("teacher"))
