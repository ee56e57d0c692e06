"""What an observer rated in a calibration case. No lesson, no teacher: nothing here ever enters a school's figures."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from observe.models.base import Base, primary_uuid, uuid7


class CaseAnswer(Base):
    """One person's ratings of one case. A case comes round again in the next school year, not before."""

    __tablename__ = "case_answer"
    __table_args__ = (
        UniqueConstraint("person_id", "rubric_hash", "case_code", "school_year"),
        Index(None, "municipality_id", "school_year"),
    )

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    rubric_hash: Mapped[str] = mapped_column(String(64))
    case_code: Mapped[str] = mapped_column(String(64))
    school_year: Mapped[int]
    """The calendar year in which it ends."""
    answered_at: Mapped[datetime]
    ratings: Mapped[dict[str, int | str]] = mapped_column(JSON)
    """{indicator code: level, or ``not_observed``}"""


def keep_answer(
    session: Session, answer: CaseAnswer, ratings: Mapping[str, int | str], at: datetime
) -> tuple[CaseAnswer, bool]:
    """(what is kept, whether it was new): the first answer stands, for the reference has been seen after it.

    ``answer`` names person, case and school year; the caller holds the writing transaction and commits.
    """
    kept = session.scalars(
        select(CaseAnswer).where(
            CaseAnswer.person_id == answer.person_id,
            CaseAnswer.rubric_hash == answer.rubric_hash,
            CaseAnswer.case_code == answer.case_code,
            CaseAnswer.school_year == answer.school_year,
        )
    ).first()
    if kept is not None:
        return kept, False
    answer.id, answer.ratings, answer.answered_at = uuid7(), dict(ratings), at
    session.add(answer)
    session.flush()
    return answer, True
