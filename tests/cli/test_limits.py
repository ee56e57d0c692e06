"""``observe limits``: a municipality sets what it keeps to, within bounds, and nothing that was promised moves."""

from dataclasses import fields
from datetime import date

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from observe.models.limits import Limits, limits_of
from observe.models.observations import Observation
from observe.models.retention import deletion_day
from observe.models.rollups import DirtyMark, MunicipalRollup
from observe.models.schools import Municipality
from observe.policy.patterns import is_whole
from tests import factories as make
from tests.models.versions.store import Store, envelope


def limits_now(ask):
    return limits_of(ask(select(Municipality.settings)))


def pushed(store: Store) -> None:
    assert [result.status for result in store.push(envelope(store.body()))] == ["stored"]


def test_every_limit_is_printed_with_what_it_says(run, store):
    told = run("limits").output
    assert "min_teachers            5  A cell with fewer teachers is not shown" in told
    assert "(shipped" not in told


def test_a_limit_is_set_and_put_back(run, ask, store):
    told = run("limits", "--min-teachers", 6, "--sealing", "always").output
    assert "min_teachers            6" in told
    assert "(shipped: 5)" in told
    assert (limits_now(ask).min_teachers, limits_now(ask).sealing) == (6, "always")
    run("limits", "--shipped", "min_teachers")
    assert (limits_now(ask).min_teachers, limits_now(ask).sealing) == (5, "always")


def test_what_was_set_out_of_bounds_by_other_means_is_named_and_put_back(run, ask, store):
    with Session(store.engine) as session:
        session.get_one(Municipality, store.home).settings = {"min_teachers": 1, "prune_days": "x", "min_pupils": 30}
        session.commit()
    told = run("limits").output
    wrong = [line.split(" --shipped ")[1] for line in told.splitlines() if "OUT OF" in line]
    assert wrong == ["min_teachers", "prune_days"]
    assert "OUT OF" not in run("limits", "--shipped", "min_teachers", "--shipped", "prune_days").output
    assert limits_now(ask) == Limits(min_pupils=30)


@pytest.mark.parametrize(
    "words",
    [
        ("--min-teachers", 2), ("--max-share-of-one", "nan"), ("--max-share-of-one", 1), ("--sealing", "sometimes"),
        ("--focus-min", 6), ("--keep-school-years", 0),
    ],
)  # fmt: skip
def test_what_would_protect_nobody_is_refused_and_nothing_is_set(run, ask, store, words):
    answer = run("limits", "--prune-days", 9, *words)
    assert answer.exit_code == 2
    assert limits_now(ask) == limits_of({})


def test_the_day_that_teachers_were_promised_is_not_moved(run, ask, store):
    assert run("limits", "--share-days", 10).exit_code == 0
    pushed(store)
    answer = run("limits", "--share-days", 20)
    assert answer.exit_code == 2
    assert "Teachers were promised" in answer.output
    assert limits_now(ask).share_days == 10


@pytest.mark.parametrize(("limit", "column", "value"), [
    ("min-walkthroughs", "kind", "walkthrough"), ("min-pupils", "pupil_voice", b"\1\1\2\1\0"),
    ("min-teachers", "pupil_voice", b"\1\1\2\1\0"),
])  # fmt: skip
def test_the_size_of_a_portion_is_not_moved_once_something_is_counted_so(run, ask, store, limit, column, value):
    """Of eleven walkthroughs ten are shown five at a time, and eleven at a time all: the eleventh is the difference."""
    pushed(store)
    assert run("limits", f"--{limit}", 11).exit_code == 0
    with Session(store.engine) as session:
        session.execute(update(Observation).values({column: value}))
        session.commit()
    assert run("limits", f"--{limit}", 12).exit_code == 2
    assert run("limits", "--shipped", limit.replace("-", "_")).exit_code == 2
    assert getattr(limits_now(ask), limit.replace("-", "_")) == 11


def test_the_sums_that_were_released_are_made_anew_by_another_number_of_schools(run, store):
    with Session(store.engine) as session:
        home = session.get_one(Municipality, store.home)
        term = make.make_term(session, home, date(2026, 8, 1), date(2027, 1, 31), "Efteråret 2026")
        key = {"municipality_id": home.id, "term_id": term.id, "rubric_hash": "a", "made_at": make.LESSON_AT}
        session.add_all(MunicipalRollup(**key, is_released=is_released, figures={}) for is_released in (True, False))
        session.commit()
    run("limits", "--min-observers", 3)
    assert len(store.rows(MunicipalRollup)) == 2
    run("limits", "--min-schools", 5)
    assert [row.is_released for row in store.rows(MunicipalRollup)] == [False]


def test_nothing_is_deleted_before_its_teacher_reads_it_and_its_term_is_whole():
    """However late that is, and however short a time is kept."""
    bounds = {limit.name: limit.metadata["bounds"] for limit in fields(Limits)}
    last_day = date(2027, 7, 31)
    kept_until = deletion_day(last_day, bounds["keep_school_years"][0])
    assert is_whole(last_day, bounds["share_days"][1], kept_until)


def test_figures_of_running_terms_are_made_anew_by_new_limits(run, ask, store):
    with Session(store.engine) as session:
        home = session.get_one(Municipality, store.home)
        make.make_term(session, home, date(2026, 8, 1), date(2027, 1, 31), "Efteråret 2026")
        session.commit()
    pushed(store)
    run("refresh")
    run("limits")
    assert ask(select(func.count()).select_from(DirtyMark)) == 0
    run("limits", "--min-teachers", 6)
    assert ask(select(func.count()).select_from(DirtyMark)) == 1


@pytest.mark.parametrize("name", ["Nordsund Kommune", ""])
def test_of_several_municipalities_one_is_named(run, store, name):
    assert run("limits", "--municipality", name).exit_code == 0
    assert run("limits", "--municipality", "Ravnkøbing Kommune").exit_code == 1
