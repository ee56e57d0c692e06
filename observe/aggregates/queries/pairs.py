"""The pairs of a school's year: what both locked, and nothing else of their observations; and who was in one."""

from datetime import date
from uuid import UUID

from sqlalchemy import String, and_, bindparam, case, select, type_coerce
from sqlalchemy.orm import Session, aliased

from observe.aggregates.paired import Pair
from observe.models.pairs import COMPLETE, MATCHED, PairHalf

_OF_BOTH = (PairHalf.rubric_hash, PairHalf.teacher_id)
# Built once: most schools have no pairs, and then this is all that a page asks about them.
_ONE_HALF = (
    select(PairHalf.rid)
    .where(
        PairHalf.school_id == bindparam("school"),
        PairHalf.observed_on.between(bindparam("first"), bindparam("last")),
        PairHalf.standing.in_(MATCHED),
    )
    .limit(1)
)


def has_pairs(session: Session, school_id: UUID, first: date, last: date) -> bool:
    """Whether any lesson of these days was observed by two; who may read them is not asked."""
    days = {"school": school_id, "first": first, "last": last}
    return session.connection().execute(_ONE_HALF, days).first() is not None


def pairs_between(session: Session, school_id: UUID, first: date, last: date) -> dict[str, list[Pair]]:
    """``{rubric's content hash: its pairs}``, both days included. Those of which a lock is doubted are left out."""
    other = aliased(PairHalf)
    same = and_(
        other.municipality_id == PairHalf.municipality_id,
        other.code == PairHalf.code,
        other.author_id > PairHalf.author_id,
        other.standing == COMPLETE,
    )
    later = case((other.arrived_at > PairHalf.arrived_at, other.arrived_at), else_=PairHalf.arrived_at)
    rows = session.execute(
        select(PairHalf.author_id, other.author_id, PairHalf.levels, other.levels, later, *_OF_BOTH)
        .join(other, same)
        .where(
            PairHalf.school_id == school_id,
            PairHalf.standing == COMPLETE,
            PairHalf.observed_on.between(first, last),
            PairHalf.rubric_hash.is_not(None),
        )
        .order_by(PairHalf.observed_on, PairHalf.code)
    )
    found: dict[str, list[Pair]] = {}
    for one, two, *rest in rows:
        pair = Pair((one, two), *rest)
        found.setdefault(pair.rubric_hash, []).append(pair)
    return found


def partners_between(session: Session, school_id: UUID, first: date, last: date) -> dict[tuple, set]:
    """``aggregates.marks.Partners`` of a school, both days included: also of pairs of which a lock is doubted.

    Ids are as ``queries.patterns`` gives them for lessons.
    """
    other = aliased(PairHalf)
    same = and_(
        other.municipality_id == PairHalf.municipality_id,
        other.code == PairHalf.code,
        other.author_id != PairHalf.author_id,
        other.standing.in_(MATCHED),
    )
    columns = (PairHalf.author_id, PairHalf.rid, other.author_id)
    asked = (
        select(*(type_coerce(column, String(32)) for column in columns))
        .join(other, same)
        .where(
            PairHalf.school_id == school_id,
            PairHalf.standing.in_(MATCHED),
            PairHalf.observed_on.between(first, last),
        )
    )
    found: dict[tuple, set] = {}
    for observer, rid, partner in session.connection().execute(asked):
        found.setdefault((observer, rid), set()).add(partner)
    return found
