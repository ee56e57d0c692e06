"""A school with two terms, one over and one running, and visits to fill them; all days count from today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from observe import clock
from observe.models.people import Person
from observe.models.schools import Term
from tests import factories as make
from tests.cast import Cast

ZONE = ZoneInfo("Europe/Copenhagen")
SUBJECTS = ("danish", "music")


def today() -> date:
    return clock.now().astimezone(ZONE).date()


def at(days_ago: int) -> datetime:
    """Nine in the morning, so many days ago, in Copenhagen."""
    return datetime.combine(today() - timedelta(days=days_ago), time(9), ZONE)


@dataclass(frozen=True)
class SchoolYear:
    cast: Cast
    teachers: list[Person]
    """Seven beside Tom and Tara."""
    spring: Term
    """Over."""
    autumn: Term
    """Running since 100 days."""


def make_school_year(store: Session, cast: Cast) -> SchoolYear:
    """Terms and teachers; committed, without visits."""
    names = ("Åse", "Ib", "Bo", "Eva", "Nis", "Pil", "Ove")
    teachers = [make.make_person(store, cast.municipality, f"{name} Holm") for name in names]
    for teacher in teachers:
        make.appoint(store, teacher, "teacher", cast.sofiendal)
    spring, autumn = add_term(store, cast, "Spring", 300, 101), add_term(store, cast, "Autumn", 100, -60)
    year = SchoolYear(cast, teachers, spring, autumn)
    store.commit()
    return year


def add_term(
    store: Session, cast: Cast, title: str, first_days_ago: int, last_days_ago: int, kind: str = "term"
) -> Term:
    """Not committed."""
    first, last = (today() - timedelta(days=days) for days in (first_days_ago, last_days_ago))
    given = {"title": title, "kind": kind, "school_year": last.year, "starts_on": first, "ends_on": last}
    return make.add(store, Term(municipality_id=cast.municipality.id, source_id=title, **given))


def visit(
    store: Session, year: SchoolYear, teacher: Person, days_ago: int, observer: str = "olga", is_shared: bool = True,
    **given: object,
) -> object:  # fmt: skip
    """One visit with a rating of "voices" and of "questions"."""
    moment = at(days_ago)
    given = {"ratings": {"voices": {"level": 2}, "questions": {"level": 3}}, "minutes": 15} | given
    shared_at = moment if is_shared else None
    return make.make_observation(
        store, getattr(year.cast, observer), teacher, year.cast.sofiendal, at=moment, shared_at=shared_at, **given
    )


def fill(store: Session, year: SchoolYear, days_ago: int, n: int, observers: tuple[str, ...] = ("olga", "pia")) -> None:
    """``n`` visits to teacher after teacher by observer after observer, a day apart, the last so many days ago."""
    for number in range(n):
        teacher = year.teachers[number % len(year.teachers)]
        subject = SUBJECTS[number % len(year.teachers) == 0]
        level = 2 + number % 2
        ratings = {"voices": {"level": level}, "questions": {"level": 3}}
        observer = observers[number % len(observers)]
        visit(store, year, teacher, days_ago + number, observer, ratings=ratings, subject=subject)
    store.commit()
