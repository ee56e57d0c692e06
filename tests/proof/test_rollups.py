"""A push and a refresh of the same school on PostgreSQL, one stopped before each of its statements in turn.

No order may lose the mark: once nothing is marked any more, the rows say what is stored.
"""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from observe.cli.refresh import refresh
from observe.models.engine import WRITES
from observe.models.rollups import DirtyMark, Rollup
from observe.models.versions import accept, by_roster, open_envelopes
from tests import factories as make
from tests.databases import engine_on
from tests.models.versions.store import ARRIVAL, Store, envelope, store_on
from tests.proof.pausing import Paused, Running

pytestmark = pytest.mark.postgresql
NOW = ARRIVAL + timedelta(days=1)
# More than a push or a refresh has.
MOST_STATEMENTS = 40


@pytest.fixture
def store(postgresql_databases):
    with store_on(postgresql_databases.migrated()) as store:
        with Session(store.engine) as session:
            home = session.get_one(make.Municipality, store.home)
            make.make_term(session, home, date(2026, 8, 1), date(2027, 1, 31), "Efteråret 2026")
            session.commit()
        yield store


@pytest.fixture
def other(store):
    with engine_on(store.engine.url) as engine:
        yield engine


def pushing(store):
    sent = [envelope(store.body())]

    def push(engine):
        with engine.connect().execution_options(**WRITES) as connection:
            accept(
                connection, municipality_id=store.home, carrier=store.carrier(),
                arrivals=open_envelopes(sent), judge=by_roster, at=ARRIVAL,
            )  # fmt: skip
            connection.commit()

    return push


def refreshing(engine):
    with Session(engine) as session:
        refresh(session, NOW)


def n_lessons(store) -> int:
    return sum(row.n_lessons for row in store.rows(Rollup))


def race(store, other, first, second, record_property) -> None:
    """``first(engine)`` is stopped before each statement while ``second(engine)`` runs, which may have to wait."""
    reader = Store.__new__(Store)
    reader.__dict__ = {**store.__dict__, "engine": other}
    waited = place = n_pushed = 0
    is_over = False
    while not is_over and place < MOST_STATEMENTS:
        # A lesson that is marked already, so that there is something to refresh.
        pushing(store)(other)
        with Paused(store.engine, first(), place) as paused:
            is_over = not paused.has_stopped
            running = Running(other, second())
            waited += running.is_waiting()
            paused.go_on()
            running.end()
        n_pushed += 2
        refreshing(other)
        assert reader.rows(DirtyMark) == [], place
        assert n_lessons(reader) == n_pushed, place
        place += 1
    assert is_over
    assert waited
    record_property("reached", {"places": place, "the second waited": waited})


def test_a_push_while_rows_are_made_anew_is_in_them_or_marks_again(store, other, record_property):
    race(store, other, lambda: refreshing, lambda: pushing(store), record_property)


def test_rows_made_anew_while_a_push_is_under_way_wait_for_it_or_are_marked(store, other, record_property):
    race(store, other, lambda: pushing(store), lambda: refreshing, record_property)


def test_of_two_refreshes_none_writes_what_it_read_before_the_other(store, other, record_property):
    """The second one sees a push that the first did not: what the first writes must not stand."""

    def pushing_and_refreshing(engine):
        pushing(store)(engine)
        refreshing(engine)

    race(store, other, lambda: refreshing, lambda: pushing_and_refreshing, record_property)
