"""Of which walkthroughs, and of which answers of pupils, a leader of a school may see figures.

Nobody reads another's walkthrough: a principal sees how the ratings of all are distributed, another leader that of
their own. What pupils answered is read in no single lesson by anybody: its figures are for all leaders of the school.
"""

from uuid import UUID

from sqlalchemy import Select

from observe.models.observations import TOLD_KINDS, Observation
from observe.policy.observations import known_observations
from observe.policy.viewer import Viewer


def known_walkthroughs(viewer: Viewer, school_id: UUID) -> Select[tuple[Observation]]:
    """Those of which the viewer may know that they took place: days and minutes."""
    return known_observations(viewer).where(Observation.kind == "walkthrough", Observation.school_id == school_id)


def counted_walkthroughs(viewer: Viewer, school_id: UUID) -> Select[tuple[Observation]]:
    known = known_walkthroughs(viewer, school_id)
    is_principal = school_id in viewer.school_ids("principal")
    return known if is_principal else known.where(Observation.author_id == viewer.person_id)


def counted_voices(viewer: Viewer, school_id: UUID) -> Select[tuple[Observation]]:
    """Visits of the school to named teachers, whoever made them; their figures are counted in portions."""
    return known_observations(viewer).where(
        Observation.kind.in_(TOLD_KINDS), Observation.teacher_id.is_not(None), Observation.school_id == school_id
    )
