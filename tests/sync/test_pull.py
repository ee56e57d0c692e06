"""Pull through the door: complete, in order, one's own, and from nothing where a cursor does not fit."""

import json

import pytest
from sqlalchemy import event, insert

from observe.extensions import db
from observe.models.feedback import Acknowledgement
from observe.models.observations import Observation
from observe.models.versions import Event, record_event
from tests.models.versions.store import ARRIVAL


def test_without_a_login_there_is_no_pull(olga):
    answer = olga.client.get("/sync/v1/pull")
    assert (answer.status_code, answer.json["code"]) == (401, "auth_required")


def test_a_version_comes_back_with_its_bytes_and_its_state(olga):
    sent = olga.version()
    olga.push(sent)
    stored, shared = olga.sign_in().pull_all()
    assert stored["version"] == sent
    assert (stored["seq"], stored["kind"], stored["n_heads"]) == (1, "stored", 1)
    assert stored["state"]["shared_at"] == shared["at"]
    assert shared["kind"] == "shared"
    assert "version" not in shared


def test_pages_give_everything_once_and_in_order(olga):
    for _ in range(3):
        olga.push(*(olga.version() for _ in range(3)))
    seqs = [entry["seq"] for entry in olga.sign_in().pull_all(limit=2)]
    assert seqs == list(range(1, 19))


def test_a_cursor_brings_what_came_after_it(olga):
    olga.push(olga.version())
    olga.sign_in().pull_all()
    assert olga.pull()["entries"] == []
    olga.push(olga.version())
    page = olga.pull()
    assert [entry["kind"] for entry in page["entries"]] == ["stored", "shared"]
    assert not page["reset"]


def test_a_version_committed_after_the_login_was_read_is_not_skipped(olga):
    olga.sign_in().pull_all()
    sent, commits = olga.version(), []

    def commit_between(_connection, _cursor, statement, *_given) -> None:
        if "feed_counter" in statement and not commits:
            commits.append(True)
            olga.store.push(sent)

    event.listen(olga.store.engine, "before_cursor_execute", commit_between)
    entries = olga.pull()["entries"] + olga.pull()["entries"]
    event.remove(olga.store.engine, "before_cursor_execute", commit_between)
    assert commits
    assert [entry["version"] for entry in entries if entry["kind"] == "stored"] == [sent]


def test_the_first_page_says_reset_and_the_next_does_not(olga):
    olga.push(olga.version(), olga.version())
    olga.sign_in()
    assert [olga.pull(limit=1)["reset"] for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize("spoil", [
    lambda cursor: "nonsense", lambda cursor: cursor[:-2] + "AA", lambda cursor: "é" + cursor, lambda cursor: ".",
])  # fmt: skip
def test_a_cursor_that_is_not_ours_is_answered_from_nothing(tablet, spoil):
    olga = tablet("olga").sign_in()
    olga.push(olga.version())
    olga.pull()
    olga.cursor = spoil(olga.cursor)
    page = olga.pull()
    assert (page["reset"], len(page["entries"])) == (True, 2)


def test_anothers_cursor_is_answered_from_nothing(tablet):
    olga, lena = tablet("olga").sign_in(), tablet("lena").sign_in()
    olga.push(olga.version())
    olga.pull()
    lena.push(lena.version())
    lena.cursor = olga.cursor
    page = lena.pull()
    assert page["reset"]
    assert {entry["version"]["vid"] for entry in page["entries"] if "version" in entry} != set()


def test_nobody_elses_record_is_delivered(tablet):
    olga, lena = tablet("olga"), tablet("lena")
    olga.push(olga.version())
    assert lena.sign_in().pull_all() == []


def test_a_tablet_hears_that_its_observation_was_read(tablet):
    olga = tablet("olga").sign_in()
    sent = olga.version()
    olga.push(sent)
    olga.pull_all()
    body, store = json.loads(sent["body"]), olga.store
    rid = store.rows(Observation)[0].rid
    read = {"author_id": olga.person.id, "rid": rid, "teacher_id": store.people["tom"].id, "vid": rid, "at": ARRIVAL}
    with olga.app.app_context(), db.engine.begin() as connection:
        connection.execute(insert(Acknowledgement).values(read))
    store.write(_acknowledge, rid=rid, author_id=olga.person.id)
    entry = olga.pull()["entries"][0]
    assert (entry["kind"], entry["rid"]) == ("acknowledged", body["rid"])
    assert entry["state"]["acknowledged_at"] == "2026-11-24T07:22:00Z"


def _acknowledge(connection, *, municipality_id, rid, author_id):
    record_event(connection, municipality_id, Event("acknowledged", author_id, rid), ARRIVAL)


def test_what_waits_in_quarantine_says_why(tablet):
    olga = tablet("olga").sign_in()
    olga.push(olga.version(rubric="0" * 64))
    entry = olga.pull()["entries"][0]
    assert (entry["kind"], entry["state"]["quarantined"]) == ("quarantined", "unknown_rubric")


def test_the_bundle_sends_only_what_the_tablet_has_not(tablet):
    olga = tablet("olga").sign_in()
    bundle = olga.pull()["bundle"]
    assert set(bundle["parts"]) == {"rubrics", "roster", "subjects", "words", "settings", "notice", "seal_keys"}
    assert set(bundle["content"]) == set(bundle["parts"].values())
    kept = [bundle["parts"][name] for name in ("rubrics", "roster")]
    again = olga.pull(have=",".join(kept))["bundle"]
    assert again["parts"] == bundle["parts"]
    assert set(again["content"]) == set(bundle["parts"].values()) - set(kept)


def test_the_bundle_carries_the_rubric_and_the_roster_of_ones_own_school(tablet):
    olga = tablet("olga").sign_in()
    page = olga.pull()
    parts = {name: page["bundle"]["content"][key] for name, key in page["bundle"]["parts"].items()}
    current = parts["rubrics"]["current"]
    assert current == olga.store.rubric
    assert parts["rubrics"]["rubrics"][current]["content_hash"] == current
    (school,) = parts["roster"]["schools"]
    assert school["id"] == str(olga.store.school.id)
    assert [person["given_name"] for person in school["people"]] == ["Lena", "Olga", "Pia", "Tara", "Tom"]
    tom = school["people"][-1]
    assert (tom["role"], tom["sections"]) == ("teacher", [str(olga.store.section.id)])
    assert parts["settings"]["share_days"] == 7
    assert parts["notice"] == {"sha256": None, "text": None, "read_at": None}


def test_a_teacher_carries_no_roster(tablet):
    page = tablet("tom").sign_in().pull()
    content = page["bundle"]["content"]
    assert content[page["bundle"]["parts"]["roster"]] == {"schools": []}
    assert page["person"]["role"] == "teacher"


def test_the_page_says_who_is_signed_in(tablet):
    olga = tablet("olga")
    assert olga.sign_in().pull()["person"] == {
        "id": str(olga.person.id), "given_name": "Olga", "family_name": "Rask Villadsen", "role": "leader",
        "schools": [{"id": str(olga.store.school.id), "name": "Sofiendalskolen"}], "language": "da",
    }  # fmt: skip
