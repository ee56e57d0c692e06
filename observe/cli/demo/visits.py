"""When the demo's leaders visited whom: on school days up to yesterday, the same ones whenever it is asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from observe.data import shipped

TZ = ZoneInfo("Europe/Copenhagen")
HOLIDAY_WEEKS = (7, 42, 52, 53, 1)
JULY = 7
LESSONS = (time(8, 0), time(8, 45), time(9, 50), time(10, 35), time(11, 45), time(12, 30), time(13, 15))
# A term this young has no pattern to show yet: the visits then reach back into the one before.
SHORTEST_TERM = timedelta(weeks=6)
REACHES_BACK = timedelta(weeks=14)
# At least so many a teacher, and at least so many a school: then the last term has figures to release.
VISITS_LAST_TERM, SCHOOL_LAST_TERM = 6, 84
# The leader who goes into lessons most, and the others of the team.
WEIGHTS_OF_OBSERVERS = (6, 2, 2)


@dataclass(frozen=True)
class Visit:
    """Names as in ``data/demo/roster.yaml``; ``starts_at`` is aware, in UTC."""

    school: str
    observer: str
    teacher: str
    subject: str
    section: str
    starts_at: datetime
    minutes: int
    is_newest: bool
    """Whether no later visit of this teacher follows."""
    is_showcase: bool = False
    is_before: bool = False
    """Whether it lies before the visits of this term."""


def school_year_of(day: date) -> int:
    """The year in which the school year of this day ends."""
    return day.year + (day.month >= 8)


def visits(today: date, seed: int) -> list[Visit]:
    """All visits of the demo, the oldest first; none on ``today`` or later."""
    random = Random(seed)  # noqa: S311 (an invented term, no secret)
    first = first_day_of_term(today)
    term = school_days(first, today)
    before = school_days(first - timedelta(days=130), first - timedelta(days=60))
    made = [
        visit
        for school in shipped("demo/roster")["schools"]
        for teacher in school["teachers"]
        for days, n in ((_latest(term, school), teacher["visits"]), (before, teacher.get("before", 0)))
        for visit in _of_teacher(school, teacher, sorted(random.sample(days, n)), random)
    ]
    made += _of_last_term(today, seed)
    shown = (_shown(replace(visit, is_before=_day_of(visit) < first), term[-1]) for visit in made)
    return sorted(shown, key=lambda visit: (visit.starts_at, visit.teacher))


def _day_of(visit: Visit) -> date:
    return visit.starts_at.astimezone(TZ).date()


def _latest(days: list[date], school: dict[str, Any]) -> list[date]:
    """The days of a school that was visited in the last weeks alone, where it says so."""
    return [day for day in days if day > days[-1] - timedelta(weeks=school["weeks"])] if "weeks" in school else days


def _of_last_term(today: date, seed: int) -> list[Visit]:
    """A whole term that is over, for releases; chance of its own, so that the visits of this term stay as they are."""
    random = Random(seed + 1)  # noqa: S311 (an invented term, no secret)
    days = school_days(*last_term(today))
    return [
        replace(visit, is_newest=False)
        for school in shipped("demo/roster")["schools"]
        for teacher in school["teachers"]
        if teacher["visits"] and "weeks" not in school
        for visit in _of_teacher(school, teacher, sorted(random.sample(days, _n_last_term(school))), random)
    ]


def last_term(today: date) -> tuple[date, date]:
    """The latest whole one before the visits of this term: mixed with these, too little of it could be released."""
    springs_and_autumns = (
        days
        for year in (today.year, today.year - 1)
        for days in ((date(year, 2, 9), date(year, 6, 20)), (date(year - 1, 8, 17), date(year - 1, 12, 19)))
    )
    return next((first, end) for first, end in springs_and_autumns if end < first_day_of_term(today))


def _n_last_term(school: dict[str, Any]) -> int:
    return max(VISITS_LAST_TERM, SCHOOL_LAST_TERM // sum(bool(teacher["visits"]) for teacher in school["teachers"]))


def first_day_of_term(today: date) -> date:
    """The first day on which a visit of this term may lie."""
    is_autumn = today.month >= 8 or today.month == 1
    term = date(today.year - (today.month == 1), 8, 15) if is_autumn else date(today.year, 2, 1)
    return term if today - term >= SHORTEST_TERM else today - REACHES_BACK


def school_days(first: date, end: date) -> list[date]:
    """Weekdays outside of the holidays; ``end`` is not one of them."""
    days = (first + timedelta(days=n) for n in range((end - first).days))
    return [
        day for day in days if day.weekday() < 5 and day.isocalendar().week not in HOLIDAY_WEEKS and day.month != JULY
    ]


def _of_teacher(school: dict[str, Any], teacher: dict[str, Any], days: list[date], random: Random) -> Iterator[Visit]:
    leaders = [*school["leaders"][:1], school["principal"], *school["leaders"][1:]]
    for day in days:
        observer = random.choices(leaders, WEIGHTS_OF_OBSERVERS[: len(leaders)])[0]
        subject, section = random.choice(teacher["teaches"])
        at = datetime.combine(day, random.choice(LESSONS), TZ) + timedelta(minutes=random.randint(0, 4))
        facts = {"starts_at": at.astimezone(UTC), "minutes": random.randint(10, 18), "is_newest": day == days[-1]}
        yield Visit(school["id"], observer, teacher["name"], subject, section, **facts)


def _shown(visit: Visit, last_day: date) -> Visit:
    """The newest visit of the teacher whom the README shows: on the last school day, in the first lesson."""
    showcase = shipped("demo/notes")["showcase"]
    if visit.teacher != showcase["teacher"] or not visit.is_newest:
        return visit
    starts_at = datetime.combine(last_day, LESSONS[0], TZ) + timedelta(minutes=2)
    facts = {name: showcase[name] for name in ("observer", "subject", "section")}
    return replace(visit, **facts, starts_at=starts_at.astimezone(UTC), minutes=15, is_showcase=True)
