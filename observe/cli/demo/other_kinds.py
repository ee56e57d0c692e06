"""What else the demo's leaders noted: walkthroughs, what tools counted, and what pupils answered; chance of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from observe.cli.demo.bodies import Payload, Place, made_note, rated_payload
from observe.cli.demo.visits import LESSONS, TZ, Visit, first_day_of_term, school_days
from observe.data import shipped

SHARE_TALLIED = 0.5
SHARE_TIMED = 0.5
WALK_LASTS = (4, 9)
# School days that walkthroughs lie in.
DAYS_BACK = 40


@dataclass(frozen=True)
class Walk:
    """A walkthrough; names as in ``data/demo/roster.yaml``."""

    school: str
    observer: str
    subject: str
    starts_at: datetime
    minutes: int


def walks(today: date, seed: int) -> list[Walk]:
    """The walkthroughs of this term, the oldest first; none today or later."""
    random = Random(f"{seed} walks")  # noqa: S311 (an invented term, no secret)
    days = school_days(first_day_of_term(today), today)[-DAYS_BACK:]
    made = [
        walk
        for school in shipped("demo/roster")["schools"]
        for observer, n in school.get("walkthroughs", {}).items()
        for walk in _of_observer(school, observer, sorted(random.sample(days, n)), random)
    ]
    return sorted(made, key=lambda walk: walk.starts_at)


def _of_observer(school: Mapping[str, Any], observer: str, days: list[date], random: Random) -> Iterator[Walk]:
    for day in days:
        subject, _section = random.choice(random.choice(school["teachers"])["teaches"])
        at = datetime.combine(day, random.choice(LESSONS), TZ) + timedelta(minutes=random.randint(8, 30))
        yield Walk(school["id"], observer, subject, at.astimezone(UTC), random.randint(*WALK_LASTS))


def walk_payload(place: Place, rubric: Mapping[str, Any], random: Random) -> Payload:
    """Ratings with their evidence as of a visit, and nobody to take anything away."""
    feedback = {"worked": "", "question": "", "next_step": ""}
    payload = rated_payload(place, rubric, random, feedback, "talk", "")
    nobody = {"teacher": {"id": None, "name": ""}, "section": {"id": None, "title": ""}}
    payload["feedback"] |= {"worked_notes": [], "next_step_on": None}
    return payload | nobody | {"kind": "walkthrough"}


def with_tools(payload: Payload, place: Place, random: Random) -> Payload:
    """The same with what a tally and an interval timer counted, where the focus has something to count."""
    tools = shipped("demo/notes")["tools"]
    counted = []
    for code in payload["focus"]:
        if code in tools["tally"] and random.random() < SHARE_TALLIED:
            counted.append(_note(place, code, _tallied(tools["tally"][code], random), random))
        if code in tools["intervals"] and random.random() < SHARE_TIMED:
            counted.append(_note(place, code, _timed(tools["intervals"][code], random), random))
    return payload | {"notes": sorted([*payload["notes"], *counted], key=lambda note: note["minute"])}


def _note(place: Place, code: str, counted: Mapping[str, Any], random: Random) -> Payload:
    return made_note(place, [code], "counted", counted["text"], random, place.minutes - 1) | counted


def _tallied(said: Mapping[str, Any], random: Random) -> dict[str, Any]:
    """As a tablet writes it in Danish."""
    tally = {"label": said["label"], "n": random.randint(*said["between"])}
    return {"text": f"{tally['label']}: {tally['n']}", "tally": tally}


def _timed(said: Mapping[str, Any], random: Random) -> dict[str, Any]:
    labels, seconds = said["labels"], said["seconds"]
    marks = random.choices(range(len(labels)), said["weights"], k=random.randint(6, 9))
    counts = ", ".join(f"{label} {marks.count(place)}" for place, label in enumerate(labels))
    intervals = {"seconds": seconds, "labels": labels, "marks": marks}
    return {"text": f"Hvert {seconds}. sekund: {counts}", "intervals": intervals}


def is_asked(visit: Visit) -> bool:
    """Whether pupils are asked in this visit: at the schools that ask them, this term, and not always."""
    asks = {school["id"]: school.get("asks_pupils", 0) for school in shipped("demo/roster")["schools"]}
    draw = Random(f"{visit.teacher} {visit.starts_at}")  # noqa: S311 (an invented term, no secret)
    return not visit.is_before and draw.random() < asks[visit.school]


def pupil_voice(random: Random) -> dict[str, Any]:
    """What four to six pupils answered, as a record counts it."""
    said, n = shipped("pupil_voice"), random.randint(4, 6)
    weights = shipped("demo/notes")["answers"]
    counts = []
    for question in said["questions"]:
        given = random.choices(range(len(question["answers"])), weights[question["code"]], k=n)
        counts.append([given.count(answer) for answer in range(len(question["answers"]))])
    return {"set": said["set"], "n": n, "counts": counts}
