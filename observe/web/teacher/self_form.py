"""The form of a self-rating: its fields as they are kept while one writes, and the payload that they become."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from observe.models.base import uuid7
from observe.models.observations import Observation
from observe.policy.viewer import Viewer

NOT_OBSERVED = "not_observed"
USUAL_MINUTES = 45
LONGEST_MINUTES = 180
LONGEST_NOTE = 4000
LONGEST_LEVEL = len(NOT_OBSERVED)
# Of older lessons the store would doubt the day.
OLDEST = timedelta(days=60)
RATING = "rating-"
TEXTS = ("when", "minutes", "section", "subject", "note")


@dataclass(frozen=True)
class Writing:
    """What stands in the form."""

    when: str
    """Local, as the browser's field has it: 2026-11-24T08:00."""
    minutes: str
    section: str
    subject: str
    note: str
    school_id: str
    rubric_hash: str
    ratings: Mapping[str, str]
    """{indicator code: a level as text, or not_observed}."""

    @property
    def fields(self) -> dict[str, object]:
        return {**vars(self), "ratings": dict(self.ratings)}

    def changed(self, form: Mapping[str, str]) -> "Writing":
        """With what came from the page; the school and the rubric stay as they were begun with."""
        texts = {name: form.get(name, getattr(self, name))[:LONGEST_NOTE] for name in TEXTS}
        ratings = {name.removeprefix(RATING): form[name][:LONGEST_LEVEL] for name in form if name.startswith(RATING)}
        return Writing(**texts, school_id=self.school_id, rubric_hash=self.rubric_hash, ratings=ratings)

    def level(self, code: str) -> int | str | None:
        """As the rating macro wants it."""
        given = self.ratings.get(code)
        return int(given) if given and given.isdecimal() else given

    def begins_at(self, zone: ZoneInfo) -> datetime | None:
        try:
            return datetime.fromisoformat(self.when).replace(tzinfo=zone)
        except ValueError:
            return None


def begun(now: datetime, zone: ZoneInfo, school_id: UUID, rubric_hash: str, seen: Observation | None) -> Writing:
    """An empty form, with the lesson of an observation where one rates beside it."""
    starts_at = (seen.observed_at if seen else now - timedelta(minutes=USUAL_MINUTES)).astimezone(zone)
    minutes, section, subject = (seen.minutes, seen.section_title, seen.subject) if seen else (USUAL_MINUTES, "", "")
    when = starts_at.strftime("%Y-%m-%dT%H:%M")
    return Writing(when, str(minutes), section, subject, "", str(school_id), rubric_hash, {})


def missing_in(writing: Writing, zone: ZoneInfo, now: datetime) -> dict[str, str]:
    """{field: what to do}, empty where it can be saved."""
    at, missing = writing.begins_at(zone), {}
    if at is None or not now - OLDEST < at <= now:
        missing["when"] = _("Choose the day and the time at which the lesson began, within the last 60 days.")
    if not writing.minutes.isdecimal() or not 1 <= int(writing.minutes) <= LONGEST_MINUTES:
        missing["minutes"] = _("Write how many minutes the lesson had, from 1 to 180.")
    if not writing.ratings and not writing.note.strip():
        missing["note"] = _("Choose a level for at least one thing, or write a sentence.")
    return missing


def payload_of(writing: Writing, viewer: Viewer, at: datetime) -> dict[str, Any]:
    """Schema 1, of a form in which nothing is missing."""
    text = writing.note.strip()
    moment = at.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")
    note = {"id": str(uuid7()), "at": moment, "minute": 0, "kind": "saw", "text": text, "indicators": []}
    codes = list(writing.ratings)
    return {
        "kind": "self",
        "is_practice": False,
        "school_id": writing.school_id,
        "teacher": {"id": str(viewer.person_id), "name": viewer.name},
        "section": {"id": None, "title": writing.section.strip()[:200]},
        "subject": writing.subject[:64],
        "grade_level": None,
        "also_present": [],
        "minutes": int(writing.minutes),
        "broken_off": False,
        "wish": "",
        "focus": codes,
        "notes": [note] if text else [],
        "ratings": {code: {"level": writing.level(code)} for code in codes},
        "feedback": {"worked": "", "worked_notes": [], "question": "", "next_step": "", "next_step_on": None},
        "share": "talk",
    }


def written_again(payload: Mapping[str, Any], rubric_hash: str, at: datetime, zone: ZoneInfo) -> Writing:
    """The form of a self-rating that stands already."""
    notes = payload.get("notes") or [{"text": ""}]
    ratings = {code: str(rating["level"]) for code, rating in payload["ratings"].items()}
    when, section = at.astimezone(zone).strftime("%Y-%m-%dT%H:%M"), payload.get("section") or {}
    texts = (when, str(payload["minutes"]), section.get("title") or "", payload.get("subject") or "", notes[0]["text"])
    return Writing(*texts, payload["school_id"], rubric_hash, ratings)
