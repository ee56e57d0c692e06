"""Who may compare the two halves of a pair, and who may read how far a school's observers agree.

A comparison is for its two observers alone, once both have locked and both halves are here: not for the teacher, the
principal or the school's other leaders, as such. Agreement is for the leaders of the school: each always in their own
pairs, and in those of others only where ``aggregates.paired`` lets it.
"""

from uuid import UUID

from sqlalchemy import Select, and_, false, select, true
from sqlalchemy.orm import aliased

from observe.models.pairs import MATCHED, PairHalf
from observe.policy.viewer import Viewer

Other = aliased(PairHalf, name="other_half")


def own_halves(viewer: Viewer) -> Select[tuple[PairHalf]]:
    """The viewer's own halves; none for who has no appointment any more."""
    is_employed = true() if viewer.posts else false()
    here = PairHalf.municipality_id == viewer.municipality_id
    return select(PairHalf).where(here, PairHalf.author_id == viewer.person_id, is_employed)


def comparable_halves(viewer: Viewer) -> Select[tuple[PairHalf, PairHalf]]:
    """(own half, the other's) of the pairs in which the viewer was one of the two and both are matched."""
    same_pair = and_(
        Other.municipality_id == PairHalf.municipality_id,
        Other.code == PairHalf.code,
        Other.author_id != PairHalf.author_id,
        Other.standing.in_(MATCHED),
    )
    matched = own_halves(viewer).where(PairHalf.standing.in_(MATCHED), PairHalf.is_open)
    return matched.join(Other, same_pair).add_columns(Other)


def may_read_agreement(viewer: Viewer, school_id: UUID) -> bool:
    """The school's leaders, principal included; no mentor and no administration."""
    return school_id in viewer.led_school_ids
