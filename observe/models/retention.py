"""How long things are kept, and what is past its day."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, func, select

from observe.models.calibration import CaseAnswer
from observe.models.observations import Observation
from observe.models.people import Person
from observe.models.rollups import Rollup
from observe.models.schools import Term
from observe.models.self_ratings import SelfDraft
from observe.models.versions import Version

Record = tuple[UUID, UUID]
"""(author, rid)"""

LAST_DAY_OF_SCHOOL_YEAR = (7, 31)


def school_year_on(day: date) -> int:
    """The calendar year in which the school year of this day ends; it begins on 1 August."""
    ends_this_year = (day.month, day.day) <= LAST_DAY_OF_SCHOOL_YEAR
    return day.year + (0 if ends_this_year else 1)


def days_of_school_year(year: int) -> tuple[date, date]:
    """The first and the last day of the school year that ends in this calendar year."""
    before, last = (date(each, *LAST_DAY_OF_SCHOOL_YEAR) for each in (year - 1, year))
    return before + timedelta(days=1), last


def deletion_day(observed_on: date, keep_school_years: int) -> date:
    """The last day of the school year that lies this many after the one of ``observed_on``."""
    return date(school_year_on(observed_on) + keep_school_years, *LAST_DAY_OF_SCHOOL_YEAR)


def due_until(today: date, keep_school_years: int) -> date:
    """The last day whose observations are past their deletion day: a 31 July."""
    return date(school_year_on(today) - 1 - keep_school_years, *LAST_DAY_OF_SCHOOL_YEAR)


def records_due(connection: Connection, municipality_id: UUID, until: date, tz: str) -> list[Record]:
    """Every record of a lesson up to that day, by (author, rid): observations of every kind, withdrawn ones, drafts.

    Of what stands as an observation its day counts. Of a draft, or of what was taken back, the newest version's
    arrival: the day that it names is as wrong as its tablet's clock, and was never asked about. Two queries.
    """
    placed = select(Observation.author_id, Observation.rid).where(
        Observation.municipality_id == municipality_id, Observation.observed_on <= until
    )
    same = (Observation.author_id == Version.author_id) & (Observation.rid == Version.rid)
    others = (
        select(Version.author_id, Version.rid)
        .outerjoin(Observation, same)
        .where(Version.municipality_id == municipality_id, Observation.rid.is_(None))
        .group_by(Version.author_id, Version.rid)
        .having(func.max(Version.received_at) < _end_of(until, tz))
    )
    return sorted(tuple(row) for query in (placed, others) for row in connection.execute(query))


def n_records(connection: Connection, municipality_id: UUID) -> int:
    """How many records are kept, of whatever kind and age."""
    named = select(Version.author_id, Version.rid).where(Version.municipality_id == municipality_id).distinct()
    return connection.scalar(select(func.count()).select_from(named.subquery()))


def delete_rows_due(connection: Connection, municipality_id: UUID, until: date, tz: str) -> int:
    """What is no record but as old: answers to cases, forms never sent, rows of schools that nobody released.

    The sums over all schools stay: made anew without these rows, they would differ by them. To be called when no record
    is due any more, since a row without its observations is never made again.
    """
    own = select(Person.id).where(Person.municipality_id == municipality_id)
    over = select(Term.id).where(Term.municipality_id == municipality_id, Term.ends_on <= until)
    gone = (
        delete(CaseAnswer).where(CaseAnswer.municipality_id == municipality_id, CaseAnswer.school_year <= until.year),
        delete(SelfDraft).where(SelfDraft.author_id.in_(own), SelfDraft.saved_at < _end_of(until, tz)),
        delete(Rollup).where(Rollup.term_id.in_(over), Rollup.is_released.is_(False)),
    )
    return sum(connection.execute(each).rowcount for each in gone)


def _end_of(day: date, tz: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(tz))
