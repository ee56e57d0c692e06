"""A municipality's own components of variance: made once when a term is over, of what was there then, or assumed."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.aggregates.queries.components import components_of, ratings_between
from observe.cli.refresh import refresh
from observe.models.components import OwnComponents
from observe.models.pairing import with_check
from observe.models.pairs import PairHalf
from tests import factories as make
from tests.databases import engine_on

LESSON = datetime(2026, 10, 5, 8, tzinfo=UTC)
AFTERWARDS = datetime(2027, 3, 1, tzinfo=UTC)
SETTLED = datetime(2027, 2, 8, tzinfo=UTC)
CODES = ("voices", "questions", "calm")
N_SCHOOLS, N_TEACHERS = 5, 6


@pytest.fixture
def session(database_url):
    with engine_on(database_url) as engine, Session(engine) as session:
        yield session


@pytest.fixture
def home(session):
    home = make.make_municipality(session)
    make.make_rubric(session, home)
    make.make_term(session, home, date(2026, 8, 1), date(2027, 1, 31), "Efteråret 2026")
    session.commit()
    return home


def code_of(number: int) -> str:
    return with_check("".join("23456789ABCDEFGHJ"[number // 17**place % 17] for place in range(9)))


def fill(session, home, n_schools: int = N_SCHOOLS, n_teachers: int = N_TEACHERS, n_lessons: int = 2) -> None:
    """Every teacher has a lesson seen by both leaders of the school, and then others seen by one."""
    chance, first = Random(5), session.query(make.School).count()
    for at in range(first, first + n_schools):
        school, of_school = make.make_school(session, home, f"Skole {at}"), chance.gauss(2.5, 0.7)
        eyes = [make.make_person(session, home, f"{name} {at}") for name in ("Ea", "Bo")]
        for number in range(n_teachers):
            teacher = make.make_person(session, home, f"Ib {at}-{number}")
            level = of_school + chance.gauss(0, 0.5)
            visits = [(teacher, eye, {code: drawn(level, chance) for code in CODES}) for eye in eyes * n_lessons]
            pair(session, school, visits[:2])
            for teacher, eye, ratings in visits[2 :: len(eyes)]:
                make.make_observation(session, eye, teacher, school, at=LESSON, shared_at=LESSON, ratings=ratings)
    session.commit()


def drawn(level: float, chance: Random) -> dict[str, int]:
    return {"level": min(4, max(1, round(chance.gauss(level, 0.6))))}


def pair(session, school, visits) -> None:
    code = code_of(session.query(PairHalf).count())
    for teacher, eye, ratings in visits:
        given = {"at": LESSON, "shared_at": LESSON, "kind": "paired", "ratings": ratings}
        make.make_half(session, make.make_observation(session, eye, teacher, school, **given), ratings, code)


def row(session) -> dict[str, object]:
    session.expire_all()
    return session.scalars(select(OwnComponents)).one().components


def test_thirty_teachers_seen_by_pairs_at_five_schools_are_enough(session, home):
    fill(session, home)
    refresh(session, AFTERWARDS)
    found = components_of(session, home.id)
    assert not found.is_assumed
    assert found.basis._asdict() == {
        "n_schools": 5, "n_teachers": 30, "n_observers": 10, "n_paired": 30, "n_visits": 90,
    }  # fmt: skip
    assert found.estimated_on == date(2027, 3, 1)
    assert found.school + found.teacher + found.observer + found.rest == pytest.approx(1, abs=0.021)
    assert found.school > found.observer


def test_visits_that_cannot_tell_a_teacher_from_a_lesson_leave_them_assumed(session, home):
    fill(session, home, n_lessons=1)
    refresh(session, AFTERWARDS)
    found = components_of(session, home.id)
    assert (found.is_assumed, found.basis.n_paired) == (True, 30)


@pytest.mark.parametrize(("n_schools", "n_teachers"), [(4, 8), (5, 5)])
def test_fewer_leave_them_assumed_and_say_what_is_there(session, home, n_schools, n_teachers):
    fill(session, home, n_schools, n_teachers)
    refresh(session, AFTERWARDS)
    found = components_of(session, home.id)
    assert (found.is_assumed, found.teacher) == (True, 0.30)
    assert (found.basis.n_schools, found.basis.n_teachers) == (n_schools, n_schools * n_teachers)


def test_nothing_is_worked_out_while_the_term_runs(session, home):
    fill(session, home, 1)
    refresh(session, LESSON + timedelta(days=30))
    assert session.scalars(select(OwnComponents)).all() == []
    assert components_of(session, home.id).basis is None


def test_a_row_that_is_there_stays_whatever_comes_later(session, home):
    fill(session, home, 2)
    refresh(session, AFTERWARDS)
    first = row(session)
    fill(session, home)
    refresh(session, AFTERWARDS + timedelta(days=1))
    assert row(session) == first


def test_it_names_nobody(session, home):
    fill(session, home, 2)
    refresh(session, AFTERWARDS)
    assert row(session).keys() == {
        "school", "teacher", "observer", "rest", "is_assumed", "cut", "basis", "estimated_on"
    }  # fmt: skip


def test_of_a_pair_what_was_locked_counts_and_not_what_was_changed_after_the_talk(session, home):
    fill(session, home, 1, 1, 1)
    before = between(session, home)
    for seen in session.scalars(select(make.Observation)):
        seen.levels = bytes(4 for _ in seen.levels)
    session.commit()
    assert between(session, home) == before
    assert len({rating.lesson for rating in before}) == 1


@pytest.mark.parametrize(
    "change",
    [{"is_withdrawn": True}, {"is_practice": True}, {"kind": "self"}, {"arrived_at": AFTERWARDS}, {"teacher_id": None},
     {"shared_at": None, "share_deadline_at": AFTERWARDS}, {"observed_on": date(2026, 1, 1)}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_what_no_figure_of_a_school_counts_is_not_counted_here(session, home, change):
    fill(session, home, 1, 1, 1)
    assert len({rating.observer for rating in between(session, home)}) == 2
    seen = session.scalars(select(make.Observation)).first()
    for name, value in change.items():
        setattr(seen, name, value)
    session.commit()
    (left,) = {rating.observer for rating in between(session, home)}
    assert left != seen.author_id


def test_a_teacher_of_two_schools_is_another_at_each(session, home):
    teacher, eye = (make.make_person(session, home, name) for name in ("Tom Holm", "Ea Eg"))
    for name in ("Nord", "Syd"):
        school = make.make_school(session, home, name)
        make.make_observation(session, eye, teacher, school, at=LESSON, shared_at=LESSON)
    session.commit()
    assert len({rating.teacher for rating in between(session, home)}) == 2


def between(session, home):
    return ratings_between(session, home.id, date(2026, 2, 1), date(2027, 1, 31), SETTLED)
