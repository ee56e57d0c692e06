"""What components of variance are estimated from, and those that were: ratings of a whole municipality, no names."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from observe.aggregates.own_components import Rated, kept
from observe.aggregates.queries.patterns import is_a_visit
from observe.aggregates.ratings import RATED
from observe.aggregates.reliability import Components
from observe.models.components import OwnComponents
from observe.models.observations import Observation
from observe.models.pairs import COMPLETE, PairHalf

# More visits than a municipality makes in a year; of more, the latest are enough.
MOST_VISITS = 20_000
_NEWEST = (
    select(OwnComponents.components)
    .where(OwnComponents.municipality_id == bindparam("municipality_id"))
    .order_by(OwnComponents.made_at.desc())
    .limit(1)
)


def ratings_between(
    session: Session, municipality_id: UUID, first: date, last: date, settled_at: datetime
) -> list[Rated]:
    """Of visits from first to last day that had arrived and were shared by then.

    Of a pair what was locked counts: what somebody changed after the talk is no second pair of eyes. A teacher of two
    schools is two here, since schools differ in the first place.
    """
    same = and_(
        PairHalf.author_id == Observation.author_id, PairHalf.rid == Observation.rid, PairHalf.standing == COMPLETE
    )
    was_shared = or_(Observation.shared_at <= settled_at, Observation.share_deadline_at <= settled_at)
    rows = session.execute(
        select(
            Observation.school_id, Observation.teacher_id, Observation.author_id, Observation.rid,
            PairHalf.code, func.coalesce(PairHalf.levels, Observation.levels), Observation.rubric_hash,
        )
        .outerjoin(PairHalf, same)
        .where(
            is_a_visit(),
            Observation.municipality_id == municipality_id,
            Observation.school_id.is_not(None),
            Observation.rubric_hash.is_not(None),
            Observation.observed_on.between(first, last),
            Observation.arrived_at <= settled_at,
            was_shared,
        )
        .order_by(Observation.observed_on.desc(), PairHalf.code, Observation.author_id, Observation.rid)
        .limit(MOST_VISITS)
    )  # fmt: skip
    return [rating for row in rows for rating in _ratings(*row)]


def _ratings(
    school: UUID, teacher: UUID, observer: UUID, rid: UUID, code: str | None, levels: bytes, rubric_hash: str
) -> Iterator[Rated]:
    """Of one visit. Indicators of different versions of a rubric are different ones."""
    lesson = code or (observer, rid)
    for at, is_rated in enumerate(levels.translate(RATED)):
        if is_rated:
            yield Rated(school, (school, teacher), lesson, observer, (rubric_hash, at), levels[at])


def components_of(session: Session, municipality_id: UUID) -> Components:
    """The newest that were worked out, or that could not be and are assumed; before the first, the assumed ones."""
    return kept(session.scalar(_NEWEST, {"municipality_id": municipality_id}))
