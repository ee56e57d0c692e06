"""A municipality's own components of variance, kept as they were worked out once when a term was over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base


class OwnComponents(Base):
    """One row for the term; never changed, so that nobody can subtract yesterday's. It names no school and no person.

    Where there was too little to estimate from, the row says so and holds no shares.
    """

    __tablename__ = "own_components"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    term_id: Mapped[UUID] = mapped_column(ForeignKey("term.id"), primary_key=True)
    made_at: Mapped[datetime]
    components: Mapped[dict[str, object]] = mapped_column(JSON)
    """As ``aggregates.own_components.to_keep`` writes them."""
