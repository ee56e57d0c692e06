"""The shape of an observation's payload, schema 1: each part is checked in one pass, because forty small checks cost
ten times as much on the push path.

A check returns None or the first fault, naming the field as a path: ``payload.notes[2].minute is -1``.
"""

import re
from collections.abc import Iterable

from observe.models.levels import HIGHEST_LEVEL, NOT_OBSERVED, RubricShape
from observe.models.moments import clock_time_or_none, day_or_none
from observe.models.observations import KINDS

NOTE_KINDS = ("saw", "heard", "counted")
SHARES = ("now", "talk")
WITHDRAWALS = ("wrong_teacher", "discarded", "other")
MOST_MINUTES = 1440
HIGHEST_GRADE = 13
TITLE_LENGTH = 200
CODE_LENGTH = 64
PAYLOAD_KEYS = frozenset((
    "kind", "is_practice", "school_id", "teacher", "section", "subject", "grade_level", "also_present", "minutes",
    "broken_off", "wish", "focus", "notes", "ratings", "feedback", "share",
))  # fmt: skip
NAMED_KEYS = frozenset(("id", "name", "title"))
NOTE_KEYS = frozenset(("id", "at", "minute", "kind", "text", "indicators"))
RATING_KEYS = frozenset(("level", "reason"))
FEEDBACK_KEYS = frozenset(("worked", "worked_notes", "question", "next_step", "next_step_on"))

_is_uuid = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}").fullmatch


def payload_fault(payload: dict[str, object], act: str, stage: str) -> tuple[str | None, bool]:
    """``(first fault or None, whether it has unknown fields)``; a draft may be anything, it is still being written."""
    if stage == "draft":
        return None, False
    if act == "withdraw":
        reason = payload.get("reason")
        wrong = None if reason in WITHDRAWALS else f"payload.reason is {reason!r:.80}."
        return wrong, len(payload) > 1
    wrong = _context_fault(payload) or _notes_fault(payload) or _ratings_fault(payload) or _feedback_fault(payload)
    return wrong, not wrong and _is_strange(payload)


def _context_fault(payload: dict[str, object]) -> str | None:
    get = payload.get
    grade, minutes = get("grade_level"), get("minutes")
    checks = (
        ("kind", get("kind") in KINDS),
        ("is_practice", type(get("is_practice", False)) is bool),
        ("school_id", _is_id(get("school_id")) or (get("school_id") is None and get("is_practice") is True)),
        ("teacher", _is_named(get("teacher"), "name")),
        ("section", _is_named(get("section"), "title")),
        ("subject", _is_text(get("subject", ""), CODE_LENGTH)),
        ("grade_level", grade is None or (type(grade) is int and 0 <= grade <= HIGHEST_GRADE)),
        ("also_present", _all(get("also_present", []), _is_person)),
        ("minutes", type(minutes) is int and 0 <= minutes <= MOST_MINUTES),
        ("broken_off", type(get("broken_off", False)) is bool),
        ("wish", _is_prose(get("wish", ""))),
        ("focus", _is_codes(get("focus", []))),
        ("share", get("share", "talk") in SHARES),
    )
    return next((f"payload.{name} is {get(name)!r:.80}." for name, is_right in checks if not is_right), None)


def _notes_fault(payload: dict[str, object]) -> str | None:
    notes = payload.get("notes", [])
    if type(notes) is not list:
        return "payload.notes is not a list."
    for place, note in enumerate(notes):
        if type(note) is not dict:
            return f"payload.notes[{place}] is not an object."
        minute = note.get("minute", 0)
        if not (
            _is_id(note.get("id"))
            and _is_prose(note.get("text"))
            and note.get("kind") in NOTE_KINDS
            and type(minute) is int
            and 0 <= minute <= MOST_MINUTES
            and _is_codes(note.get("indicators", []))
        ):
            return f"payload.notes[{place}] is {note!r:.200}."
        if not clock_time_or_none(note.get("at")):
            return f"payload.notes[{place}].at is {note.get('at')!r:.80}."
    return None


def _ratings_fault(payload: dict[str, object]) -> str | None:
    ratings = payload.get("ratings")
    if type(ratings) is not dict:
        return "payload.ratings is missing or not an object."
    for code, rating in ratings.items():
        level = rating.get("level") if type(rating) is dict else None
        is_level = (type(level) is int and 1 <= level <= HIGHEST_LEVEL) or level == "not_observed"
        if not is_level or not (rating.get("reason") is None or _is_prose(rating["reason"])):
            return f"payload.ratings.{code[:CODE_LENGTH]} is {rating!r:.80}."
    return None


def _feedback_fault(payload: dict[str, object]) -> str | None:
    feedback = payload.get("feedback", {})
    if type(feedback) is not dict:
        return "payload.feedback is not an object."
    for name in ("worked", "question", "next_step"):
        if not _is_prose(feedback.get(name, "")):
            return f"payload.feedback.{name} is {feedback[name]!r:.80}."
    if not _all(feedback.get("worked_notes", []), _is_id):
        return "payload.feedback.worked_notes is not a list of note ids."
    day = feedback.get("next_step_on")
    if day is not None and not day_or_none(day):
        return f"payload.feedback.next_step_on is {day!r:.80}."
    return None


def rubric_fault(payload: dict[str, object], shape: RubricShape | None) -> str | None:
    """What does not fit the rubric; ``shape`` is None where the version names no rubric."""
    ratings = payload["ratings"]
    if shape is None:
        return "rubric is missing, but there are ratings." if ratings else None
    if not ratings.keys() <= shape.known:
        return f"payload.ratings has {sorted(ratings.keys() - shape.known)!r:.200}, which the rubric has not."
    for code, rating in ratings.items():
        if rating["level"] != "not_observed" and rating["level"] > shape.n_levels:
            return f"payload.ratings.{code}.level is {rating['level']}; the rubric has levels 1 to {shape.n_levels}."
    return _codes_fault(payload, shape)


def _codes_fault(payload: dict[str, object], shape: RubricShape) -> str | None:
    if not shape.known.issuperset(payload.get("focus", ())):
        return "payload.focus names an indicator that the rubric has not."
    for place, note in enumerate(payload.get("notes", ())):
        if not shape.known.issuperset(note.get("indicators", ())):
            return f"payload.notes[{place}].indicators names one that the rubric has not."
    return None


def levels_of(payload: dict[str, object]) -> dict[str, int]:
    """``{indicator code: level}``, NOT_OBSERVED for what was marked so."""
    return {
        code: NOT_OBSERVED if rating["level"] == "not_observed" else rating["level"]
        for code, rating in payload["ratings"].items()
    }


def _is_strange(payload: dict[str, object]) -> bool:
    parts: Iterable[tuple[object, frozenset[str]]] = (
        (payload, PAYLOAD_KEYS),
        (payload.get("teacher") or {}, NAMED_KEYS),
        (payload.get("section") or {}, NAMED_KEYS),
        (payload.get("feedback", {}), FEEDBACK_KEYS),
    )
    return (
        any(not part.keys() <= known for part, known in parts)
        or any(not note.keys() <= NOTE_KEYS for note in payload.get("notes", ()))
        or any(not rating.keys() <= RATING_KEYS for rating in payload["ratings"].values())
    )


def _is_id(value: object) -> bool:
    return type(value) is str and bool(_is_uuid(value))


def _is_text(value: object, length: int) -> bool:
    # PostgreSQL keeps no NUL in the columns that such text goes to.
    return value is None or (_is_prose(value) and len(value) <= length and "\0" not in value)


def _is_prose(value: object) -> bool:
    """Text of any length that a page can be written in: UTF-8 has no bytes for half a surrogate pair."""
    if type(value) is not str:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_named(value: object, name: str) -> bool:
    """``{"id": uuid or null, name: text}``, or nothing at all."""
    if value is None:
        return True
    return (
        type(value) is dict
        and (value.get("id") is None or _is_id(value["id"]))
        and _is_text(value.get(name, ""), TITLE_LENGTH)
    )


def _is_person(value: object) -> bool:
    return value is not None and _is_named(value, "name") and type(value.get("name")) is str


def _is_codes(value: object) -> bool:
    return type(value) is list and all(type(code) is str for code in value)


def _all(value: object, is_right) -> bool:
    return type(value) is list and all(map(is_right, value))
