"""The packed ratings of a school's term, for figures: one query, no text, no names."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from observe.aggregates.ratings import Lesson
from observe.models.levels import NOT_RATED
from observe.models.observations import Observation
from observe.models.pairs import MATCHED, PairHalf

_Alike = tuple[int, date | None]
# Observations of named teachers by a leader. Self-ratings and reference cases are in no figure of a school.
VISIT_KINDS = ("visit", "paired")
# Levels that are larger, compared byte by byte, hold a rating or a "not seen"; longer than those of any rubric.
UNRATED = bytes([NOT_RATED]) * 1000


def is_a_visit() -> ColumnElement[bool]:
    """Took place, with a named teacher, and was not withdrawn."""
    return and_(
        Observation.kind.in_(VISIT_KINDS),
        Observation.is_practice.is_(False),
        Observation.is_withdrawn.is_(False),
        Observation.teacher_id.is_not(None),
    )


def lessons_by_rubric(
    session: Session, allowed: Select[tuple[Observation]], school_id: UUID, first: date, last: date
) -> dict[str, list[Lesson]]:
    """{rubric's content hash: its lessons} of the ``allowed`` observations in a school, first to last day, one by one.

    Observations without any rating are left out: they say nothing about teaching. Broken-off visits with ratings count.
    """
    columns = (*_ALIKE, Observation.levels, _as_stored(Observation.rid))
    rows = session.connection().execute(_within(allowed, school_id, first, last).with_only_columns(*columns))
    found: dict[str, list[Lesson]] = {}
    for teacher, observer, subject, grade_level, rubric_hash, levels, rid in rows:
        lesson = Lesson(teacher, observer, subject, grade_level, levels, rubric_hash, rid=rid)
        found.setdefault(rubric_hash, []).append(lesson)
    return found


def halves_counted(
    session: Session, allowed: Select[tuple[Observation]], school_id: UUID, first: date, last: date
) -> list[Lesson]:
    """Those of the above that are one half of a pair, without their ratings; ``rid`` is the code that two share."""
    # By another name than in the condition of what may be read, which asks for halves too.
    half = aliased(PairHalf)
    asked = (
        _within(allowed, school_id, first, last)
        .join(half, and_(half.author_id == Observation.author_id, half.rid == Observation.rid))
        .where(half.standing.in_(MATCHED))
    )
    rows = session.connection().execute(asked.with_only_columns(*_ALIKE, half.code))
    return [Lesson(*who_and_where, b"", rubric_hash, rid=code) for *who_and_where, rubric_hash, code in rows]


def has_lessons(
    session: Session, allowed: Select[tuple[Observation]], school_id: UUID, first: date, last: date
) -> bool:
    """Whether the above finds any, without reading them."""
    one = _within(allowed, school_id, first, last).with_only_columns(Observation.rid).limit(1)
    return session.connection().execute(one).first() is not None


def lessons_by_term(
    session: Session,
    allowed: Select[tuple[Observation]],
    school_id: UUID,
    terms: Sequence[tuple[date, date]],
    has_days: bool = False,
) -> list[dict[str, list[Lesson]]]:
    """For each term, given by its first and last day, {rubric's content hash: its lessons}. One query for all.

    As above, but those that differ in their ratings alone come as one. Terms may overlap; a lesson stands in each that
    it lies in.
    """
    found: list[dict[str, list[Lesson]]] = [{} for _ in terms]
    if not terms:
        return found
    for lesson in _together(session, allowed, school_id, terms, has_days):
        for place, of_term in enumerate(found):
            if lesson.terms >> place & 1:
                of_term.setdefault(lesson.rubric_hash, []).append(lesson)
    return found


def _together(
    session: Session,
    allowed: Select[tuple[Observation]],
    school_id: UUID,
    terms: Sequence[tuple[date, date]],
    has_days: bool,
) -> Iterator[Lesson]:
    """Put together by the database: thousands of rows of Python cost more than all that is done with them.

    Days are compared as text, which no index of days can answer: the one that has the lessons in the order of the
    groups spares the database to sort them.
    """
    begin, end = min(first for first, _ in terms), max(last for _, last in terms)

    @cache
    def alike(day: str) -> tuple[int, date | None]:
        on = date.fromisoformat(day)
        lies_in = sum(1 << place for place, (first, last) in enumerate(terms) if first <= on <= last)
        return lies_in, on if has_days else None

    asked = (
        _counted(allowed, school_id)
        .where(_DAY.between(begin.isoformat(), end.isoformat()))
        .with_only_columns(func.count(), func.aggregate_strings(_hex(Observation.levels) + _DAY, ""), *_ALIKE)
        .group_by(*_ALIKE)
    )
    # Straight from the connection: the ORM's pass over the rows would cost as much as the query.
    for n, joined, teacher, observer, subject, grade_level, rubric_hash in session.connection().execute(asked):
        for (lies_in, on), levels in _by_day(joined, n, alike).items():
            packed = bytes.fromhex("".join(levels))
            yield Lesson(teacher, observer, subject, grade_level, packed, rubric_hash, lies_in, on, len(levels))


def _by_day(joined: str, n: int, alike: Callable[[str], _Alike]) -> dict[_Alike, list[str]]:
    """{what ``alike`` says of a day: its levels in hexadecimal digits}; ``joined`` is n times levels and day."""
    width = len(joined) // n
    levels = [joined[at : at + width - _DAY_LONG] for at in range(0, len(joined), width)]
    days = [joined[at - _DAY_LONG : at] for at in range(width, len(joined) + 1, width)]
    found: dict[_Alike, list[str]] = {}
    for each, rated in zip(map(alike, days), levels, strict=True):
        found.setdefault(each, []).append(rated)
    return found


def _within(
    allowed: Select[tuple[Observation]], school_id: UUID, first: date, last: date
) -> Select[tuple[Observation]]:
    return _counted(allowed, school_id).where(Observation.observed_on.between(first, last))


def _counted(allowed: Select[tuple[Observation]], school_id: UUID) -> Select[tuple[Observation]]:
    return allowed.where(
        is_a_visit(),
        Observation.rubric_hash.is_not(None),
        Observation.school_id == school_id,
        Observation.levels > UNRATED,
    )


class _hex(FunctionElement[str]):
    """Bytes as hexadecimal digits: the one form in which both databases can join them to one another."""

    type, inherit_cache = String(), True


@compiles(_hex)
def _hex_in_sqlite(element: _hex, compiler: SQLCompiler, **options: object) -> str:
    return f"hex({compiler.process(element.clauses, **options)})"


@compiles(_hex, "postgresql")
def _hex_in_postgresql(element: _hex, compiler: SQLCompiler, **options: object) -> str:
    return f"encode({compiler.process(element.clauses, **options)}, 'hex')"


def _as_stored(column: InstrumentedAttribute[UUID | None]) -> ColumnElement[object]:
    """An id as the database keeps it: figures only compare them, and making UUIDs costs more than counting."""
    return type_coerce(column, String(32))


# What figures tell lessons apart by, but for their ratings.
_ALIKE = (
    _as_stored(Observation.teacher_id),
    _as_stored(Observation.author_id),
    Observation.subject,
    Observation.grade_level,
    Observation.rubric_hash,
)
# A day as both databases write it.
_DAY, _DAY_LONG = cast(Observation.observed_on, String), len("2026-08-12")
