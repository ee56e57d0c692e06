"""Rubric versions: immutable, named by the hash of their content, retired but never deleted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base


class RubricVersion(Base):
    __tablename__ = "rubric_version"
    __table_args__ = (UniqueConstraint("municipality_id", "key", "version"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """The JSON bytes that ``content_hash`` is the SHA-256 of."""
    imported_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
