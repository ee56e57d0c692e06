"""The keys that tablets seal to: public halves and when each was in use. Private halves never enter a database."""

from datetime import datetime

from sqlalchemy import Connection, String, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base
from observe.models.people import Enrolment


class SealKey(Base):
    """One key pair; tablets seal to the newest that is not retired, and what older ones sealed can still be opened."""

    __tablename__ = "seal_key"

    kid: Mapped[str] = mapped_column(String(16), primary_key=True)
    point: Mapped[str] = mapped_column(String(87))
    """The public key: 65 raw bytes in base64url."""
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    """When a newer one took its place; tablets that were away then still seal to it."""
    destroyed_at: Mapped[datetime | None]
    """When the private half was deleted: what is sealed to it from then on cannot be opened by anybody."""


def keys_in_use(connection: Connection) -> dict[str, object]:
    """``{"current": kid, "keys": {kid: point}}``, all that can be opened; current is None where no key was made."""
    rows = connection.execute(_IN_USE).all()
    current = next((kid for kid, _point, retired_at in rows if retired_at is None), None)
    return {"current": current, "keys": {kid: point for kid, point, _retired_at in rows}}


_IN_USE = (
    select(SealKey.kid, SealKey.point, SealKey.retired_at)
    .where(SealKey.destroyed_at.is_(None))
    .order_by(SealKey.made_at.desc(), SealKey.kid)
)


def rotate(connection: Connection, kid: str, point: str, at: datetime) -> None:
    """From now on tablets seal to this one; the former stay, for tablets that are away. The caller commits."""
    connection.execute(update(SealKey).where(SealKey.retired_at.is_(None)).values(retired_at=at))
    connection.execute(insert(SealKey).values(kid=kid, point=point, made_at=at))


def n_that_may_return(connection: Connection, kid: str) -> int | None:
    """How many enrolments may still hold something sealed to a key: those from before it was retired that are neither
    retired nor stolen. None for a key that is in use, unknown or destroyed already.
    """
    found = select(SealKey.retired_at).where(SealKey.kid == kid, SealKey.destroyed_at.is_(None))
    retired_at = connection.execute(found).scalar()
    if retired_at is None:
        return None
    may_return = select(Enrolment.id).where(
        Enrolment.enrolled_at <= retired_at, Enrolment.retired_at.is_(None), Enrolment.stolen_at.is_(None)
    )
    return len(connection.execute(may_return).all())


def note_destroyed(connection: Connection, kid: str, at: datetime) -> None:
    """The caller deletes the private half and commits."""
    connection.execute(update(SealKey).where(SealKey.kid == kid).values(destroyed_at=at))
