"""Releases: the figures of a school's term as they were when its principal froze them, and to whom they were opened.

Primary rows: nothing rebuilds them, and no later visit, edit, withdrawal or erasure changes them. They hold sums over
the limits' number of teachers and no id of a teacher or an observer; a withheld cell holds no figure at all.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from observe.models.base import Base, primary_uuid
from observe.models.rollups import mark

LEADERSHIP, STAFF, ADMINISTRATION = "leadership", "staff", "administration"
AUDIENCES = (LEADERSHIP, STAFF, ADMINISTRATION)


class Release(Base):
    """One school × term × rubric version."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("school_id", "term_id", "rubric_hash"),
        Index(None, "municipality_id", "term_id"),
    )

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    term_id: Mapped[UUID] = mapped_column(ForeignKey("term.id"))
    rubric_hash: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date]
    """First and last day of the term as it was then: a roster may move a term, never a release."""
    ends_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime]
    """What had arrived by then was counted."""
    n_observations: Mapped[int]
    n_teachers: Mapped[int]
    n_observers: Mapped[int]
    n_rubrics: Mapped[int] = mapped_column(server_default="1")
    """Versions of the rubric that were rated by in the term: each is released by itself."""
    limits: Mapped[dict[str, float]] = mapped_column(JSON)
    """``{name in models.limits: its value at the time}``"""
    components: Mapped[dict[str, object] | None] = mapped_column(JSON)
    """What Φ rests on, as ``aggregates.own_components.to_keep`` writes it; None: the assumed components."""
    cells: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    """As ``aggregates.frozen`` writes them."""


class ReleaseOpening(Base):
    """The act by which an audience may read a release: who, when; one row each, never taken back."""

    __tablename__ = "release_opening"
    __table_args__ = (CheckConstraint("audience IN ('leadership', 'staff', 'administration')", name="audience"),)

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    audience: Mapped[str] = mapped_column(String(16), primary_key=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


def openings_of(session: Session, release_id: UUID) -> dict[str, ReleaseOpening]:
    """{audience: its opening}, in the order in which they were opened."""
    rows = select(ReleaseOpening).filter_by(release_id=release_id).order_by(ReleaseOpening.opened_at)
    return {row.audience: row for row in session.scalars(rows)}


def open_to(session: Session, release: Release, audience: str, person_id: UUID, at: datetime) -> bool:
    """Open a release to an audience; False where it was open already, and nothing changes."""
    if session.get(ReleaseOpening, (release.id, audience)):
        return False
    session.add(ReleaseOpening(release_id=release.id, audience=audience, opened_at=at, opened_by_id=person_id))
    session.flush()
    if audience == ADMINISTRATION:
        mark(session.connection(), release.municipality_id, release.school_id, release.term_id)
    return True


def overlapping_releases(
    session: Session, school_id: UUID, term_id: UUID, starts_on: date, ends_on: date
) -> list[Release]:
    """Releases of the school of other terms that share a day with these: their difference would be a few visits."""
    rows = select(Release).where(
        Release.school_id == school_id,
        Release.term_id != term_id,
        Release.starts_on <= ends_on,
        Release.ends_on >= starts_on,
    )
    return list(session.scalars(rows))
