"""Push through the door: what a tablet is answered, whatever it sends. Nothing it sends may be lost."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from observe.extensions import db
from observe.models.observations import Observation
from observe.models.people import Enrolment
from observe.models.versions import Quarantined, Version
from tests.models.versions.store import envelope


def test_a_version_is_held_once_its_hash_comes_back(olga, store):
    sent = olga.version()
    answer = olga.push(sent)
    assert answer.status_code == 200
    assert answer.json["results"] == [
        {"vid": sent["vid"], "sha256": sent["sha256"], "status": "stored", "seq": 1, "heads": 1}
    ]
    assert (answer.json["proto"], answer.json["durable_through"]) == (1, None)
    assert answer.headers["Cache-Control"] == "no-store"
    assert bytes(store.rows(Version)[0].body) == sent["body"].encode()


def test_the_batch_id_comes_back(olga):
    assert olga.push(batch_id="this one").json["batch_id"] == "this one"


def test_a_lost_answer_makes_no_second_version(olga, store):
    sent = olga.version()
    olga.push(sent)
    assert olga.results(sent)[0]["status"] == "already"
    assert store.counted(Version) == store.counted(Observation) == 1


def test_a_heartbeat_stores_nothing_and_brings_the_witness(olga, store):
    olga.push(olga.version())
    before = olga.witness
    assert olga.push().json["results"] == []
    assert olga.witness == before


# Bad input, by name. Each is answered, and what was sent can be read in quarantine.


def one_quarantined(tablet, sent, code):
    result = tablet.results(sent)[0]
    assert (result["status"], result["code"]) == ("quarantined", code)
    kept = tablet.store.rows(Quarantined)[0]
    assert (bytes(kept.body), kept.code) == (sent["body"].encode(), code)
    assert tablet.results(sent)[0]["status"] == "quarantined"
    return kept


def test_a_rating_out_of_range_is_kept(tablet):
    olga = tablet("olga")
    payload = olga.store.payload(ratings={"voices": {"level": 5}})
    kept = one_quarantined(olga, olga.version(payload=payload), "invalid_field")
    assert "voices" in kept.detail
    assert kept.author_id == olga.person.id


@pytest.mark.parametrize(("field", "value"), [
    ("minutes", -1), ("minutes", "15"), ("minutes", True), ("kind", "exam"), ("school_id", "Sofiendal"),
    ("ratings", {"voices": 2}), ("ratings", {"nowhere": {"level": 2}}), ("ratings", None), ("focus", ["nowhere"]),
    ("notes", [{"id": "1"}]), ("grade_level", 99), ("subject", "\0"), ("section", {"title": "x" * 201}),
    ("feedback", "fine"), ("share", "never"), ("also_present", "Tara"), ("subject", "\ud800"),
])  # fmt: skip
def test_a_known_field_that_is_wrong_is_kept(tablet, field, value):
    olga = tablet("olga")
    body = json.dumps(olga.body(payload=olga.store.payload(**{field: value})))
    one_quarantined(olga, envelope(body), "invalid_field")


@pytest.mark.parametrize(("field", "value", "code"), [
    ("rid", "1", "invalid_field"), ("parents", "none", "invalid_field"), ("act", "delete", "invalid_field"),
    ("stage", "final", "invalid_field"), ("device_seq", 2**70, "invalid_field"), ("rubric", "A", "invalid_field"),
    ("observed_at", "2026-11-24", "invalid_field"), ("observed_at", "+012026-11-24T07:02:00.000Z", "clock"),
    ("payload", [], "invalid_field"), ("schema", 2, "too_new"), ("record_type", "plan", "too_new"),
    ("rubric", "0" * 64, "unknown_rubric"),
])  # fmt: skip
def test_a_frame_that_is_wrong_is_kept(tablet, field, value, code):
    olga = tablet("olga")
    one_quarantined(olga, olga.version(**{field: value}), code)


def test_an_unknown_rubric_is_kept(tablet):
    olga = tablet("olga")
    one_quarantined(olga, olga.version(rubric="f" * 64), "unknown_rubric")


def test_an_unknown_field_is_stored_and_noted(tablet):
    olga = tablet("olga")
    payload = olga.store.payload(weather="rain")
    assert olga.results(olga.version(payload=payload), olga.version(colour="red"))[1]["status"] == "stored"
    assert [version.flags for version in olga.store.rows(Version)] == ["unknown_field", "unknown_field"]


@pytest.mark.parametrize("proto", [2, "1", None, {}])
def test_a_protocol_of_another_number_is_kept_unread(tablet, proto):
    olga = tablet("olga")
    answer = olga.push(olga.version(), "no envelope", proto=proto)
    assert [result["code"] for result in answer.json["results"]] == ["too_new", "unreadable"]
    assert olga.store.counted(Quarantined) == 2


def test_somebody_elses_id_is_kept_and_reaches_nobody_else(tablet):
    olga, lena = tablet("olga"), tablet("lena")
    kept = one_quarantined(olga, olga.version(author=str(lena.person.id)), "unknown_author")
    assert kept.carried_by == olga.person.id
    assert lena.sign_in().pull_all() == []
    assert [entry["kind"] for entry in olga.sign_in().pull_all()] == ["quarantined"]


def test_the_next_person_carries_what_the_last_one_left(tablet):
    olga, lena = tablet("olga"), tablet("lena")
    sent = lena.version()
    assert olga.results(sent)[0]["status"] == "stored"
    stored = olga.store.rows(Version)[0]
    assert (stored.author_id, stored.carried_by) == (lena.person.id, olga.person.id)


def test_the_same_id_with_other_content_is_kept(tablet):
    olga = tablet("olga")
    first = olga.version()
    olga.push(first)
    one_quarantined(olga, olga.version() | {"vid": first["vid"]}, "other_content")
    assert olga.results(first)[0]["status"] == "already"


def test_a_clock_of_1970_is_stored_and_counts_by_its_arrival(tablet):
    olga = tablet("olga")
    ugly = "00000000-0000-7000-8000-000000000001"
    sent = envelope(olga.body(observed_at="1970-01-01T00:00:07Z", rid=ugly), ugly)
    assert olga.results(sent)[0]["status"] == "stored"
    assert olga.store.rows(Version)[0].flags == "clock"
    row = olga.store.rows(Observation)[0]
    assert row.observed_at == row.arrived_at


def test_a_leader_of_another_school_may_not(tablet):
    liam = tablet("liam")
    one_quarantined(liam, liam.version(), "no_permission")


def test_a_typed_teacher_waits_for_a_mapping(tablet):
    olga = tablet("olga")
    payload = olga.store.payload(teacher={"id": None, "name": "Vikar Vigga"})
    assert "Vigga" in one_quarantined(olga, olga.version(payload=payload), "unknown_teacher").detail


def test_a_practice_observation_reaches_no_teacher(tablet):
    olga = tablet("olga")
    payload = olga.store.payload(is_practice=True, teacher={"id": str(olga.store.people["tom"].id), "name": "Tom"})
    assert olga.results(olga.version(payload=payload))[0]["status"] == "stored"
    row = olga.store.rows(Observation)[0]
    assert (row.is_practice, row.teacher_id, row.shared_at) == (True, None, None)


# The request as a whole.


@pytest.mark.parametrize("raw", [
    b"", b"{", b"\xff\xfe", b"[]", b"7", b'{"proto": 1}', b'{"versions": {}}', b"[" * 100_000, b'{"versions": null}',
])  # fmt: skip
def test_what_is_no_push_is_refused(tablet, raw):
    answer = tablet("olga").post_bytes("push", raw)
    assert (answer.status_code, answer.json["code"]) == (400, "not_json")
    assert "_schema" not in answer.json["detail"]


def test_a_batch_that_is_too_large_is_refused_whole(tablet):
    olga = tablet("olga")
    for batch in ([olga.version() for _ in range(51)], [envelope("x" * 200_000) for _ in range(2)]):
        answer = olga.push(*batch)
        assert (answer.status_code, answer.json["code"]) == (413, "too_large")
    assert olga.store.counted(Version) == olga.store.counted(Quarantined) == 0


def test_a_long_version_goes_alone(tablet):
    olga = tablet("olga")
    assert olga.results(olga.version(payload=olga.store.payload(wish="å" * 400_000)))[0]["status"] == "stored"
    assert olga.results(envelope("x" * (1024 * 1024 + 1)))[0]["status"] == "too_big"
    assert olga.push(envelope("x" * 2 * 1024 * 1024)).status_code == 413


def test_gzip_is_read_within_the_limit(tablet):
    olga = tablet("olga")
    plain = json.dumps({"proto": 1, "batch_id": "b", "versions": [olga.version()]}).encode()
    assert olga.post_gzipped("push", plain).json["results"][0]["status"] == "stored"
    assert olga.post_gzipped("push", b" " * 200_000_000).status_code == 413
    assert olga.post_bytes("push", b"no gzip", Content_Encoding="gzip").status_code == 415
    assert olga.post_bytes("push", plain, Content_Encoding="br").json["code"] == "unknown_encoding"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer another", "Basic b2xnYTo="])
def test_without_a_device_token_there_is_no_push(tablet, header):
    answer = tablet("olga").post("push", {"versions": []}, Authorization=header)
    assert (answer.status_code, answer.json["code"]) == (401, "auth_required")


def test_a_stolen_tablet_is_told_so(tablet, mark_olgas):
    olga = tablet("olga")
    mark_olgas(stolen_at="stolen")
    answer = olga.push(olga.version())
    assert (answer.status_code, answer.json["code"]) == (403, "device_stolen")


def test_a_retired_tablet_loses_nothing(tablet, mark_olgas):
    olga = tablet("olga")
    mark_olgas(retired_at="retired")
    one_quarantined(olga, olga.version(), "no_permission")


@pytest.fixture
def mark_olgas(sqlite_store):
    """``mark_olgas(column=...)``: Olga's enrolment, retired or reported stolen an hour ago."""
    from datetime import timedelta

    from sqlalchemy import update

    from observe import clock

    def mark(**columns):
        values = dict.fromkeys(columns, clock.now() - timedelta(hours=1))
        olgas = Enrolment.person_id == sqlite_store.people["olga"].id
        with sqlite_store.engine.begin() as connection:
            connection.execute(update(Enrolment).where(olgas).values(values))

    return mark


def test_what_the_database_refuses_is_told_without_the_words_in_it(app):
    """What is told goes into the log of the server."""
    with app.app_context(), pytest.raises(DBAPIError) as refused:
        db.session.execute(text("SELECT :words FROM nowhere"), {"words": "Eleverne finder selv navnepinde"})
    assert "navnepinde" not in str(refused.value)
