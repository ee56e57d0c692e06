"""The payload as a whole: where and whom, ratings, feedback. A check returns None or the first fault."""

from collections.abc import Iterable

from observe.models.levels import HIGHEST_LEVEL
from observe.models.moments import day_or_none
from observe.models.observations import KINDS
from observe.models.versions.payloads.notes import is_strange_note, notes_fault
from observe.models.versions.payloads.pair import is_strange_pair, pair_fault
from observe.models.versions.payloads.shapes import (
    CODE_LENGTH,
    MOST_MINUTES,
    are_all,
    is_codes,
    is_id,
    is_named,
    is_person,
    is_prose,
    is_text,
)
from observe.models.versions.payloads.voices import VOICE_KEYS, voice_fault

SHARES = ("now", "talk")
WITHDRAWALS = ("wrong_teacher", "discarded", "other")
HIGHEST_GRADE = 13
PAYLOAD_KEYS = frozenset((
    "kind", "is_practice", "school_id", "teacher", "section", "subject", "grade_level", "also_present", "minutes",
    "broken_off", "wish", "focus", "notes", "ratings", "feedback", "share", "pupil_voice", "pair",
))  # fmt: skip
NAMED_KEYS = frozenset(("id", "name", "title"))
RATING_KEYS = frozenset(("level", "reason"))
FEEDBACK_KEYS = frozenset(("worked", "worked_notes", "question", "next_step", "next_step_on"))


def payload_fault(payload: dict[str, object], act: str, stage: str) -> tuple[str | None, bool]:
    """``(first fault or None, whether it has unknown fields)``; a draft may be anything, it is still being written."""
    if stage == "draft":
        return None, False
    if act == "withdraw":
        reason = payload.get("reason")
        wrong = None if reason in WITHDRAWALS else f"payload.reason is {reason!r:.80}."
        return wrong, len(payload) > 1
    wrong = (
        _context_fault(payload)
        or notes_fault(payload)
        or _ratings_fault(payload)
        or _feedback_fault(payload)
        or voice_fault(payload.get("pupil_voice"))
        or pair_fault(payload)
    )
    return wrong, not wrong and _is_strange(payload)


def _context_fault(payload: dict[str, object]) -> str | None:
    get = payload.get
    grade, minutes = get("grade_level"), get("minutes")
    checks = (
        ("kind", get("kind") in KINDS),
        ("is_practice", type(get("is_practice", False)) is bool),
        ("school_id", is_id(get("school_id")) or (get("school_id") is None and get("is_practice") is True)),
        ("teacher", is_named(get("teacher"), "name") and (get("kind") != "walkthrough" or _is_nobody(get("teacher")))),
        ("section", is_named(get("section"), "title")),
        ("subject", is_text(get("subject", ""), CODE_LENGTH)),
        ("grade_level", grade is None or (type(grade) is int and 0 <= grade <= HIGHEST_GRADE)),
        ("also_present", are_all(get("also_present", []), is_person)),
        ("minutes", type(minutes) is int and 0 <= minutes <= MOST_MINUTES),
        ("broken_off", type(get("broken_off", False)) is bool),
        ("wish", is_prose(get("wish", ""))),
        ("focus", is_codes(get("focus", []))),
        ("share", get("share", "talk") in SHARES),
    )
    return next((f"payload.{name} is {get(name)!r:.80}." for name, is_right in checks if not is_right), None)


def _is_nobody(teacher: dict[str, object] | None) -> bool:
    """A walkthrough names no teacher, neither by id nor by a name that was typed."""
    return teacher is None or not (teacher.get("id") or teacher.get("name"))


def _ratings_fault(payload: dict[str, object]) -> str | None:
    ratings = payload.get("ratings")
    if type(ratings) is not dict:
        return "payload.ratings is missing or not an object."
    for code, rating in ratings.items():
        level = rating.get("level") if type(rating) is dict else None
        is_level = (type(level) is int and 1 <= level <= HIGHEST_LEVEL) or level == "not_observed"
        if not is_level or not (rating.get("reason") is None or is_prose(rating["reason"])):
            return f"payload.ratings.{code[:CODE_LENGTH]} is {rating!r:.80}."
    return None


def _feedback_fault(payload: dict[str, object]) -> str | None:
    feedback = payload.get("feedback", {})
    if type(feedback) is not dict:
        return "payload.feedback is not an object."
    for name in ("worked", "question", "next_step"):
        if not is_prose(feedback.get(name, "")):
            return f"payload.feedback.{name} is {feedback[name]!r:.80}."
    if not are_all(feedback.get("worked_notes", []), is_id):
        return "payload.feedback.worked_notes is not a list of note ids."
    day = feedback.get("next_step_on")
    if day is not None and not day_or_none(day):
        return f"payload.feedback.next_step_on is {day!r:.80}."
    return None


def _is_strange(payload: dict[str, object]) -> bool:
    parts: Iterable[tuple[object, frozenset[str]]] = (
        (payload, PAYLOAD_KEYS),
        (payload.get("teacher") or {}, NAMED_KEYS),
        (payload.get("section") or {}, NAMED_KEYS),
        (payload.get("feedback", {}), FEEDBACK_KEYS),
        (payload.get("pupil_voice") or {}, VOICE_KEYS),
    )
    return (
        any(not part.keys() <= known for part, known in parts)
        or any(map(is_strange_note, payload.get("notes", ())))
        or any(not rating.keys() <= RATING_KEYS for rating in payload["ratings"].values())
        or is_strange_pair(payload)
    )
