"""Records and their rules: SQLAlchemy, no Flask, no clock, no commit; whoever opened the transaction ends it.

Importing this package brings every table into ``Base.metadata``.
"""

from observe.models import (
    calibration,
    components,
    feedback,
    jobs,
    observations,
    pairs,
    people,
    releases,
    rollups,
    rubrics,
    schools,
    seal_keys,
    self_ratings,
    versions,
)
from observe.models.base import Base

__all__ = [
    "Base",
    "calibration",
    "components",
    "feedback",
    "jobs",
    "observations",
    "pairs",
    "people",
    "releases",
    "rollups",
    "rubrics",
    "schools",
    "seal_keys",
    "self_ratings",
    "versions",
]
