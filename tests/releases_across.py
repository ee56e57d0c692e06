"""Schools that have released a term: made of frozen cells, so that a test says in a line what each school's says."""

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from observe.models.people import Person
from observe.models.releases import Release, open_to
from observe.models.schools import Municipality, School, Term
from tests import factories as make

CODES = make.indicators_of(make.shipped_rubric())
N_RATINGS = 40


def cell(code: str, counts: tuple[int, ...], **given: object) -> dict[str, object]:
    """A cell of a release as it is kept; given fields replace others."""
    n = sum(counts)
    figures = {"n_not_observed": 1, "n_observations": n, "n_teachers": 8, "n_observers": 2, "phi": 0.6}
    worth = {"effective_n": n / 1.3, "effective_teachers": 8.0, "effective_observers": 2.0}
    rules = {"withheld": None, "beyond": None}
    return {"slice": ["all", ""], "code": code, "counts": list(counts)} | figures | worth | rules | given


def counts_around(level: float, draw: Random) -> tuple[int, ...]:
    """Ratings of one school whose mean lies near this level."""
    levels = [min(4, max(1, round(draw.gauss(level, 0.7)))) for _ in range(N_RATINGS)]
    return tuple(levels.count(each) for each in (1, 2, 3, 4))


def add_release(
    session: Session, school: School, term: Term, by: Person, cells: list[dict[str, object]], at: datetime,
    audience: str = "administration",
) -> Release:  # fmt: skip
    given = {"n_observations": N_RATINGS, "n_teachers": 8, "n_observers": 2, "limits": {}, "cells": cells}
    days = {"starts_on": term.starts_on, "ends_on": term.ends_on, "made_at": at, "settled_at": at}
    where = {"municipality_id": school.municipality_id, "school_id": school.id, "term_id": term.id}
    rubric = {"rubric_hash": make.shipped_rubric().content_hash, "made_by_id": by.id}
    release = make.add(session, Release(**given, **days, **where, **rubric))
    open_to(session, release, audience, by.id, at)
    return release


def schools_that_released(
    session: Session, home: Municipality, term: Term, by: Person, n: int, at: datetime, mean: float = 2.5
) -> list[School]:
    """``n`` new schools, each with a release of every indicator that is open to the administration."""
    draw, schools = Random(3), []
    for number in range(n):
        schools.append(make.make_school(session, home, f"{'ÅBDØEFGHIJ'[number % 10]}-skolen {number}"))
        level = draw.gauss(mean, 0.3)
        cells = [cell(code, counts_around(level, draw)) for code in CODES]
        add_release(session, schools[-1], term, by, cells, at)
    return schools


def past_term(session: Session, home: Municipality, today: date) -> Term:
    """A term that ended so long ago that its visits are all shared."""
    return make.make_term(session, home, today - timedelta(days=200), today - timedelta(days=40), "Foråret")
