"""Rows of figures across schools: whatever came in which order, a row that is not marked says what is stored."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from observe.cli.refresh import refresh
from observe.models.base import uuid7
from observe.models.cells import unpack_cells
from observe.models.engine import WRITES
from observe.models.releases import Release, open_to
from observe.models.rollups import DirtyMark, MunicipalRollup, Rollup, mark_all
from observe.models.versions import Erasure, erase
from tests import factories as make
from tests.models.versions.store import ARRIVAL, Store, envelope

DURING = ARRIVAL + timedelta(days=1)
AFTERWARDS = datetime(2027, 3, 1, tzinfo=UTC)
TEACHERS = ("Åse", "Ib", "Bo", "Eva", "Nis")
CODES = make.indicators_of(make.shipped_rubric())
TERM = {"starts_on": date(2026, 8, 1), "ends_on": date(2027, 1, 31), "title": "Efteråret 2026"}


@pytest.fixture
def term_id(store: Store):
    with Session(store.engine) as session:
        home = session.get_one(make.Municipality, store.home)
        term = make.make_term(session, home, **TERM)
        session.commit()
        return term.id


def refreshed(store: Store, now: datetime = DURING) -> int:
    with Session(store.engine) as session:
        return refresh(session, now)


def rows_of(store: Store) -> dict[tuple, tuple]:
    """What each row says, but for when it was made."""
    return {
        (row.school_id, row.term_id, row.rubric_hash): (row.settled_at, row.is_released, row.n_lessons, row.figures)
        for row in store.rows(Rollup)
    }


def voices(store: Store):
    """The cell of "voices" in the only row."""
    (row,) = store.rows(Rollup)
    return unpack_cells(row.figures, 4)[CODES.index("voices")]


def fill(store: Store) -> list[tuple[dict, str]]:
    """Two visits to each of five teachers, by two observers: (body, vid) of each."""
    with Session(store.engine) as session:
        home, school = session.get_one(make.Municipality, store.home), session.get_one(make.School, store.school.id)
        people = [make.make_person(session, home, f"{name} Holm") for name in TEACHERS]
        for person in people:
            make.appoint(session, person, "teacher", school)
        session.commit()
        payloads = [make.make_payload(school, person, None) for person in people]
    bodies = [store.body(by, payload=payload) for by in ("olga", "lena") for payload in payloads]
    made = [(body, str(uuid7())) for body in bodies]
    for by in ("olga", "lena"):
        of_one = [envelope(body, vid) for body, vid in made if body["author"] == str(store.people[by].id)]
        store.push(*of_one, by=by)
    return made


def visit(store: Store, by: str = "olga", whom: str = "tom", **given: object) -> dict[str, object]:
    return store.body(by, payload=store.payload(whom, **given))


def test_a_push_marks_the_term_of_its_school_and_refreshing_takes_the_mark_away(store, term_id):
    store.push(envelope(visit(store)))
    assert [(mark.school_id, mark.term_id) for mark in store.rows(DirtyMark)] == [(store.school.id, term_id)]
    assert refreshed(store) == 1
    assert store.rows(DirtyMark) == []
    assert [row.n_lessons for row in store.rows(Rollup)] == [1]
    assert refreshed(store) == 0


def test_an_edit_and_a_withdrawal_mark_again(store, term_id):
    first = uuid7()
    made = visit(store)
    store.push(envelope(made, first))
    refreshed(store)
    again = uuid7()
    edit = made | {"parents": [str(first)], "payload": store.payload("tom", ratings={})}
    store.push(envelope(edit, again))
    assert len(store.rows(DirtyMark)) == 1
    refreshed(store)
    assert store.rows(Rollup) == []


def test_a_lesson_that_moves_to_another_school_marks_both(store, term_id):
    with Session(store.engine) as session:
        elsewhere = session.get_one(make.School, store.elsewhere.id)
        for name, role in (("olga", "leader"), ("tom", "teacher")):
            make.appoint(session, session.get_one(make.Person, store.people[name].id), role, elsewhere)
        session.commit()
    first, made = uuid7(), visit(store)
    store.push(envelope(made, first))
    refreshed(store)
    moved = make.make_payload(store.elsewhere, store.people["tom"], None)
    store.push(envelope(made | {"parents": [str(first)], "payload": moved}))
    assert {mark.school_id for mark in store.rows(DirtyMark)} == {store.school.id, store.elsewhere.id}
    refreshed(store)
    assert [row.school_id for row in store.rows(Rollup)] == [store.elsewhere.id]


def test_erasing_marks(store, term_id):
    made = visit(store)
    store.push(envelope(made))
    refreshed(store)
    erasure = Erasure(store.home, store.people["olga"].id, make.UUID(made["rid"]), DURING)
    with store.engine.connect().execution_options(**WRITES) as connection:
        erase(connection, erasure, at=DURING)
        connection.commit()
    refreshed(store)
    assert store.rows(Rollup) == []


def test_practice_and_a_lesson_outside_of_every_term_mark_nothing(store, term_id):
    store.push(envelope(store.body(payload=store.payload(None))))
    assert store.rows(DirtyMark) == []


def test_a_few_teachers_make_no_cell(store, term_id):
    store.push(*[envelope(visit(store)) for _ in range(6)])
    refreshed(store)
    assert voices(store) is None


@given(st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_in_any_order_the_rows_say_what_is_stored(store, term_id, data):
    """Pushes, edits, withdrawals and refreshes in any order; then everything is made anew from nothing."""
    heads = fill(store) if not store.rows(Rollup) else []
    for _ in range(data.draw(st.integers(1, 10))):
        step = data.draw(st.sampled_from(("push", "edit", "withdraw", "refresh")))
        if step == "refresh":
            refreshed(store)
        elif step == "push" or not heads:
            made, vid = visit(store, ratings=ratings(data)), uuid7()
            store.push(envelope(made, vid))
            heads.append((made, str(vid)))
        else:
            place = data.draw(st.integers(0, len(heads) - 1))
            made, parent = heads[place]
            is_gone = step == "withdraw"
            payload = {"reason": "other"} if is_gone else made["payload"] | {"ratings": ratings(data)}
            later = made | {"act": "withdraw" if is_gone else "put", "parents": [parent], "payload": payload}
            by = "olga" if made["author"] == str(store.people["olga"].id) else "lena"
            vid = uuid7()
            store.push(envelope(later, vid), by=by)
            heads[place] = (made, str(vid))
    refreshed(store)
    kept = rows_of(store)
    with store.engine.connect().execution_options(**WRITES) as connection:
        connection.execute(delete(Rollup))
        mark_all(connection, store.home)
        connection.commit()
    refreshed(store)
    assert rows_of(store) == kept


def ratings(data) -> dict[str, dict[str, int]]:
    return {code: {"level": data.draw(st.integers(1, 4))} for code in data.draw(st.sets(st.sampled_from(CODES[:3])))}


def test_five_teachers_and_two_observers_make_a_cell(store, term_id):
    fill(store)
    refreshed(store)
    cell = voices(store)
    assert (cell.counts, cell.n_teachers, cell.n_observers) == ((0, 10, 0, 0), 5, 2)
    assert cell.effective_n == pytest.approx(10 / 1.3)


def test_when_a_term_is_over_its_row_is_settled_and_no_later_edit_moves_it(store, term_id):
    (first, vid), *_ = fill(store)
    refreshed(store)
    assert rows_of(store)[store.school.id, term_id, first["rubric"]][0] is None
    assert refreshed(store, AFTERWARDS) == 1
    settled = rows_of(store)
    assert all(row[0] for row in settled.values())
    edit = first["payload"] | {"ratings": {"voices": {"level": 4}}}
    store.push(envelope(first | {"parents": [vid], "payload": edit}), at=AFTERWARDS)
    assert refreshed(store, AFTERWARDS + timedelta(hours=1)) == 1
    assert rows_of(store) == settled


def test_what_arrived_after_the_last_deadline_is_in_no_settled_row(store, term_id):
    fill(store)
    late = store.body(payload=store.payload("tom"), observed_at="2027-01-20T08:00:00Z")
    store.push(envelope(late), at=datetime(2027, 2, 20, tzinfo=UTC))
    refreshed(store, AFTERWARDS)
    assert [row.n_lessons for row in store.rows(Rollup)] == [10]


def test_a_term_that_moves_has_its_rows_made_anew(store, term_id):
    fill(store)
    refreshed(store)
    with Session(store.engine) as session:
        session.get_one(make.Term, term_id).ends_on = date(2026, 9, 1)
        mark_all(session.connection(), store.home)
        session.commit()
    refreshed(store)
    assert store.rows(Rollup) == []


def test_figures_of_all_are_there_when_terms_are_settled_and_not_before(store, term_id):
    fill(store)
    refreshed(store)
    assert store.rows(MunicipalRollup) == []
    refreshed(store, AFTERWARDS)
    (row,) = store.rows(MunicipalRollup)
    # One school is no municipality: none of its indicators stands there.
    assert (row.is_released, row.figures) == (False, {})


def opened(store: Store, term_id, audience: str) -> None:
    """A release of the term in which "voices" has other counts than the visits, opened to this audience too."""
    place = {"slice": ["all", ""], "withheld": None}
    figures = {
        "n_not_observed": 1,
        "n_observations": 12,
        "n_teachers": 6,
        "n_observers": 2,
        "phi": 0.4,
    } | dict.fromkeys(("effective_n", "effective_teachers", "effective_observers"), 9.0)
    few = {"code": "few_observers", "limit": 2}
    cells = [
        place | figures | {"code": "voices", "counts": [1, 2, 3, 6], "beyond": None},
        place | figures | {"code": "questions", "counts": [1, 2, 3, 6], "beyond": few},
    ]
    with Session(store.engine) as session:
        given = {"n_observations": 12, "n_teachers": 6, "n_observers": 2, "limits": {}, "cells": cells}
        days = {"starts_on": TERM["starts_on"], "ends_on": TERM["ends_on"], "made_at": AFTERWARDS}
        by = {"made_by_id": store.people["pia"].id, "settled_at": AFTERWARDS, "rubric_hash": store.rubric}
        where = {"municipality_id": store.home, "school_id": store.school.id, "term_id": term_id}
        release = make.add(session, Release(**given, **days, **by, **where))
        open_to(session, release, audience, store.people["pia"].id, AFTERWARDS)
        session.commit()


def test_a_term_opened_to_the_administration_has_the_cells_of_its_release(store, term_id):
    fill(store)
    refreshed(store, AFTERWARDS)
    opened(store, term_id, "administration")
    assert refreshed(store, AFTERWARDS) == 1
    (row,) = store.rows(Rollup)
    cell = voices(store)
    assert (row.is_released, row.n_lessons, cell.counts, cell.effective_n) == (True, 12, (1, 2, 3, 6), 9.0)
    assert unpack_cells(row.figures, 4)[CODES.index("questions")] is None
    assert {each.is_released for each in store.rows(MunicipalRollup)} == {True, False}


def test_what_all_schools_say_together_does_not_move_when_one_opens_its_term(store, term_id):
    """Others read themselves beside it: what the opening withholds would be the difference."""
    fill(store)
    refreshed(store, AFTERWARDS)
    opened(store, term_id, "administration")
    later = AFTERWARDS + timedelta(hours=1)
    refreshed(store, later)
    assert {row.is_released: row.made_at for row in store.rows(MunicipalRollup)} == {False: AFTERWARDS, True: later}


def test_no_visit_changes_a_row_that_was_released(store, term_id):
    (first, vid), *_ = fill(store)
    opened(store, term_id, "administration")
    refreshed(store, AFTERWARDS)
    kept = rows_of(store)
    edit = first["payload"] | {"ratings": {"voices": {"level": 4}}}
    store.push(envelope(first | {"parents": [vid], "payload": edit}), at=AFTERWARDS)
    refreshed(store, AFTERWARDS)
    assert rows_of(store) == kept


def test_what_is_released_inside_the_school_alone_is_no_released_row(store, term_id):
    fill(store)
    refreshed(store, AFTERWARDS)
    opened(store, term_id, "leadership")
    assert refreshed(store, AFTERWARDS) == 0
    assert [row.is_released for row in store.rows(Rollup)] == [False]
