"""The viewer's latest halves of pairs, for the overview: whom they saw together with somebody, and how that stands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from observe.models.pairs import MATCHED, PairHalf
from observe.models.people import Person
from observe.policy.pairs import own_halves
from observe.policy.viewer import Viewer

LATEST = 3


@dataclass(frozen=True)
class LatestHalf:
    rid: UUID
    teacher: str
    on: date
    standing: str

    @property
    def is_matched(self) -> bool:
        return self.standing in MATCHED


def latest_halves(session: Session, viewer: Viewer, school_id: UUID) -> list[LatestHalf]:
    """The newest first; without those that were withdrawn. One query."""
    rows = session.execute(
        own_halves(viewer)
        .join(Person, Person.id == PairHalf.teacher_id)
        .where(PairHalf.school_id == school_id, PairHalf.is_withdrawn.is_(False))
        .order_by(PairHalf.observed_on.desc(), PairHalf.code)
        .limit(LATEST)
        .add_columns(Person)
    )
    return [LatestHalf(half.rid, teacher.name, half.observed_on, half.standing) for half, teacher in rows]
