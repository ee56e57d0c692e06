"""Tablets through their door: how often one may push, and what a name and a report leave behind."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from observe import clock
from observe.models.devices import PUSHES_A_MINUTE, report_stolen
from observe.models.people import Enrolment
from observe.models.versions import Version


def mark(tablet, **values) -> None:
    with tablet.store.engine.begin() as connection:
        connection.execute(update(Enrolment).where(Enrolment.person_id == tablet.person.id).values(**values))


def enrolment_of(tablet) -> Enrolment:
    return next(row for row in tablet.store.rows(Enrolment) if row.person_id == tablet.person.id)


def test_a_tablet_that_pushes_without_pause_is_told_how_long_to_wait(olga):
    olga.push(olga.version())
    mark(olga, n_pushes=PUSHES_A_MINUTE)
    refused = olga.push(olga.version())
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_pushes")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert olga.store.counted(Version) == 1


def test_after_its_minute_a_tablet_may_push_again_and_is_counted_anew(olga):
    mark(olga, n_pushes=PUSHES_A_MINUTE, counted_from=clock.now() - timedelta(minutes=2))
    assert olga.push(olga.version()).status_code == 200
    assert enrolment_of(olga).n_pushes == 1


def test_one_tablet_that_pushes_too_often_stops_no_other(tablet):
    mark(tablet("olga"), n_pushes=PUSHES_A_MINUTE, counted_from=clock.now())
    assert tablet("lena").push(tablet("lena").version()).status_code == 200


def test_heartbeats_are_not_counted(tablet):
    olga = tablet("olga")
    olga.push()
    before = enrolment_of(olga).n_pushes
    olga.push()
    assert enrolment_of(olga).n_pushes == before


def test_a_stolen_tablet_is_stolen_for_everybody_on_it_and_pushes_nothing(tablet):
    olga, lena = tablet("olga"), tablet("lena")
    mark(lena, device_id=olga.device_id)
    with Session(olga.store.engine) as session:
        people = report_stolen(session, olga.store.home, olga.device_id, olga.person.id, clock.now())
        session.commit()
    assert set(people) == {olga.person.id, lena.person.id}
    assert [one.push(one.version()).status_code for one in (olga, lena)] == [403, 403]
    assert enrolment_of(lena).stolen_by == olga.person.id


def test_a_name_that_people_gave_stays_when_the_tablet_is_enrolled_again(tablet):
    olga = tablet("olga").sign_in()
    mark(olga, name="The blue one", retired_at=clock.now(), retired_by=olga.person.id)
    headers = {"X-CSRFToken": olga.pull()["csrf"]}
    asked = {"device_id": str(olga.device_id), "name": "iPad"}
    assert olga.client.post("/sync/v1/enrolment", json=asked, headers=headers).status_code == 200
    row = enrolment_of(olga)
    assert (row.name, row.retired_at, row.retired_by) == ("The blue one", None, None)
