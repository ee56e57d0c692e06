"""``observe limits``: a municipality sets what it keeps to, within bounds, and nothing that was promised moves."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from observe.models.limits import limits_of
from observe.models.rollups import DirtyMark
from observe.models.schools import Municipality
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


@pytest.mark.parametrize(
    "words",
    [
        ("--min-teachers", 2), ("--max-share-of-one", "nan"), ("--max-share-of-one", 1), ("--sealing", "sometimes"),
        ("--focus-min", 6), ("--keep-school-years", -1),
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
