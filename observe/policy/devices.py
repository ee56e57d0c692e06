"""Who may see and change which tablets: one's own, and the administration those of the municipality."""

from sqlalchemy import Select, select

from observe.models.people import Enrolment
from observe.policy.viewer import Viewer


def own_enrolments(viewer: Viewer) -> Select[tuple[Enrolment]]:
    """The viewer on their tablets; also for who has left, so that a tablet can still be reported."""
    return select(Enrolment).where(
        Enrolment.municipality_id == viewer.municipality_id, Enrolment.person_id == viewer.person_id
    )


def changeable_enrolments(viewer: Viewer) -> Select[tuple[Enrolment]]:
    """Those that the viewer may name, retire or report: their own, for the administration everybody's."""
    if viewer.is_administration:
        return select(Enrolment).where(Enrolment.municipality_id == viewer.municipality_id)
    return own_enrolments(viewer)
