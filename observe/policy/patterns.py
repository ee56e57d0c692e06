"""Who may see which patterns of a school, and of which observations they may be made.

The working view (*Arbejdsblik*) is live and rests only on what its viewer may read one by one anyway: a principal's on
the school's, a leader's on their own visits. A school's other leaders see the rest in whole terms and within the limits
of privacy. Mentors and the administration see releases only, of which there are none yet.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select

from observe.models.observations import Observation
from observe.policy.observations import is_shared, known_observations, visible_observations
from observe.policy.viewer import Viewer

# What a page of patterns rests on: the school live, one's own visits live, or the school within the limits.
SCHOOL, OWN, LIMITED = "school", "own", "limited"


def views_of(viewer: Viewer, school_id: UUID) -> tuple[str, ...]:
    """The views open to the viewer at a school, the usual one first; empty for who leads nothing there."""
    if school_id in viewer.school_ids("principal"):
        return (SCHOOL, OWN)
    if school_id in viewer.led_school_ids:
        return (OWN, LIMITED)
    return ()


def may_read_working_view(viewer: Viewer, school_id: UUID) -> bool:
    """Whether any live figures of this school are open to the viewer."""
    return bool({SCHOOL, OWN} & set(views_of(viewer, school_id)))


def may_read_coverage(viewer: Viewer, school_id: UUID) -> bool:
    """Who was visited when: the school's leaders, principal included."""
    return school_id in viewer.led_school_ids


def may_wait_for_releases(viewer: Viewer, school_id: UUID) -> bool:
    """Whether the viewer will read what is released of this school, and nothing before."""
    return school_id in viewer.mentored_school_ids or viewer.is_administration


def counted_observations(viewer: Viewer, view: str, now: datetime) -> Select[tuple[Observation]]:
    """The observations a view rests on. Live ones are a part of ``visible_observations``, so no figure tells more."""
    if view == LIMITED:
        return known_observations(viewer).where(is_shared(now))
    live = visible_observations(viewer, now)
    return live.where(Observation.author_id == viewer.person_id) if view == OWN else live


def is_readable(viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    """``visible_observations`` as a condition, for lists that name more than the viewer may open."""
    return visible_observations(viewer, now).whereclause


def is_whole(ends_on: date, today: date) -> bool:
    """Whether a term is over: only then may other leaders see it, so that no single visit can be subtracted."""
    return ends_on < today
