"""Where the viewer stands beside the reference and the others, and how a school's leaders agree: for one page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from observe.aggregates.answers import counted_together
from observe.aggregates.calibration import Answer, Beside, Together, beside, drift_of, severity_of, together
from observe.aggregates.severity import Drift, Severity
from observe.models.calibration import CaseAnswer
from observe.models.retention import school_year_on
from observe.policy.calibration import MIN_OBSERVERS, answers_of_the_school, compared_answers, own_answers
from observe.policy.viewer import Viewer
from observe.web.calibration.bank import Bank


@dataclass(frozen=True)
class Standing:
    """The viewer's own, shown to nobody else."""

    beside: Beside
    severity: Severity | None
    n_others: int
    """Who rated the same, directly or through others; 0 where ``severity`` is None, as beside one colleague alone."""
    drift: Drift | None


def answered(session: Session, viewer: Viewer, bank: Bank) -> dict[str, CaseAnswer]:
    """{case code: the viewer's answer of this school year}. One query."""
    rows = session.scalars(own_answers(viewer).where(CaseAnswer.school_year == school_year_on(viewer.today)))
    return {row.case_code: row for row in rows if row.rubric_hash == bank.rubric_hash}


def standing_of(session: Session, viewer: Viewer, bank: Bank) -> Standing:
    """Beside the reference and over time: all answers that are kept; beside others: this school year's. Two queries."""
    own = _answers(session, own_answers(viewer), bank)
    others = _answers(session, compared_answers(viewer, school_year_on(viewer.today)), bank)
    found = severity_of(viewer.person_id, others)
    if found and found[1] < MIN_OBSERVERS:
        # Of two, each is as strict as the other is mild.
        found = None
    return Standing(
        beside=beside(own, bank.reference),
        severity=found[0] if found else None,
        n_others=found[1] - 1 if found else 0,
        drift=drift_of(own, bank.reference),
    )


def together_at(session: Session, viewer: Viewer, school_id: UUID, bank: Bank) -> Together | None:
    """This school year's answers of the school's leaders, as ``aggregates.answers`` counts them; None with too few of
    them. One query.
    """
    rows = _answers(session, answers_of_the_school(viewer, school_id, school_year_on(viewer.today)), bank)
    return together(counted_together(rows, viewer.person_id, MIN_OBSERVERS - 1), bank.reference, MIN_OBSERVERS)


def _answers(session: Session, rule: Select[tuple[CaseAnswer]], bank: Bank) -> list[Answer]:
    query = rule.where(CaseAnswer.rubric_hash == bank.rubric_hash).order_by(CaseAnswer.answered_at, CaseAnswer.id)
    return list(_ratings(session.scalars(query)))


def _ratings(rows: Iterable[CaseAnswer]) -> Iterator[Answer]:
    for row in rows:
        for code, level in row.ratings.items():
            yield Answer(row.person_id, (row.case_code, code), level)
