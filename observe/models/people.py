"""People, their appointments, how they sign in, which tablets carry their notebook, and what they have read."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base, primary_uuid

ROLES = ("teacher", "leader", "principal", "administration")


class Person(Base):
    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("municipality_id", "source_id"), Index(None, "municipality_id", "email"))

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    source_id: Mapped[str | None] = mapped_column(String(255))
    """The roster's id; None for the first administrator, who may stand in no roster."""
    given_name: Mapped[str] = mapped_column(String(200))
    family_name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320))
    """Lower case; None where the roster has none."""
    language: Mapped[str] = mapped_column(String(8), default="da")

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


# Roles that lead a school; ``role`` of an appointment.
LEADING_ROLES = ("leader", "principal")


class Appointment(Base):
    """Person × school × role, from a first to a last day, both included; no school for the administration."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("role IN ('teacher', 'leader', 'principal', 'administration')", name="role"),
        CheckConstraint("(role = 'administration') = (school_id IS NULL)", name="school"),
        Index(None, "person_id"),
        Index(None, "school_id", "role"),
    )

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"))
    role: Mapped[str] = mapped_column(String(16))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    is_from_roster: Mapped[bool] = mapped_column(default=True)
    """Whether a bulk import that does not name it may close it."""


class MentorGrant(Base):
    """A principal's leave for a mentor to read a school's released patterns until a date, included."""

    __tablename__ = "mentor_grant"

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    granted_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]
    until_on: Mapped[date]


class Account(Base):
    """A local sign-in; the hash is argon2id. No row: the person signs in elsewhere or not at all."""

    __tablename__ = "account"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    changed_at: Mapped[datetime]
    """Signing in before this moment no longer counts: a new password ends older logins."""


class Invitation(Base):
    """A link by which one person sets a password once; only the token's SHA-256 is kept."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """A failed sign-in, counted to slow down guessing; the address is kept as a keyed hash and for a day."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[UUID] = primary_uuid()
    key: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]


class EndedLogin(Base):
    """A login that somebody signed out of: its cookie opens nothing any more, wherever a copy of it comes from."""

    __tablename__ = "ended_login"

    id: Mapped[UUID] = primary_uuid()
    at: Mapped[datetime] = mapped_column(index=True)


class Enrolment(Base):
    """Person × tablet: the device token of that person's notebook on that tablet, kept as SHA-256."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "device_id"), Index(None, "device_id"))

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    device_id: Mapped[UUID]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    enrolled_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[UUID | None]
    stolen_at: Mapped[datetime | None]
    stolen_by: Mapped[UUID | None]
    counted_from: Mapped[datetime | None]
    """The beginning of the minute in which ``n_pushes`` are counted; None before the first."""
    n_pushes: Mapped[int] = mapped_column(default=0, server_default="0")


class Notice(Base):
    """A published privacy notice; never changed, the newest one is in force."""

    __tablename__ = "notice"

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    """``{"da": text, "en": text}``, plain text with blank lines between paragraphs."""
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime]


class NoticeReading(Base):
    __tablename__ = "notice_reading"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    read_at: Mapped[datetime]


class AccessEntry(Base):
    """Who did what with whose record, for the access timeline; one row a batch on the push path."""

    __tablename__ = "access_entry"
    __table_args__ = (Index(None, "author_id", "rid"), Index(None, "actor_id", "at"))

    id: Mapped[UUID] = primary_uuid()
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(32))
    """pushed, read, shared, acknowledged, responded, repaired."""
    author_id: Mapped[UUID | None]
    rid: Mapped[UUID | None]
    """None where the row stands for a batch."""
    detail: Mapped[str] = mapped_column(Text, default="")
