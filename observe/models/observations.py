"""The observation as pages and figures read it: a view of the versions, which can be rebuilt from them.

The row carries what lists, permission and figures need. Evidence and feedback are read from the head version's body,
so that the text of an observation stands in one place.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base

KINDS = ("visit", "walkthrough", "paired", "self", "calibration")
# A leader's on a named teacher, who reads them. The others reach nobody by themselves.
TOLD_KINDS = ("visit", "paired")
# All that figures of a school look at, so that the rest of the row stays out of their way, in the order in which they
# put lessons together: without it a page over 5,000 observations waits twice as long for the database.
READ_BY_FIGURES = (
    "school_id", "teacher_id", "author_id", "subject", "grade_level", "rubric_hash", "observed_on", "kind",
    "is_practice", "is_withdrawn", "shared_at", "share_deadline_at", "municipality_id", "rid", "levels",
)  # fmt: skip


class Observation(Base):
    """One record, identified by (author, rid): two people who made the same rid made two records."""

    __tablename__ = "observation"
    __table_args__ = (
        Index("ix_observation_figures", *READ_BY_FIGURES),
        Index("ix_observation_school_id_observed_on", "school_id", "observed_on"),
        Index("ix_observation_teacher_id_observed_on", "teacher_id", "observed_on"),
        Index("ix_observation_rid", "rid"),
    )

    author_id: Mapped[UUID] = mapped_column(primary_key=True)
    rid: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_id: Mapped[UUID]
    school_id: Mapped[UUID | None]
    teacher_id: Mapped[UUID | None]
    """None for a practice observation."""
    head_vid: Mapped[UUID]
    """The head that pages and figures use: put before withdraw, then depth, then sha256."""
    n_heads: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    is_practice: Mapped[bool]
    is_withdrawn: Mapped[bool]
    is_broken_off: Mapped[bool]
    observed_at: Mapped[datetime]
    observed_on: Mapped[date]
    """The local day in the municipality."""
    arrived_at: Mapped[datetime]
    """When the first version of the record was stored."""
    minutes: Mapped[int]
    section_id: Mapped[UUID | None]
    section_title: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(64))
    grade_level: Mapped[int | None]
    rubric_hash: Mapped[str | None] = mapped_column(String(64))
    levels: Mapped[bytes] = mapped_column(LargeBinary)
    """One byte per indicator in the rubric's order: 0 not rated, 255 not observed, else the level."""
    shared_at: Mapped[datetime | None]
    """When its author shared it; sharing by the deadline is computed on reading."""
    share_deadline_at: Mapped[datetime]
    """The latest moment at which the teacher may read it, whatever the author chose."""
    pupil_voice: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("''"))
    """What pupils answered, packed as ``models.voices`` has it; empty where none were asked."""
