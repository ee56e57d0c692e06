"""Tablets on pages: one's own and the administration's, naming, retiring, and what a theft ends."""

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from observe import clock
from observe.models.base import uuid7
from observe.models.people import Enrolment
from observe.models.versions import Quarantined
from tests import factories as make
from tests.cast import NAMES
from tests.visitor import Visitor, signed_in_at


@pytest.fixture
def blue(store, cast) -> Enrolment:
    """Olga's tablet."""
    made = make.make_enrolment(store, cast.olga, "olga's", name="The blue one")
    store.commit()
    return made


@pytest.fixture
def visit(sqlite_app, cast):
    return lambda name: Visitor(sqlite_app, cast.person(name))


def now(store, enrolment) -> Enrolment:
    store.rollback()
    query = select(Enrolment).where(Enrolment.id == enrolment.id)
    return store.scalars(query.execution_options(populate_existing=True)).one()


@pytest.mark.parametrize("name", NAMES)
def test_a_tablet_is_changed_by_its_person_and_the_administration(store, visit, blue, name):
    may = name in ("olga", "ana")
    visitor = visit(name)
    assert visitor.get(f"/tablets/{blue.id}").status_code == (200 if may else 404)
    for act in ("name", "retirement", "theft"):
        assert visitor.submit(f"/tablets/{blue.id}/{act}", name="x").status_code == (303 if may else 404)
    assert bool(now(store, blue).stolen_by) == may


def test_a_name_is_kept(store, visit, blue):
    visit("olga").submit(f"/tablets/{blue.id}/name", name="  The green one ")
    assert now(store, blue).name == "The green one"
    assert "The green one" in visit("olga").get("/tablets/").text


def test_the_page_of_ones_own_shows_no_other(visit, blue):
    assert "The blue one" not in visit("lena").get("/tablets/").text
    assert "No tablet yet" in visit("lena").get("/tablets/").text


def test_only_the_administration_sees_all(visit, blue):
    assert "Olga Rask Villadsen" in visit("ana").get("/administration/tablets").text
    assert visit("pia").get("/administration/tablets").status_code == 403


def test_a_tablet_out_of_use_says_since_when_and_by_whom(store, cast, visit, blue):
    visit("ana").submit(f"/tablets/{blue.id}/retirement")
    row = now(store, blue)
    assert row.retired_by == cast.ana.id
    assert "Out of use since" in visit("olga").get("/tablets/").text
    visit("olga").submit(f"/tablets/{blue.id}/retirement")
    assert now(store, blue).retired_at == row.retired_at


def test_a_theft_ends_every_login_but_that_of_who_reports(store, cast, sqlite_app, blue):
    account = make.make_account(store, cast.olga)
    store.commit()
    there, here = Visitor(sqlite_app, cast.olga), Visitor(sqlite_app, cast.olga)
    for visitor in (there, here):
        with visitor.client.session_transaction() as cookie:
            cookie["_user_id"] = signed_in_at(cast.olga, account.changed_at)
    assert here.submit(f"/tablets/{blue.id}/theft").status_code == 303
    assert here.get("/tablets/").status_code == 200
    assert there.get("/tablets/").status_code == 302


def test_what_never_came_from_a_tablet_is_told_to_its_author_alone(store, cast, visit, blue):
    at = clock.now() - timedelta(days=8)
    for number in (1, 2, 4, 7):
        body = make.make_body(cast.olga, None, device_id=str(blue.device_id), device_seq=number, record_type="newer")
        raw = json.dumps(body).encode()
        make.add(store, Quarantined(
            municipality_id=blue.municipality_id, vid=str(uuid7()), sha256=hashlib.sha256(raw).hexdigest(), body=raw,
            code="too_new", detail="", author_id=cast.olga.id, device_id=blue.device_id, received_at=at, seq=number,
        ))  # fmt: skip
    store.commit()
    assert "No. 3, 5–6 is missing" in visit("olga").get(f"/tablets/{blue.id}").text
    assert "Something from it has not arrived" in visit("olga").get("/tablets/").text
    assert "is missing" not in visit("ana").get(f"/tablets/{blue.id}").text
