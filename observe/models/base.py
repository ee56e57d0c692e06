"""What every table shares: naming convention, UTC datetimes, ids that sort by the time they were made."""

from datetime import UTC, datetime
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import DateTime, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# Migrations name a constraint to drop it; the names must be the same on SQLite and PostgreSQL.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC without offset because SQLite drops offsets.

    Raises ValueError for a naive datetime: nobody can say which moment it means.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without offset cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: UtcDateTime, UUID: Uuid}


def uuid7() -> UUID:
    """A new UUIDv7: keys grow at one end of the index, so inserting stays fast with a million rows."""
    return uuid_utils.compat.uuid7()


def primary_uuid() -> Mapped[UUID]:
    return mapped_column(primary_key=True, default=uuid7)
