"""Enrolment: a device token for a person on a tablet, and what it may and may not."""

from uuid import uuid4

from sqlalchemy import update

from observe import clock
from observe.models.people import Enrolment
from observe.models.versions import Version
from tests.models.versions.store import envelope


def enrol(tablet, device_id=None, **headers):
    asked = {"device_id": str(device_id or uuid4()), "name": "iPad 7"}
    return tablet.client.post("/sync/v1/enrolment", json=asked, headers=headers)


def signed_in_with_token(tablet):
    csrf = tablet.sign_in().pull()["csrf"]
    return {"X-CSRFToken": csrf}


def test_a_signed_in_person_gets_a_token_that_pushes(olga):
    device_id = uuid4()
    answer = enrol(olga, device_id, **signed_in_with_token(olga))
    assert answer.json["person"] == {"id": str(olga.person.id), "name": olga.person.name}
    olga.token = answer.json["device_token"]
    assert olga.results(olga.version(device_id=str(device_id)))[0]["status"] == "stored"


def test_only_the_tokens_hash_is_kept(tablet):
    olga = tablet("olga")
    token = enrol(olga, **signed_in_with_token(olga)).json["device_token"]
    assert len(token) >= 43
    assert token not in {enrolment.token_hash for enrolment in olga.store.rows(Enrolment)}


def test_without_a_login_there_is_no_enrolment(tablet):
    olga = tablet("olga")
    assert enrol(olga).json["code"] == "auth_required"


def test_a_form_token_is_asked_for(tablet):
    olga = tablet("olga").sign_in()
    answer = enrol(olga)
    assert (answer.status_code, answer.json["code"]) == (400, "stale_form")


def test_a_device_token_opens_no_pull(tablet):
    olga = tablet("olga")
    answer = olga.client.get("/sync/v1/pull", headers={"Authorization": f"Bearer {olga.token}"})
    assert answer.status_code == 401


def test_enrolling_again_ends_the_former_token(tablet):
    olga = tablet("olga")
    enrol(olga, olga.device_id, **signed_in_with_token(olga))
    assert olga.push().status_code == 401
    assert len([row for row in olga.store.rows(Enrolment) if row.person_id == olga.person.id]) == 1


def test_enrolling_lets_in_what_waited_for_it(tablet):
    """A colleague's tablet carried it before its author ever signed in there."""
    olga, lena = tablet("olga"), tablet("lena")
    sent = lena.version(device_id=str(olga.device_id))
    assert olga.results(sent)[0]["code"] == "unknown_author"
    enrol(lena, olga.device_id, **signed_in_with_token(lena))
    assert olga.results(sent)[0]["status"] == "already"
    assert lena.store.counted(Version) == 1
    assert [entry["kind"] for entry in lena.pull_all()] == ["repaired", "shared"]


def test_the_device_id_has_to_be_one(tablet):
    olga = tablet("olga")
    headers = signed_in_with_token(olga)
    answer = olga.client.post("/sync/v1/enrolment", json={"device_id": "mine"}, headers=headers)
    assert (answer.status_code, answer.json["detail"]) == (400, "The request is not JSON, or lacks device_id.")


def test_a_browser_that_cleared_the_notebook_is_told_what_the_server_has_of_it(olga):
    before = uuid4()
    token = signed_in_with_token(olga)
    olga.token = enrol(olga, before, **token).json["device_token"]
    sent = olga.body(device_id=str(before), device_seq=1)
    olga.push(envelope(sent), envelope({**sent, "device_seq": 2}), olga.version(device_id=str(before)))
    former = enrol(olga, **token).json["former"]
    assert (former["device_id"], former["name"], former["n_records"]) == (str(before), "iPad 7", 2)
    assert former["seen_at"].endswith("Z")


def test_a_tablet_that_lost_nothing_is_told_of_no_former_one(tablet):
    olga = tablet("olga")
    token = signed_in_with_token(olga)
    assert enrol(olga, olga.device_id, **token).json["former"] is None
    assert enrol(olga, olga.device_id, **token).json["former"] is None


def test_everybody_on_a_cleared_tablet_hears_of_their_own_notebook_alone(tablet):
    """One browser, so one cookie; Lena comes after Olga has made it a new tablet."""
    olga, lena = tablet("olga"), tablet("lena")
    lena.client = olga.client
    before, after = uuid4(), uuid4()
    enrol(olga, before, **signed_in_with_token(olga))
    assert enrol(lena, before, **signed_in_with_token(lena)).json["former"] is None
    assert enrol(olga, after, **signed_in_with_token(olga)).json["former"]["device_id"] == str(before)
    assert enrol(lena, after, **signed_in_with_token(lena)).json["former"]["device_id"] == str(before)


def test_of_a_tablet_taken_out_of_use_nothing_is_said(tablet):
    olga, before = tablet("olga"), uuid4()
    token = signed_in_with_token(olga)
    enrol(olga, before, **token)
    with olga.store.engine.begin() as connection:
        connection.execute(update(Enrolment).where(Enrolment.device_id == before).values(retired_at=clock.now()))
    assert enrol(olga, **token).json["former"] is None


def test_no_script_and_no_other_site_reads_the_cookie_that_remembers_the_tablet(tablet, monkeypatch):
    olga = tablet("olga")
    token = signed_in_with_token(olga)
    monkeypatch.setitem(olga.app.config, "SESSION_COOKIE_SECURE", True)
    (cookie,) = enrol(olga, **token).headers.getlist("Set-Cookie")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/sync/v1/enrolment"} <= set(cookie.split("; "))


def test_a_cookie_that_names_no_tablet_harms_nothing(tablet):
    olga = tablet("olga")
    token = signed_in_with_token(olga)
    olga.client.set_cookie("observe_tablet", "x.<b>..", path="/sync/v1/enrolment")
    assert enrol(olga, **token).json["former"] is None
