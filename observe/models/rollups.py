"""A school's term in one row, for figures across schools; the marks that say which rows are behind; the figures of all.

A mark is written by the transaction that changes an observation, and taken away by the one that makes the row anew.
The mark's row is what both lock, so that neither goes on before it knows what the other did.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    Connection,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Uuid,
    bindparam,
    select,
    text,
    tuple_,
)  # fmt: skip
from sqlalchemy.orm import Mapped, mapped_column

from observe.models.base import Base
from observe.models.observations import Observation

Place = tuple[UUID, date]
"""(school, day of a lesson)"""


class DirtyMark(Base):
    """The rows of this school's term are behind."""

    __tablename__ = "dirty_mark"

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), primary_key=True)
    term_id: Mapped[UUID] = mapped_column(ForeignKey("term.id"), primary_key=True)
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), index=True)


class Rollup(Base):
    """What a school's term says in one rubric version: live while the term runs, then settled for good."""

    __tablename__ = "rollup"
    __table_args__ = (Index(None, "municipality_id", "term_id", "rubric_hash"),)

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), primary_key=True)
    term_id: Mapped[UUID] = mapped_column(ForeignKey("term.id"), primary_key=True)
    rubric_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    refreshed_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    """From when on no observation changes the row any more; None while the term runs."""
    is_released: Mapped[bool] = mapped_column(default=False)
    """Whether it holds the frozen cells of a release that is open to the administration."""
    n_lessons: Mapped[int]
    """Observations with a rating. A number alone says nothing of teaching: it is no cell and is not withheld."""
    figures: Mapped[bytes] = mapped_column(LargeBinary)
    """A packed cell for each domain and indicator, in the rubric's order (``models.cells``)."""


class MunicipalRollup(Base):
    """What all settled rows of a term say together. Deleted when one of them changes; refreshing makes it anew."""

    __tablename__ = "municipal_rollup"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    term_id: Mapped[UUID] = mapped_column(ForeignKey("term.id"), primary_key=True)
    rubric_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    is_released: Mapped[bool] = mapped_column(primary_key=True)
    """Made of the rows that are open to the administration alone, or of all that are settled."""
    made_at: Mapped[datetime]
    figures: Mapped[dict[str, object]] = mapped_column(JSON)


# A mark that is there already is written again, so that its row is locked until this transaction ends: whoever takes
# it away waits, and sees then what was committed with it.
_LOCKED = "ON CONFLICT (school_id, term_id) DO UPDATE SET municipality_id = excluded.municipality_id"
_MARK = text(
    "INSERT INTO dirty_mark (school_id, term_id, municipality_id) SELECT :school, term.id, :home FROM term "  # noqa: S608
    "WHERE term.municipality_id = :home AND term.starts_on <= :last AND term.ends_on >= :first AND term.kind IN "
    f"('term', 'semester') {_LOCKED}"
).bindparams(
    bindparam("school", type_=Uuid()), bindparam("home", type_=Uuid()),
    bindparam("first", type_=Date()), bindparam("last", type_=Date()),
)  # fmt: skip
_MARK_ONE = text(
    f"INSERT INTO dirty_mark (school_id, term_id, municipality_id) VALUES (:school, :term, :home) {_LOCKED}"  # noqa: S608
).bindparams(bindparam("school", type_=Uuid()), bindparam("term", type_=Uuid()), bindparam("home", type_=Uuid()))
_MARK_ALL = text(
    "INSERT INTO dirty_mark (school_id, term_id, municipality_id) SELECT school.id, term.id, :home FROM school, term "  # noqa: S608
    "WHERE school.municipality_id = :home AND term.municipality_id = :home AND term.kind IN ('term', 'semester') AND "
    "(EXISTS (SELECT 1 FROM observation WHERE observation.school_id = school.id AND observation.observed_on BETWEEN "
    "term.starts_on AND term.ends_on) OR EXISTS (SELECT 1 FROM rollup WHERE rollup.school_id = school.id AND "
    f"rollup.term_id = term.id)) {_LOCKED}"
).bindparams(bindparam("home", type_=Uuid()))


def mark(connection: Connection, municipality_id: UUID, school_id: UUID, term_id: UUID) -> None:
    """Have the rows of a school's term made anew."""
    connection.execute(_MARK_ONE, {"home": municipality_id, "school": school_id, "term": term_id})


def mark_all(connection: Connection, municipality_id: UUID) -> None:
    """Have every row made anew: terms moved, or the observations were rebuilt. Settled rows stay as they are."""
    connection.execute(_MARK_ALL, {"home": municipality_id})


def mark_places(connection: Connection, municipality_id: UUID, places: Iterable[Place]) -> None:
    """Mark every term that these lessons may lie in: one statement, a row of parameters for each school."""
    days: dict[UUID, list[date]] = {}
    for school_id, day in places:
        days.setdefault(school_id, []).append(day)
    marks = [
        {"home": municipality_id, "school": school_id, "first": min(some), "last": max(some)}
        # In one order everywhere, so that two writers never wait for each other.
        for school_id, some in sorted(days.items())
    ]
    if marks:
        connection.execute(_MARK, marks)


def places_of(rows: Iterable[Mapping[str, object]]) -> list[Place]:
    """Where and when these observation rows say that their lessons were; practice is nowhere."""
    return [(row["school_id"], row["observed_on"]) for row in rows if row["school_id"] and not row["is_practice"]]


def places_before(connection: Connection, records: Iterable[tuple[UUID, UUID]]) -> list[Place]:
    """Where the rows of these (author, rid) stand before they are replaced: a lesson may move. One query, if any."""
    records = list(records)
    if not records:
        return []
    query = select(Observation.school_id, Observation.observed_on).where(
        tuple_(Observation.author_id, Observation.rid).in_(records), Observation.school_id.is_not(None)
    )
    return [(school_id, day) for school_id, day in connection.execute(query)]
