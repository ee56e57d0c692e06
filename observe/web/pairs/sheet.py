"""A comparison as its two observers read it: the locked levels with their words, and both's evidence side by side."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from observe.aggregates.paired import Compared, compared
from observe.models.levels import NOT_OBSERVED, NOT_RATED
from observe.models.moments import clock_time_or_none
from observe.models.observations import Observation
from observe.models.pairs import DOUBTED, PairHalf
from observe.models.people import Person
from observe.models.versions import Version
from observe.web.capture.pair_words import PAIRS
from observe.web.letters import rubric_of, subject_title

Tagged = dict[str, list[tuple[datetime | None, str]]]
"""``{indicator code: [(when, text)]}``"""


@dataclass(frozen=True)
class Seen:
    """What one of the two saw of one indicator. ``level`` is None where it was not rated."""

    level: int | str | None
    notes: tuple[tuple[datetime | None, str], ...]


@dataclass(frozen=True)
class Row:
    indicator: Mapping[str, Any]
    one: Seen
    other: Seen
    n_apart: int = 0


@dataclass(frozen=True)
class Sheet:
    observation: Observation
    rubric: Mapping[str, Any]
    teacher: str
    subject: str
    partner: str
    is_doubted: bool
    compared: Compared
    same: tuple[Row, ...]
    apart: tuple[Row, ...]
    unmatched: tuple[Row, ...]


def standing_words(half: PairHalf) -> tuple[str, str]:
    """What is said of a half that cannot be compared: a sentence, and what to do."""
    name = "pair_here" if half.standing == "withdrawn" else f"pair_{half.standing}"
    return str(PAIRS[name]), str(PAIRS[f"{name}_do"])


def sheet_of(session: Session, own: PairHalf, other: PairHalf) -> Sheet:
    """The viewer's own half stands first. Six queries."""
    observation = session.get_one(Observation, (own.author_id, own.rid))
    rubric = rubric_of(session, observation)
    rows = _rows(rubric, (own, other), [_notes_of(session, half) for half in (own, other)])
    found = compared(own.levels, other.levels)
    return Sheet(
        observation=observation,
        rubric=rubric,
        teacher=session.get_one(Person, own.teacher_id).name,
        subject=subject_title(observation.subject),
        partner=session.get_one(Person, other.author_id).name,
        is_doubted=own.standing == DOUBTED,
        compared=found,
        same=tuple(rows[place] for place in found.same),
        apart=tuple(replace(rows[place], n_apart=distance) for place, distance in found.apart),
        unmatched=tuple(rows[place] for place in found.unmatched),
    )


def _rows(rubric: Mapping[str, Any], halves: tuple[PairHalf, PairHalf], notes: list[Tagged]) -> list[Row]:
    """One for every indicator, in the rubric's order."""
    indicators = [indicator for domain in rubric["domains"] for indicator in domain["indicators"]]
    return [
        Row(
            indicator,
            *(
                Seen(_level(half.levels[place]), tuple(tagged.get(indicator["code"], ())))
                for half, tagged in zip(halves, notes, strict=True)
            ),
        )
        for place, indicator in enumerate(indicators)
    ]


def _level(level: int) -> int | str | None:
    return "not_observed" if level == NOT_OBSERVED else None if level == NOT_RATED else level


def _notes_of(session: Session, half: PairHalf) -> Tagged:
    """The notes by what they are tagged with, in time order."""
    observation = session.get_one(Observation, (half.author_id, half.rid))
    version = session.get_one(Version, (observation.municipality_id, observation.head_vid))
    tagged: Tagged = {}
    for note in json.loads(version.content)["payload"].get("notes", ()):
        for code in note.get("indicators", ()):
            tagged.setdefault(code, []).append((clock_time_or_none(note.get("at")), note["text"]))
    return tagged
