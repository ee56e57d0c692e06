"""Halves of pairs: what each of two observers locked of one lesson. A view of the versions, made again from them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base
from observe.models.pairing import CODE_LENGTH, WORD_LENGTH

COMPLETE, DOUBTED = "complete", "doubted"
# How a half stands, as its author is told; ``models/versions/standings.py`` says when.
STANDINGS = (
    "unlocked", "waiting", "twice", "crowded", "other_school", "other_teacher", "other_day", "other_rubric", DOUBTED,
    COMPLETE, "withdrawn",
)  # fmt: skip
# Both halves are here and belong together; of a doubted pair a lock or a word does not fit.
MATCHED = (COMPLETE, DOUBTED)


class PairHalf(Base):
    """One observer's half: the ratings as they were locked, whatever the observation says by now."""

    __tablename__ = "pair_half"
    __table_args__ = (Index(None, "municipality_id", "code"), Index(None, "school_id", "observed_on"))

    author_id: Mapped[UUID] = mapped_column(primary_key=True)
    rid: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_id: Mapped[UUID]
    code: Mapped[str] = mapped_column(String(CODE_LENGTH))
    school_id: Mapped[UUID]
    teacher_id: Mapped[UUID | None]
    observed_on: Mapped[date]
    rubric_hash: Mapped[str | None] = mapped_column(String(64))
    arrived_at: Mapped[datetime]
    is_withdrawn: Mapped[bool]
    commitment: Mapped[str | None] = mapped_column(String(64))
    """None until its author has locked."""
    is_kept: Mapped[bool]
    """Whether the locked ratings are those of the commitment, and no version of the record carries another."""
    told: Mapped[str | None] = mapped_column(String(WORD_LENGTH))
    """The other's word, as this author typed it in."""
    levels: Mapped[bytes] = mapped_column(LargeBinary)
    """The locked ratings, one byte per indicator in the rubric's order."""
    standing: Mapped[str] = mapped_column(String(16))
    is_open: Mapped[bool]
    """Whether a half of another author is here and all with this code are locked: nobody can be led by it any more."""
