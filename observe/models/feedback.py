"""What the teacher does with an observation: acknowledge (read, not agreed) and respond."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base


class Acknowledgement(Base):
    """The teacher has read it; says nothing about agreeing."""

    __tablename__ = "acknowledgement"

    author_id: Mapped[UUID] = mapped_column(primary_key=True)
    rid: Mapped[UUID] = mapped_column(primary_key=True)
    teacher_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    vid: Mapped[UUID]
    """The version that was read."""
    at: Mapped[datetime]


class Response(Base):
    """The teacher's own words; saved while typing, seen by others only once sent."""

    __tablename__ = "response"

    author_id: Mapped[UUID] = mapped_column(primary_key=True)
    rid: Mapped[UUID] = mapped_column(primary_key=True)
    teacher_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    draft: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime]
    text: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None]
