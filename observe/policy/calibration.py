"""Who answers calibration cases, and whose answers a figure may rest on.

A single answer is its author's alone, also towards the principal: who rates in order to be seen does not calibrate.
What a school's leaders read together names nobody and rests on at least ``MIN_OBSERVERS`` of them.
"""

from uuid import UUID

from sqlalchemy import Select, or_, select

from observe.models.calibration import CaseAnswer
from observe.models.people import LEADING_ROLES, Appointment
from observe.policy.viewer import Viewer

# With the reader's own taken away, two are left at the least: no figure is one colleague's.
MIN_OBSERVERS = 3


def may_calibrate(viewer: Viewer) -> bool:
    """Those who observe: leaders and principals."""
    return viewer.is_leader


def own_answers(viewer: Viewer) -> Select[tuple[CaseAnswer]]:
    """The viewer's, of every school year that is kept."""
    return _of_the_municipality(viewer).where(CaseAnswer.person_id == viewer.person_id)


def compared_answers(viewer: Viewer, school_year: int) -> Select[tuple[CaseAnswer]]:
    """Everybody's of a year: what severity is measured against. Only the viewer's own figure may be shown of it."""
    return _of_the_municipality(viewer).where(CaseAnswer.school_year == school_year)


def answers_of_the_school(viewer: Viewer, school_id: UUID, school_year: int) -> Select[tuple[CaseAnswer]]:
    """Those of the leaders appointed at a school today, for figures of all of them together; none for others."""
    leads_there = (
        select(Appointment.person_id)
        .where(
            Appointment.school_id == school_id,
            Appointment.school_id.in_(viewer.led_school_ids),
            Appointment.role.in_(LEADING_ROLES),
            or_(Appointment.starts_on.is_(None), Appointment.starts_on <= viewer.today),
            or_(Appointment.ends_on.is_(None), Appointment.ends_on >= viewer.today),
        )
        .scalar_subquery()
    )
    return compared_answers(viewer, school_year).where(CaseAnswer.person_id.in_(leads_there))


def _of_the_municipality(viewer: Viewer) -> Select[tuple[CaseAnswer]]:
    return select(CaseAnswer).where(CaseAnswer.municipality_id == viewer.municipality_id)
