"""Tables of the version set: what was stored, what was set aside, the log of events and its counter."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base


class WithContent:
    """Bytes as they came in ``body``; ``content`` is what can be read of them, also where they came sealed."""

    body: Mapped[bytes] = mapped_column(LargeBinary)
    opened: Mapped[bytes | None] = mapped_column(LargeBinary, sort_order=1)
    """The body that a sealed one hides; None where it came unsealed, or cannot be opened."""

    @hybrid_property
    def content(self) -> bytes:
        return self.opened or self.body

    @content.inplace.expression
    @classmethod
    def _content(cls) -> ColumnElement[bytes]:
        return func.coalesce(cls.opened, cls.body)


class Version(WithContent, Base):
    """One immutable version of one record, its bytes as the tablet wrote them."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("municipality_id", "seq"), Index(None, "author_id", "rid"))

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    vid: Mapped[UUID] = mapped_column(primary_key=True)
    rid: Mapped[UUID]
    author_id: Mapped[UUID]
    device_id: Mapped[UUID]
    device_seq: Mapped[int] = mapped_column(BigInteger)
    carried_by: Mapped[UUID | None]
    """Whose enrolment brought it, if that was not its author's."""
    sha256: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    record_type: Mapped[str] = mapped_column(String(16))
    act: Mapped[str] = mapped_column(String(8))
    stage: Mapped[str] = mapped_column(String(8))
    parents: Mapped[str] = mapped_column(Text)
    """Space-separated vids, as in the body."""
    rubric_hash: Mapped[str | None] = mapped_column(String(64))
    received_at: Mapped[datetime]
    seq: Mapped[int] = mapped_column(BigInteger)
    flags: Mapped[str] = mapped_column(String(64), default="")
    """Space-separated remarks that do not stop it: clock, unknown_field."""
    shares: Mapped[bool] = mapped_column(default=False)
    """Whether it asks that the teacher may read the observation at once."""
    observed_at: Mapped[datetime]
    teacher_id: Mapped[UUID | None]
    """Whom it is about, as in the body; None where it names nobody, and for drafts and withdrawals."""
    pair_lock: Mapped[str | None] = mapped_column(String(64))
    """The commitment to ratings that were locked in a pair; None where nothing is locked, and for drafts."""


class Quarantined(WithContent, Base):
    """Bytes set aside: kept, readable by author and administration, never deleted by the program."""

    __tablename__ = "quarantined"
    __table_args__ = (
        Index(None, "municipality_id", "author_id"),
        Index(None, "municipality_id", "resolved_at", "code"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    vid: Mapped[str] = mapped_column(String(64), primary_key=True)
    """As sent, cut at 64 characters; empty where the element had none."""
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    code: Mapped[str] = mapped_column(String(32))
    detail: Mapped[str] = mapped_column(Text)
    rid: Mapped[UUID | None]
    author_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    carried_by: Mapped[UUID | None]
    received_at: Mapped[datetime]
    seq: Mapped[int] = mapped_column(BigInteger)
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None]
    """None where it was not a person but what it waited for."""


class FeedEvent(Base):
    """One step of the municipality's history, chained by hash to the one before it."""

    __tablename__ = "feed_event"
    __table_args__ = (Index(None, "municipality_id", "author_id", "seq"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    """stored, quarantined, repaired, shared, acknowledged, responded, paired, withdrawn or erased."""
    rid: Mapped[UUID | None]
    vid: Mapped[str | None] = mapped_column(String(64))
    author_id: Mapped[UUID | None]
    """Whose record it is about: the person whose tablets hear of it."""
    sha256: Mapped[str] = mapped_column(String(64), default="")
    chain: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]


class FeedCounter(Base):
    """The one row that every writer of the feed locks first."""

    __tablename__ = "feed_counter"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    epoch: Mapped[UUID]
    seq: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str] = mapped_column(String(64))


class Epoch(Base):
    """One unbroken history of the feed."""

    __tablename__ = "epoch"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    epoch: Mapped[UUID] = mapped_column(primary_key=True)
    first_seq: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str] = mapped_column(String(64))
    """The chain that its first event continues."""
    at: Mapped[datetime]
    why: Mapped[str] = mapped_column(Text)


class ErasedRecord(Base):
    """A legally erased record: its versions, known or not yet, are answered ``erased`` and no byte is kept."""

    __tablename__ = "erased_record"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    author_id: Mapped[UUID] = mapped_column(primary_key=True)
    rid: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Backup(Base):
    """A backup that was verified, with the place in the history that it covers, as its manifest says."""

    __tablename__ = "backup"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    place: Mapped[str] = mapped_column(String(500), primary_key=True)
    """The folder, as whoever made the backup sees it."""
    name: Mapped[str] = mapped_column(String(128), primary_key=True)
    epoch: Mapped[UUID]
    seq: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str] = mapped_column(String(64))
    verified_at: Mapped[datetime]
