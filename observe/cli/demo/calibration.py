"""The demo's observers rate some cases, one a week: near the reference, each with an eye of their own."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.data import shipped_cases
from observe.models.calibration import CaseAnswer, keep_answer
from observe.models.people import LEADING_ROLES, Appointment
from observe.models.retention import school_year_on
from observe.models.rubrics import RubricVersion

N_CASES, N_LEVELS = 7, 4
# Of a rating: how often it is as the reference; otherwise it is one level off, to the side of the person's eye.
SHARE_EXACT = 0.68


def rate_cases(session: Session, municipality_id: UUID, now: datetime, seed: int) -> None:
    """Every leader has rated the first cases of the bank in the last weeks; nothing where no bank fits the rubric."""
    bank = shipped_cases()[0]
    found = session.scalars(select(RubricVersion).filter_by(municipality_id=municipality_id, **bank["rubric"])).first()
    if found is None:
        return
    leads = Appointment.municipality_id == municipality_id, Appointment.role.in_(LEADING_ROLES)
    people = session.scalars(select(Appointment.person_id).where(*leads).order_by(Appointment.id)).unique().all()
    for nth, person in enumerate(dict.fromkeys(people)):
        chance = Random(f"{seed} calibration {nth}")  # noqa: S311 (invented answers, no secret)
        for week, case in enumerate(bank["cases"][: N_CASES - nth % 3]):
            at = now - timedelta(weeks=N_CASES - week, hours=chance.randint(1, 60))
            answer = CaseAnswer(
                municipality_id=municipality_id, person_id=person, rubric_hash=found.content_hash,
                case_code=case["code"], school_year=school_year_on(at.date()),
            )  # fmt: skip
            keep_answer(session, answer, _ratings(case["references"], chance, side=(-1, 1)[nth % 2]), at)


def _ratings(references: dict[str, dict], chance: Random, side: int) -> dict[str, int | str]:
    return {code: _rating(reference["level"], chance, side) for code, reference in references.items()}


def _rating(level: int | str, chance: Random, side: int) -> int | str:
    if level == "not_observed" or chance.random() < SHARE_EXACT:
        return level
    return min(max(level + side * chance.choice((1, 1, -1)), 1), N_LEVELS)
