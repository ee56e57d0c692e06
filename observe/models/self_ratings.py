"""A teacher's own rating of a lesson: with whom it is shared, and the form while it is being written.

The rating itself is a version like any other; what stands here is who may read it, and words not finished yet.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from observe.models.base import Base


class SelfShare(Base):
    """One leader who may read one self-rating, since when, and until when it was taken back."""

    __tablename__ = "self_share"

    author_id: Mapped[UUID] = mapped_column(primary_key=True)
    rid: Mapped[UUID] = mapped_column(primary_key=True)
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    shared_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class SelfDraft(Base):
    """The fields of the form as they stand; nobody but the author reads them."""

    __tablename__ = "self_draft"

    author_id: Mapped[UUID] = mapped_column(primary_key=True)
    rid: Mapped[UUID] = mapped_column(primary_key=True)
    fields: Mapped[dict[str, object]] = mapped_column(JSON)
    saved_at: Mapped[datetime]


def keep_self_draft(session: Session, author_id: UUID, rid: UUID, fields: dict[str, object], at: datetime) -> SelfDraft:
    draft = session.get(SelfDraft, (author_id, rid))
    if draft is None:
        draft = SelfDraft(author_id=author_id, rid=rid)
        session.add(draft)
    draft.fields, draft.saved_at = fields, at
    return draft


def drop_self_draft(session: Session, author_id: UUID, rid: UUID) -> None:
    session.execute(delete(SelfDraft).where(SelfDraft.author_id == author_id, SelfDraft.rid == rid))


def self_drafts_of(session: Session, author_id: UUID) -> list[SelfDraft]:
    """The newest first."""
    own = select(SelfDraft).where(SelfDraft.author_id == author_id)
    return list(session.scalars(own.order_by(SelfDraft.saved_at.desc(), SelfDraft.rid)))


def share_self_rating(session: Session, author_id: UUID, rid: UUID, reader_id: UUID, at: datetime) -> None:
    """The reader may read it from now on; again after it was taken back, too."""
    share = session.get(SelfShare, (author_id, rid, reader_id))
    if share is None:
        share = SelfShare(author_id=author_id, rid=rid, reader_id=reader_id, shared_at=at)
        session.add(share)
    elif share.withdrawn_at is not None:
        share.shared_at, share.withdrawn_at = at, None


def take_back_self_rating(session: Session, author_id: UUID, rid: UUID, reader_id: UUID, at: datetime) -> None:
    """The reader may not read it any more; what they have read they have read, and the row says when it ended."""
    share = session.get(SelfShare, (author_id, rid, reader_id))
    if share is not None and share.withdrawn_at is None:
        share.withdrawn_at = at


def self_shares_of(session: Session, author_id: UUID, rid: UUID) -> list[SelfShare]:
    """With whom it is or was shared, the first first."""
    of_it = select(SelfShare).where(SelfShare.author_id == author_id, SelfShare.rid == rid)
    return list(session.scalars(of_it.order_by(SelfShare.shared_at, SelfShare.reader_id)))
