"""Work in the background: rows with a due moment and a lease, so that several workers never do one twice."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base, primary_uuid


class Job(Base):
    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "key"), Index(None, "finished_at", "due_at"))

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(128))
    """What the job is about; one job a kind and key, so that asking twice makes one."""
    payload: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    due_at: Mapped[datetime]
    n_tries: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(String(500))
    """Why the last try failed, in one line."""
