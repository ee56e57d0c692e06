"""The privacy notice: published by the administration, read by each person before a first real visit."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.models.bulk import insert_rows
from observe.models.people import Notice, NoticeReading

ENDS = (".", ":", "?", "!")


def publish(
    session: Session, municipality_id: UUID, texts: Mapping[str, str], at: datetime, by: UUID | None = None
) -> Notice:
    """Put a notice in force; ``texts`` is ``{language: text}``. Everybody is asked to read it anew."""
    said = "\0".join(f"{language}\0{text}" for language, text in sorted(texts.items()))
    notice = Notice(
        municipality_id=municipality_id,
        sha256=sha256(said.encode()).hexdigest(),
        texts=dict(texts),
        published_by=by,
        published_at=at,
    )
    session.add(notice)
    return notice


def notice_in_force(session: Session, municipality_id: UUID) -> Notice | None:
    newest = select(Notice).where(Notice.municipality_id == municipality_id).order_by(Notice.published_at.desc())
    return session.scalars(newest.limit(1)).first()


def reading_of(session: Session, notice: Notice, person_id: UUID) -> NoticeReading | None:
    return session.get(NoticeReading, (notice.id, person_id))


def record_reading(session: Session, notice: Notice, person_id: UUID, at: datetime) -> None:
    """Reading twice keeps the first moment, also when both come at once."""
    insert_rows(session.connection(), NoticeReading.__table__, [(notice.id, person_id, at)], "DO NOTHING")


class Section(NamedTuple):
    heading: str
    """Empty where the text has none."""
    lines: tuple[str, ...]


def sections_of(text: str) -> list[Section]:
    """Blank lines part them; a first line that ends no sentence is a heading, the first one that of the whole text."""
    blocks = [block.strip().splitlines() for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    return [
        Section(lines[0], tuple(lines[1:])) if not lines[0].endswith(ENDS) else Section("", tuple(lines))
        for lines in blocks
    ]
