"""Makes the rows of one school's term anew: live while the term runs, settled for good on the first look after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from observe.aggregates.frozen import thawed
from observe.aggregates.lattice import ALL
from observe.aggregates.lattice import Cell as LatticeCell
from observe.aggregates.queries.rollups import lessons_to_roll_up
from observe.aggregates.rollups import cell_of, cells_of
from observe.models.bulk import insert_rows
from observe.models.cells import pack_cells
from observe.models.limits import Limits, limits_of
from observe.models.releases import ADMINISTRATION, Release
from observe.models.rollups import DirtyMark, MunicipalRollup, Rollup
from observe.models.schools import Municipality, Term
from observe.models.terms import disjoint
from observe.models.versions.judge import rubric_shapes
from observe.policy.patterns import is_whole, settled_at
from observe.policy.releases import is_open_to

Place = tuple[UUID, UUID]
"""(school, term)"""
_PLACE = ("school_id", "term_id", "rubric_hash")
_COLUMNS = [column.name for column in Rollup.__table__.columns if column.name not in _PLACE]
_ANEW = f"({', '.join(_PLACE)}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}"


@dataclass(frozen=True)
class Home:
    """A municipality as it is now: a plain value, which outlives every transaction."""

    id: UUID
    tz: str
    limits: Limits
    now: datetime

    @classmethod
    def of(cls, row: Municipality, now: datetime) -> "Home":
        return cls(row.id, row.tz, limits_of(row.settings), now)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.tz)).date()

    def settles_at(self, term: Term) -> datetime | None:
        """When the figures of a term stopped moving; None while they may."""
        is_over = is_whole(term.ends_on, self.limits.share_days, self.today)
        return settled_at(term.ends_on, self.limits.share_days, self.tz) if is_over else None


def terms_of(session: Session, home: Home) -> list[Term]:
    """The terms that have figures of their own, in time."""
    return disjoint(session.scalars(select(Term).where(Term.municipality_id == home.id)))


def behind(session: Session, home: Home) -> list[Place]:
    """What has a mark, and what still moves though its term is over."""
    marked = select(DirtyMark.school_id, DirtyMark.term_id).where(DirtyMark.municipality_id == home.id)
    over = [term.id for term in terms_of(session, home) if home.settles_at(term)]
    live = select(Rollup.school_id, Rollup.term_id).where(Rollup.settled_at.is_(None), Rollup.term_id.in_(over))
    return sorted({(school, term) for query in (marked, live) for school, term in session.execute(query)})


def make_rows(session: Session, home: Home, school_id: UUID, term_id: UUID) -> None:
    """Take the mark away and make the rows anew, in the caller's transaction and in this order.

    The mark's row is locked until the end: a push of the school that is under way is waited for and seen, one that
    comes later waits and marks again.
    """
    stand_alone(session, home)
    session.execute(delete(DirtyMark).where(DirtyMark.school_id == school_id, DirtyMark.term_id == term_id))
    here = (Rollup.school_id == school_id, Rollup.term_id == term_id)
    settled = select(Rollup.rubric_hash, Rollup.is_released).where(*here, Rollup.settled_at.is_not(None))
    kept = dict(session.execute(settled).all())
    opened = {row[2]: row for row in _released_rows(session, home, school_id, term_id)}
    rows = {rubric: row for rubric, row in opened.items() if not kept.get(rubric)}
    if not kept:
        session.execute(delete(Rollup).where(*here))
        rows = {row[2]: row for row in _live_rows(session, home, school_id, term_id)} | rows
    insert_rows(session.connection(), Rollup.__table__, list(rows.values()), _ANEW)
    if any(row[5] for row in rows.values()):
        _forget_whole(session, home, term_id, is_opened=bool(kept))


def _forget_whole(session: Session, home: Home, term_id: UUID, is_opened: bool) -> None:
    """What all schools say together is made anew; but for a row that was settled before and is opened now.

    Schools read themselves beside all, released or not: if that moved with one release, the difference would be a
    single school's. What was released is known to its readers school by school.
    """
    moves = (
        MunicipalRollup.is_released
        if is_opened
        else or_(MunicipalRollup.is_released, MunicipalRollup.term_id == term_id)
    )
    session.execute(delete(MunicipalRollup).where(MunicipalRollup.municipality_id == home.id, moves))


def stand_alone(session: Session, home: Home) -> None:
    """One at a time in a municipality: of two, the one that read first could write last."""
    session.execute(select(Municipality.id).where(Municipality.id == home.id).with_for_update(key_share=True))


Row = tuple[object, ...]
"""Columns in the table's order."""


def _live_rows(session: Session, home: Home, school_id: UUID, term_id: UUID) -> Iterator[Row]:
    term = next((term for term in terms_of(session, home) if term.id == term_id), None)
    if term is None:
        return
    settles_at = home.settles_at(term)
    found = lessons_to_roll_up(session, school_id, term.starts_on, term.ends_on, settles_at)
    shapes = rubric_shapes(session.connection(), home.id, set(found))
    for rubric_hash, lessons in sorted(found.items()):
        shape = shapes[rubric_hash]
        figures = pack_cells(cells_of(lessons, len(shape.codes), shape.n_levels, home.limits), shape.n_levels)
        place = (school_id, term.id, rubric_hash, home.id)
        yield (*place, home.now, settles_at, False, len(lessons), figures)


def _released_rows(session: Session, home: Home, school_id: UUID, term_id: UUID) -> Iterator[Row]:
    """From the frozen cells of what is open to the administration: no observation is read for these."""
    open_ones = select(Release).where(
        Release.school_id == school_id, Release.term_id == term_id, is_open_to(ADMINISTRATION)
    )
    for release in session.scalars(open_ones).all():
        shape = rubric_shapes(session.connection(), home.id, {release.rubric_hash})[release.rubric_hash]
        shown = thawed(release.cells, is_beyond=True)
        cells = [cell_of(shown.get(LatticeCell(ALL, code))) for code in shape.codes]
        place = (school_id, term_id, release.rubric_hash, home.id)
        yield (
            *place, home.now, release.settled_at, True, release.n_observations, pack_cells(cells, shape.n_levels),
        )  # fmt: skip
