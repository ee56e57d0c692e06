"""Who may see which patterns of a school, and of which observations they may be made.

The working view (*Arbejdsblik*) is live and rests only on what its viewer may read one by one anyway: a principal's on
the school's, a leader's on their own visits. Everything beyond that is read in releases (``policy.releases``).
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select

from observe.models.observations import Observation
from observe.policy.observations import visible_observations
from observe.policy.viewer import Viewer

# What a page of patterns rests on: what is shared at the school, or one's own visits.
SCHOOL, OWN = "school", "own"
# The day that begins when the last deadline for sharing a term's visits has passed.
DAY_AFTER = timedelta(days=1)


def views_of(viewer: Viewer, school_id: UUID) -> tuple[str, ...]:
    """The views open to the viewer at a school, the usual one first; empty for who leads nothing there."""
    if school_id in viewer.school_ids("principal"):
        return (SCHOOL, OWN)
    if school_id in viewer.led_school_ids:
        return (OWN,)
    return ()


def may_read_working_view(viewer: Viewer, school_id: UUID) -> bool:
    """Whether any live figures of this school are open to the viewer."""
    return bool({SCHOOL, OWN} & set(views_of(viewer, school_id)))


def may_read_coverage(viewer: Viewer, school_id: UUID) -> bool:
    """Who was visited when: the school's leaders, principal included."""
    return school_id in viewer.led_school_ids


def counted_observations(viewer: Viewer, view: str, now: datetime) -> Select[tuple[Observation]]:
    """The observations a view rests on: a part of ``visible_observations``, so no figure tells more than they do."""
    live = visible_observations(viewer, now)
    return live.where(Observation.author_id == viewer.person_id) if view == OWN else live


def is_readable(viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    """``visible_observations`` as a condition, for lists that name more than the viewer may open."""
    return visible_observations(viewer, now).whereclause


def settled_at(ends_on: date, share_days: int, tz: str) -> datetime:
    """When the last visit of a term has to be shared: what is counted then stays, so none can be subtracted."""
    return datetime.combine(ends_on + timedelta(days=share_days) + DAY_AFTER, time(), ZoneInfo(tz))


def is_whole(ends_on: date, share_days: int, today: date) -> bool:
    """Whether a term is over and its deadlines for sharing have passed: only then may it be released."""
    return ends_on + timedelta(days=share_days) + DAY_AFTER <= today
