"""What figures across schools are read from: a school's lessons for its row, the rows of a term, the figures of all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from observe.aggregates.municipality import Together
from observe.aggregates.queries.patterns import lessons_by_rubric
from observe.aggregates.ratings import Lesson
from observe.models.cells import Cell, unpack_cells
from observe.models.observations import Observation
from observe.models.releases import Release
from observe.models.rollups import DirtyMark, MunicipalRollup, Rollup
from observe.models.schools import School


def lessons_to_roll_up(
    session: Session, school_id: UUID, first: date, last: date, settled_at: datetime | None
) -> dict[str, list[Lesson]]:
    """{rubric's content hash: lessons} of a school's term; of a settled one, those that were shared by then."""
    counted = select(Observation)
    if settled_at:
        was_shared = or_(Observation.shared_at <= settled_at, Observation.share_deadline_at <= settled_at)
        counted = counted.where(Observation.arrived_at <= settled_at, was_shared)
    return lessons_by_rubric(session, counted, school_id, first, last)


def cells_by_school(
    session: Session, rows: Select[tuple[Rollup]], codes: Sequence[str], n_levels: int
) -> dict[str, dict[UUID, Cell]]:
    """{indicator code: {school: its cell}} of these rows of one term and rubric version, without what is withheld."""
    found: dict[str, dict[UUID, Cell]] = {code: {} for code in codes}
    for school_id, packed in session.connection().execute(rows.with_only_columns(Rollup.school_id, Rollup.figures)):
        for code, cell in zip(codes, unpack_cells(packed, n_levels), strict=True):
            if cell:
                found[code][school_id] = cell
    return found


def settled_rows(municipality_id: UUID, term_id: UUID, rubric_hash: str, is_released: bool) -> Select[tuple[Rollup]]:
    """The rows that no observation changes any more; of these the ones open to the administration, if asked."""
    here = (Rollup.municipality_id == municipality_id, Rollup.term_id == term_id, Rollup.rubric_hash == rubric_hash)
    rows = select(Rollup).where(*here, Rollup.settled_at.is_not(None))
    return rows.where(Rollup.is_released) if is_released else rows


def figures_of_all(
    session: Session, municipality_id: UUID, term_id: UUID, rubric_hash: str, is_released: bool
) -> dict[str, Together] | None:
    """{indicator code: all schools together}, without those of too few; None where they are not worked out yet."""
    found = session.scalar(
        select(MunicipalRollup.figures).where(
            MunicipalRollup.municipality_id == municipality_id,
            MunicipalRollup.term_id == term_id,
            MunicipalRollup.rubric_hash == rubric_hash,
            MunicipalRollup.is_released == is_released,
        )
    )
    return None if found is None else {code: _together(kept) for code, kept in found.items()}


def to_keep(figures: Mapping[str, Together]) -> dict[str, object]:
    """The figures of all as JSON takes them; ``figures_of_all`` gives them back."""
    return {code: asdict(each) for code, each in figures.items()}


def _together(kept: Mapping[str, object]) -> Together:
    # JSON has no tuples.
    return Together(**{name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()})


def is_settled_everywhere(session: Session, term_id: UUID) -> bool:
    """Whether every school's row of a term that is over has been settled: until then figures of all would move."""
    has_row = select(Rollup.school_id).where(
        Rollup.school_id == DirtyMark.school_id, Rollup.term_id == term_id, Rollup.settled_at.is_not(None)
    )
    behind = select(DirtyMark.school_id).where(DirtyMark.term_id == term_id, ~has_row.exists())
    live = select(Rollup.school_id).where(Rollup.term_id == term_id, Rollup.settled_at.is_(None))
    return not any(session.execute(query.limit(1)).first() for query in (behind, live))


def n_of(session: Session, schools: Select[tuple[School]]) -> int:
    """How many schools these are."""
    return session.scalar(schools.with_only_columns(func.count(School.id)))


def n_lessons_of(session: Session, municipality_id: UUID, term_id: UUID) -> tuple[int, int]:
    """(lessons with a rating, schools with any) of a term, whether released or not: numbers that say nothing else."""
    n_lessons, n_schools = session.execute(
        select(func.coalesce(func.sum(Rollup.n_lessons), 0), func.count(Rollup.school_id.distinct())).where(
            Rollup.municipality_id == municipality_id, Rollup.term_id == term_id
        )
    ).one()
    return int(n_lessons), n_schools


def n_released(session: Session, releases: Select[tuple[Release]]) -> dict[tuple[UUID, str], tuple[int, int]]:
    """{(term, rubric's content hash): (schools, observations)} of these releases."""
    rows = session.execute(
        releases.with_only_columns(
            Release.term_id, Release.rubric_hash, func.count(Release.id), func.sum(Release.n_observations)
        ).group_by(Release.term_id, Release.rubric_hash)
    )
    return {(term_id, rubric_hash): (n_schools, int(n_visits)) for term_id, rubric_hash, n_schools, n_visits in rows}


def worth_known(session: Session, term_id: UUID, rubric_hash: str, school_ids: Sequence[UUID], codes: Sequence[str],
                n_levels: int) -> dict[str, list[float]]:  # fmt: skip
    """{indicator code: what the ratings of those of these schools are worth that stand in the figures of all}.

    They are the schools whose figures a reader knows. A row that was opened since may have lost a cell that stands
    there: it counts for every indicator, with 0 where it is not known any more.
    """
    rows = select(Rollup).where(
        Rollup.school_id.in_(school_ids), Rollup.term_id == term_id, Rollup.rubric_hash == rubric_hash,
        Rollup.settled_at.is_not(None),
    )  # fmt: skip
    opened = set(session.scalars(rows.where(Rollup.is_released).with_only_columns(Rollup.school_id)))
    return {
        code: [schools[one].effective_n if one in schools else 0.0 for one in opened | schools.keys()]
        for code, schools in cells_by_school(session, rows, codes, n_levels).items()
    }
