"""An observation as people read it, a letter: from the row that lists use and the body of its head version."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from flask_babel import get_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.data import shipped
from observe.models.moments import clock_time_or_none, day_or_none
from observe.models.observations import Observation
from observe.models.people import Person
from observe.models.rubrics import RubricVersion
from observe.models.versions import Version
from observe.models.voices import unpack_voice
from observe.web.counted import Counted, counted_of

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Note:
    at: datetime
    text: str
    kind: str
    """saw, heard or counted."""
    counted: Counted | None = None
    """What an interval timer counted; the text says the same in words."""


@dataclass(frozen=True)
class Judgement:
    """One indicator as it was rated; ``indicator`` as in the rubric's JSON."""

    indicator: dict[str, Any]
    level: int | str | None
    """A level, ``not_observed``, or None for one in focus that was not rated."""
    reason: str


@dataclass(frozen=True)
class Letter:
    observation: Observation
    author: Person
    teacher: Person | None
    section: str
    subject: str
    """Title in the reader's language."""
    starts_at: datetime
    ends_at: datetime
    wish: str
    also_present: tuple[str, ...]
    notes: tuple[Note, ...]
    """In time order."""
    rubric: dict[str, Any] | None
    judgements: tuple[Judgement, ...]
    """The focus in the order it was chosen, then what was rated beside it."""
    worked: str
    worked_notes: tuple[Note, ...]
    question: str
    next_step: str
    next_step_on: date | None

    @property
    def n_pupils(self) -> int:
        """How many pupils were asked; what they answered stands on no page of one lesson."""
        voice = unpack_voice(self.observation.pupil_voice)
        return voice.n if voice else 0


def letter_of(session: Session, observation: Observation) -> Letter:
    """The letter of the head version, permission already asked. Four queries at most.

    What was stored under older rules can be read, too: a time, a day or a name that is none costs no letter.
    """
    version = session.get_one(Version, (observation.municipality_id, observation.head_vid))
    payload = json.loads(version.content)["payload"]
    feedback = payload.get("feedback") or {}
    rubric = rubric_of(session, observation)
    notes = {note["id"]: _note(note, observation.observed_at) for note in payload.get("notes", ())}
    teacher_id = observation.teacher_id
    return Letter(
        observation=observation,
        author=session.get_one(Person, observation.author_id),
        teacher=session.get_one(Person, teacher_id) if teacher_id else None,
        section=observation.section_title,
        subject=subject_title(observation.subject),
        starts_at=observation.observed_at,
        ends_at=observation.observed_at + timedelta(minutes=observation.minutes),
        wish=_text(payload.get("wish")),
        also_present=_names(payload.get("also_present", ())),
        notes=tuple(sorted(notes.values(), key=lambda note: note.at)),
        rubric=rubric,
        judgements=_judgements(rubric, payload),
        worked=_text(feedback.get("worked")),
        worked_notes=tuple(notes[key] for key in feedback.get("worked_notes", ()) if key in notes),
        question=_text(feedback.get("question")),
        next_step=_text(feedback.get("next_step")),
        next_step_on=day_or_none(feedback.get("next_step_on")),
    )


def tagged_notes(content: bytes, code: str, observed_at: datetime) -> tuple[Note, ...]:
    """The notes of a stored version that are tagged with an indicator, in time order."""
    notes = json.loads(content)["payload"].get("notes", ())
    tagged = [_note(note, observed_at) for note in notes if code in note.get("indicators", ())]
    return tuple(sorted(tagged, key=lambda note: note.at))


def subject_title(code: str) -> str:
    """In the reader's language, as it stands inside a sentence; a code that is not listed stands for itself."""
    language = get_locale().language
    title = _subject_titles(language).get(code, code)
    return title.lower() if language == "da" else title


@cache
def _subject_titles(language: str) -> dict[str, str]:
    return {subject["code"]: subject["title"][language] for subject in shipped("subjects")["subjects"]}


def rubric_of(session: Session, observation: Observation) -> dict[str, Any] | None:
    """The rubric that the observation was made with, whatever is in use today."""
    if observation.rubric_hash is None:
        return None
    found = select(RubricVersion.body).where(
        RubricVersion.municipality_id == observation.municipality_id,
        RubricVersion.content_hash == observation.rubric_hash,
    )
    body = session.scalar(found)
    return None if body is None else json.loads(body)


def _judgements(rubric: dict[str, Any] | None, payload: dict[str, Any]) -> tuple[Judgement, ...]:
    if rubric is None:
        return ()
    indicators = {row["code"]: row for domain in rubric["domains"] for row in domain["indicators"]}
    ratings = payload.get("ratings", {})
    codes = dict.fromkeys((*payload.get("focus", ()), *ratings))
    return tuple(_judgement(indicators[code], ratings.get(code, {})) for code in codes if code in indicators)


def _judgement(indicator: dict[str, Any], rating: dict[str, Any]) -> Judgement:
    return Judgement(indicator, rating.get("level"), _text(rating.get("reason")))


def _note(note: dict[str, Any], starts_at: datetime) -> Note:
    at = clock_time_or_none(note.get("at")) or starts_at + timedelta(minutes=note.get("minute") or 0)
    return Note(at, _text(note["text"]), note["kind"], counted_of(note))


def _names(people: Iterable[object]) -> tuple[str, ...]:
    names = (_text(person.get("name")) for person in people if type(person) is dict)
    return tuple(name for name in names if name)


def _text(value: object) -> str:
    """As UTF-8 can write it, so that the page can be sent; empty for what is no text."""
    return _HALF_A_PAIR.sub("\ufffd", value) if type(value) is str else ""
