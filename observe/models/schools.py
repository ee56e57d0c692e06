"""Municipality, schools, terms, sections: the frame that the roster fills."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from observe.errors import WhichMunicipality
from observe.models.base import Base, primary_uuid


class Municipality(Base):
    """The controller of the data; every record that grows carries its id."""

    __tablename__ = "municipality"

    id: Mapped[UUID] = primary_uuid()
    source_id: Mapped[str | None] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    tz: Mapped[str] = mapped_column(String(64), default="Europe/Copenhagen")
    settings: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    """Limits that differ from the shipped ones, by the names in ``observe.models.limits``."""


def municipality_named(session: Session, name: str) -> Municipality:
    """The one of this name, or the only one for no name; raises WhichMunicipality with those there are."""
    there = session.scalars(select(Municipality).order_by(Municipality.name)).all()
    named = [one for one in there if name in ("", one.name)]
    if len(named) != 1:
        raise WhichMunicipality(names=", ".join(one.name for one in there) or "observe import-roster")
    return named[0]


class School(Base):
    __tablename__ = "school"
    __table_args__ = (UniqueConstraint("municipality_id", "source_id"),)

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    source_id: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(200))
    institution_number: Mapped[str | None] = mapped_column(String(32))
    ended_on: Mapped[date | None]


class Term(Base):
    """A part of the school year with its first and last day, both included; kind is OneRoster's session type."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("municipality_id", "source_id"),)

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    source_id: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    """term, semester, gradingPeriod or schoolYear."""
    school_year: Mapped[int]
    """The calendar year in which the school year ends."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class Section(Base):
    """Pupils taught together in one subject; pupils themselves are never kept."""

    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("municipality_id", "source_id"), Index(None, "school_id"))

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    source_id: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str | None] = mapped_column(String(64))
    """Code of ``observe/data/subjects.yaml``; None where the roster's words match none."""
    grade_level: Mapped[int | None]
    ended_on: Mapped[date | None]


class SectionTeacher(Base):
    """Who teaches a section; ended rows stay, so that an old observation can still be read with its lesson."""

    __tablename__ = "section_teacher"

    section_id: Mapped[UUID] = mapped_column(ForeignKey("section.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    ended_on: Mapped[date | None]
