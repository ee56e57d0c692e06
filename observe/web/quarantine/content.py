"""What can be read of bytes that were set aside: nothing in them is certain, so that every step may find nothing."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from observe.models.moments import moment_or_none
from observe.models.versions import Quarantined, uuid_or_none


@dataclass(frozen=True)
class Content:
    """Empty or None where the bytes do not say it."""

    observed_at: datetime | None = None
    school_id: UUID | None = None
    teacher_id: UUID | None = None
    teacher_name: str = ""
    section: str = ""
    rubric: str | None = None
    words: tuple[str, ...] = ()
    """What its author wrote, in the order of the form."""


def content_of(row: Quarantined) -> Content:
    try:
        body = json.loads(bytes(row.content))
    except (ValueError, RecursionError):
        return Content()
    payload = _dict(_dict(body).get("payload"))
    teacher = _dict(payload.get("teacher"))
    return Content(
        observed_at=moment_or_none(_dict(body).get("observed_at")),
        school_id=uuid_or_none(payload.get("school_id")),
        teacher_id=uuid_or_none(teacher.get("id")),
        teacher_name=_text(teacher.get("name")),
        section=_text(_dict(payload.get("section")).get("title")),
        rubric=_text(_dict(body).get("rubric")) or None,
        words=_words(payload),
    )


def _words(payload: dict[str, Any]) -> tuple[str, ...]:
    notes, feedback = payload.get("notes"), _dict(payload.get("feedback"))
    found = [_text(_dict(note).get("text")) for note in (notes if type(notes) is list else ())]
    found += [_text(feedback.get(name)) for name in ("worked", "question", "next_step")]
    return tuple(text for text in found if text)


def _dict(value: object) -> dict[str, Any]:
    return value if type(value) is dict else {}


def _text(value: object) -> str:
    """As UTF-8 can write it; empty for what is no text."""
    return value.encode("utf-8", "replace").decode() if type(value) is str else ""
