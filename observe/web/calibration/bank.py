"""The bank of cases: those shipped for a rubric version that this municipality uses, and the one of the week."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.aggregates.calibration import Level, Target
from observe.data import shipped_cases
from observe.errors import NotFound
from observe.models.rubrics import RubricVersion

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Case:
    """One invented visit. Texts are ``{"da": ..., "en": ...}``."""

    code: str
    title: dict[str, str]
    setting: dict[str, str]
    notes: tuple[dict[str, Any], ...]
    """``{minute, kind, da, en}`` in time order"""
    references: dict[str, dict[str, Any]]
    """{indicator code: ``{level, why}``} in the order in which they are rated"""

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(self.references)


@dataclass(frozen=True)
class Bank:
    rubric_hash: str
    rubric: dict[str, Any]
    """As stored: domains, levels, not_observed."""
    cases: tuple[Case, ...]

    def case(self, code: str) -> Case:
        """Raises NotFound for a code that no case has."""
        found = next((case for case in self.cases if case.code == code), None)
        if found is None:
            raise NotFound
        return found

    def of_week(self, day: date) -> Case:
        """The same for everybody, so that all have rated the same: one a week, Monday to Sunday, in turn."""
        # Day 1 of the calendar that Python counts in was a Monday.
        return self.cases[(day.toordinal() - 1) // DAYS_OF_A_WEEK % len(self.cases)]

    @property
    def indicators(self) -> dict[str, dict[str, Any]]:
        return {each["code"]: each for domain in self.rubric["domains"] for each in domain["indicators"]}

    @property
    def reference(self) -> dict[Target, Level]:
        return {
            (case.code, code): reference["level"] for case in self.cases for code, reference in case.references.items()
        }


def bank_of(session: Session, municipality_id: UUID) -> Bank | None:
    """For the newest rubric version in use that cases were written for; None where there is none. One query."""
    query = (
        select(RubricVersion)
        .where(RubricVersion.municipality_id == municipality_id, RubricVersion.retired_at.is_(None))
        .order_by(RubricVersion.imported_at.desc(), RubricVersion.version.desc())
    )
    written = {(bank["rubric"]["key"], bank["rubric"]["version"]): bank["cases"] for bank in shipped_cases()}
    for version in session.scalars(query):
        if cases := written.get((version.key, version.version)):
            return Bank(version.content_hash, json.loads(version.body), tuple(map(_case, cases)))
    return None


def _case(given: dict[str, Any]) -> Case:
    return Case(given["code"], given["title"], given["setting"], tuple(given["notes"]), given["references"])
