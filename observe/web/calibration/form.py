"""The form of a case: one level for each of its indicators, and what is missing said in place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from observe.aggregates.calibration import NOT_OBSERVED, Level
from observe.web.calibration.bank import Bank, Case


@dataclass(frozen=True)
class Choice:
    """An indicator with the level chosen; None where none is, or one that the rubric has not."""

    indicator: dict[str, Any]
    level: Level | None
    is_missing: bool


def choices_of(bank: Bank, case: Case, form: Mapping[str, str] | None = None) -> list[Choice]:
    """In the order of the case. Without a form nothing is chosen, and nothing is missing yet."""
    found = []
    for code in case.indicators:
        level = _level(form.get(f"rating-{code}", ""), len(bank.rubric["levels"])) if form is not None else None
        found.append(Choice(bank.indicators[code], level, form is not None and level is None))
    return found


def ratings_of(choices: list[Choice]) -> dict[str, Level]:
    """Of a form that lacks nothing."""
    return {choice.indicator["code"]: choice.level for choice in choices}


def _level(text: str, n_levels: int) -> Level | None:
    if text == NOT_OBSERVED:
        return NOT_OBSERVED
    return int(text) if text in map(str, range(1, n_levels + 1)) else None
