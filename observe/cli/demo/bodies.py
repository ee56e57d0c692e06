"""Makes what a leader would have written on a visit, against any rubric: the payload of one observation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from observe.data import shipped

Payload = dict[str, Any]
NOT_OBSERVED = "not_observed"
SHARE_NOT_OBSERVED = 0.07
SHARE_AFTER_A_TALK = 0.15
STEP_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Place:
    """Who and what was visited: ids as text, as they stand in the body."""

    school_id: str
    teacher: Mapping[str, str]
    section: Mapping[str, str]
    subject: str
    grade_level: int | None
    starts_at: datetime
    minutes: int
    lean: float = 0.0
    """How often a level is one higher than usual at this school, or one lower where it is negative."""
    is_before: bool = False


def visit_payload(place: Place, rubric: Mapping[str, Any], random: Random) -> Payload:
    """A visit with three to six indicators in focus, a note to each rating, and feedback; schema 1."""
    texts = shipped("demo/notes")
    feedback = {
        "worked": random.choice(texts["worked"]),
        "question": random.choice(texts["questions"]),
        "next_step": random.choice(texts["steps"]),
    }
    share = "talk" if random.random() < SHARE_AFTER_A_TALK else "now"
    return rated_payload(place, rubric, random, feedback, share, random.choice(texts["wishes"]))


def rated_payload(
    place: Place, rubric: Mapping[str, Any], random: Random, feedback: Payload, share: str, wish: str
) -> Payload:
    """Levels for a focus, with a note to each."""
    ratings = {code: _level(code, place.lean, rubric, random) for code in _focus(place, rubric, random)}
    numbers = _numbers(random)
    notes = [
        made_note(place, [code], *_seen(code, level, rubric, numbers), random)
        for code, level in ratings.items()
        if level != NOT_OBSERVED
    ]
    return _payload(place, ratings, notes, feedback, share, wish)


def showcase_payload(place: Place, rubric: Mapping[str, Any], random: Random) -> Payload | None:
    """The visit that the README shows, word for word; None for a rubric that does not have its indicators."""
    said = shipped("demo/notes")["showcase"]
    if not said["ratings"].keys() <= set(_codes(rubric)):
        return None
    notes = [made_note(place, n["indicators"], n["kind"], n["text"], random, n["minute"]) for n in said["notes"]]
    feedback = {name: said[name] for name in ("worked", "question", "next_step")}
    return _payload(place, said["ratings"], notes, feedback, "now", said["wish"])


def made_uuid(at: datetime, random: Random) -> str:
    """A UUIDv7 of this moment whose random part is drawn, so that a demo can be made again."""
    milliseconds = int(at.timestamp() * 1000)
    value = milliseconds << 80 | 7 << 76 | random.getrandbits(12) << 64 | 2 << 62 | random.getrandbits(62)
    return str(UUID(int=value))


def iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _payload(
    place: Place, ratings: Mapping[str, int | str], notes: Sequence[Payload], feedback: Payload, share: str, wish: str
) -> Payload:
    next_step_on = (place.starts_at + STEP_LASTS).date().isoformat()
    return {
        "kind": "visit",
        "is_practice": False,
        "school_id": place.school_id,
        "teacher": dict(place.teacher),
        "section": dict(place.section),
        "subject": place.subject,
        "grade_level": place.grade_level,
        "also_present": [],
        "minutes": place.minutes,
        "broken_off": False,
        "wish": wish,
        "focus": list(ratings),
        "notes": sorted(notes, key=lambda note: note["minute"]),
        "ratings": {code: {"level": level} for code, level in ratings.items()},
        "feedback": {**feedback, "worked_notes": [note["id"] for note in notes[:1]], "next_step_on": next_step_on},
        "share": share,
    }


def _codes(rubric: Mapping[str, Any]) -> list[str]:
    return [indicator["code"] for domain in rubric["domains"] for indicator in domain["indicators"]]


def _focus(place: Place, rubric: Mapping[str, Any], random: Random) -> list[str]:
    """Three to six indicators that the subject lets one see, most of them agreed on; in the rubric's order."""
    texts = shipped("demo/notes")
    group = next((s["group"] for s in shipped("subjects")["subjects"] if s["code"] == place.subject), None)
    fitting, codes = texts["indicators_of_group"].get(group, ()), _codes(rubric)
    choice = [code for code in codes if code in fitting] or codes
    narrow = [code for code in choice if code in texts["last_term"]]
    if place.is_before and narrow:
        drawn = random.sample(narrow, min(len(narrow), random.randint(4, 5)))
        return [code for code in codes if code in drawn]
    agreed = [code for code in choice if code in texts["often"]]
    others = [code for code in choice if code not in texts["often"]]
    drawn = random.sample(agreed, min(len(agreed), random.randint(3, 4)))
    wanted = max(random.randint(1, 2), 3 - len(drawn))
    drawn += random.sample(others, min(len(others), wanted))
    return [code for code in codes if code in drawn]


def _level(code: str, lean: float, rubric: Mapping[str, Any], random: Random) -> int | str:
    """Drawn by the demo's weights where the rubric has as many levels, else evenly."""
    if random.random() < SHARE_NOT_OBSERVED:
        return NOT_OBSERVED
    weights, n_levels = shipped("demo/notes")["weights"], len(rubric["levels"])
    fitting = weights.get(code, weights["usual"])
    level = random.choices(range(1, n_levels + 1), fitting if len(fitting) == n_levels else None)[0]
    step = (1 if lean > 0 else -1) if lean and random.random() < abs(lean) else 0
    return min(n_levels, max(1, level + step))


def _numbers(random: Random) -> dict[str, int]:
    """A class of so many pupils, and parts of it as the rubric's words mean them."""
    n = random.randint(18, 26)
    return {"n": n, "few": n * 3 // 10, "half": n * 4 // 10, "most": n * 7 // 10}


def _seen(code: str, level: int, rubric: Mapping[str, Any], numbers: Mapping[str, int]) -> tuple[str, str]:
    """(kind, text) of a note; without a text of the demo one of the rubric's own signs."""
    written = shipped("demo/notes")["notes"].get(code, ())
    if level <= len(written):
        kind, text = written[level - 1]
        return kind, text.format(**numbers)
    indicators = (i for domain in rubric["domains"] for i in domain["indicators"] if i["code"] == code)
    indicator = next(indicators)
    return "saw", (indicator["look_fors"] or [indicator["meaning"]])[0]["da"]


def made_note(
    place: Place, codes: list[str], kind: str, text: str, random: Random, minute: int | None = None
) -> Payload:
    """``minute`` None for any of the visit."""
    minute = random.randint(1, place.minutes) if minute is None else minute
    at = place.starts_at + timedelta(minutes=minute)
    return {
        "id": made_uuid(at, random), "at": iso(at), "minute": minute, "kind": kind, "text": text, "indicators": codes
    }  # fmt: skip
