"""Makes the figures of all schools anew, from their settled rows, wherever a changed row had them deleted."""

from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from observe.aggregates.municipality import Together, together
from observe.aggregates.queries.rollups import cells_by_school, settled_rows, to_keep
from observe.cli.refresh.rows import Home, stand_alone, terms_of
from observe.models.levels import RubricShape
from observe.models.rollups import MunicipalRollup, Rollup
from observe.models.versions.judge import rubric_shapes

Key = tuple[UUID, str, bool]
"""(term, rubric's content hash, whether of released rows alone)"""


def missing(session: Session, home: Home) -> list[Key]:
    """Whose figures are not there: of all settled rows, and of those that are open to the administration."""
    rows = select(Rollup.term_id, Rollup.rubric_hash, Rollup.is_released).where(
        Rollup.municipality_id == home.id, Rollup.settled_at.is_not(None)
    )
    wanted = {
        key
        for term_id, rubric_hash, is_released in session.execute(rows.distinct())
        for key in ((term_id, rubric_hash, False), (term_id, rubric_hash, is_released))
    }
    there = select(MunicipalRollup.term_id, MunicipalRollup.rubric_hash, MunicipalRollup.is_released)
    made = {tuple(row) for row in session.execute(there.where(MunicipalRollup.municipality_id == home.id))}
    return sorted(wanted - made)


def make_whole(session: Session, home: Home, term_id: UUID, rubric_hash: str, is_released: bool) -> None:
    """One row of figures, in the caller's transaction."""
    stand_alone(session, home)
    shape = rubric_shapes(session.connection(), home.id, {rubric_hash})[rubric_hash]
    terms = [term.id for term in terms_of(session, home)]
    if term_id not in terms:
        return
    before = terms[: terms.index(term_id)][-1:]
    now_and_before = [
        cells_by_school(session, settled_rows(home.id, each, rubric_hash, is_released), shape.codes, shape.n_levels)
        for each in (term_id, *before)
    ]
    figures = _of_all(home, shape, is_released, *now_and_before)
    key = {"municipality_id": home.id, "term_id": term_id, "rubric_hash": rubric_hash, "is_released": is_released}
    session.execute(insert(MunicipalRollup).values(**key, made_at=home.now, figures=to_keep(figures)))


def _of_all(
    home: Home, shape: RubricShape, is_released: bool, cells: dict, before: dict | None = None
) -> dict[str, Together]:
    found = {
        code: together(cells[code], (before or {}).get(code, {}), shape.n_levels, home.limits, is_drawn=is_released)
        for code in shape.codes
    }
    return {code: each for code, each in found.items() if each}
