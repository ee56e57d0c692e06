"""The capsule: what a tablet could not send comes in as if it had, once, and never as somebody else's."""

import json
from io import BytesIO

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from observe import LARGEST_REQUEST_BYTES
from observe.cli.import_capsule import command as import_capsule
from observe.errors import NoCapsule
from observe.exchange.capsule import FORMAT, read_capsule, take_in
from observe.extensions import db
from observe.models.base import uuid7
from observe.models.people import Person
from observe.models.versions import Epoch, Quarantined, Version, by_roster, judge_waiting
from observe.models.versions.bodies import web_device
from observe.models.versions.erasure import no_ledger
from tests.models.versions.store import ARRIVAL, Store, envelope, store_on
from tests.visitor import Visitor


def written(store, *versions: object, **given: object) -> bytes:
    """A capsule as Olga's tablet writes it."""
    return json.dumps({
        "format": FORMAT, "made_at": "2026-11-24T08:00:00Z", "app_version": "0.1.0", "witness": None,
        "device_id": str(store.devices["olga"]), "person_id": str(store.people["olga"].id),
        "versions": list(versions), "drafts": [], "unreadable": [], **given,
    }).encode()  # fmt: skip


@pytest.fixture
def store(sqlite_app) -> Store:
    with sqlite_app.app_context():
        return Store(db.engine)


@pytest.fixture
def bring(sqlite_app, store):
    """``bring(name, raw)``: the page's form, sent by one of the cast."""

    def sent(name: str, raw: bytes):
        with Session(store.engine) as session:
            visitor = Visitor(sqlite_app, session.get(Person, store.people[name].id))
        return visitor.submit("/capsule/", file=(BytesIO(raw), "observe-capsule-2026-11-24-1.json"))

    return sent


@pytest.mark.parametrize("raw", [b"", b"no JSON", b"[]", b'{"format": "other"}', b'{"format": "observe-capsule/1"}'])
def test_what_is_no_capsule_is_refused(store, bring, raw):
    with pytest.raises(NoCapsule):
        read_capsule(raw)
    assert bring("olga", raw).status_code == 422
    assert store.counted(Version) == 0


def test_a_capsule_comes_in_once_however_often_it_is_brought(store, bring):
    raw = written(store, envelope(store.body()), envelope(store.body()), drafts=[{}])
    first, second = bring("olga", raw), bring("ana", raw)
    assert (first.status_code, second.status_code) == (200, 200)
    assert "New, and on the server now" in first.text
    assert "Drafts, not taken in" in first.text
    assert "On the server already" in second.text
    assert store.counted(Version) == 2


def test_who_brought_it_is_kept_and_its_author_stays(store, bring):
    bring("ana", written(store, envelope(store.body())))
    (version,) = store.rows(Version)
    assert (version.author_id, version.carried_by) == (store.people["olga"].id, store.people["ana"].id)


def test_a_version_that_names_a_tablet_its_author_never_used_is_set_aside(store, bring):
    answer = bring("lena", written(store, envelope(store.body(device_id=str(store.devices["lena"])))))
    assert "Kept, and set aside" in answer.text
    assert [row.code for row in store.rows(Quarantined)] == ["unknown_author"]


@pytest.mark.parametrize(("name", "status"), [("olga", 200), ("ana", 200), ("tom", 403), ("tara", 403)])
def test_leaders_and_the_administration_bring_files_in(store, bring, name, status):
    assert bring(name, written(store)).status_code == status


def test_a_capsule_larger_than_a_push_comes_in(sqlite_app, store):
    body = store.body()
    many = [envelope({**body, "rid": str(uuid7()), "more": "x" * 60_000}) for _ in range(60)]
    with Session(store.engine) as session:
        visitor = Visitor(sqlite_app, session.get(Person, store.people["olga"].id))
    # Written by hand: the test's client would leave a file of its own open.
    parts = [("csrf_token", visitor.token().encode()), ('file"; filename="capsule.json', written(store, *many))]
    form = b"".join(b'--edge\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), raw)
                    for name, raw in parts)  # fmt: skip
    answer = visitor.client.post(
        "/capsule/", data=form + b"--edge--\r\n", content_type="multipart/form-data; boundary=edge"
    )
    assert (len(form) > LARGEST_REQUEST_BYTES, answer.status_code) == (True, 200)
    assert store.counted(Version) == 60


def test_a_form_without_its_token_brings_nothing(sqlite_app, store):
    with Session(store.engine) as session:
        visitor = Visitor(sqlite_app, session.get(Person, store.people["olga"].id))
    file = (BytesIO(written(store, envelope(store.body()))), "observe-capsule.json")
    assert visitor.client.post("/capsule/", data={"file": file}).status_code != 200
    assert store.counted(Version) == 0


def test_the_command_takes_a_capsule_in_and_tells_what_became_of_each(commanded_url, tmp_path):
    with store_on(commanded_url) as store:
        file = tmp_path / "observe-capsule-2026-11-24-1.json"
        sent = envelope(store.body()), envelope(store.body(rubric="0" * 64))
        file.write_bytes(written(store, *sent, drafts=[{}]))
        said = CliRunner().invoke(import_capsule, [str(file)], catch_exceptions=False, standalone_mode=False).output
        assert "1 quarantined, 1 stored" in said
        assert "unknown_rubric" in said
        assert "1 drafts" in said
        assert (store.counted(Version), store.counted(Epoch)) == (1, 1)


def test_a_file_that_nobody_answers_for_brings_nothing_in_the_name_of_a_page(store):
    """The id of a person's pages follows from that of the person: anybody can write it into a file."""
    forged = store.body(device_id=str(web_device(store.people["olga"].id)))
    capsule = read_capsule(written(store, envelope(forged)))
    named = {"by": None, "claim": None, "judge": by_roster, "at": ARRIVAL, "keyring": {}, "ledger": no_ledger}
    (result,) = store.write(take_in, capsule=capsule, **named)
    assert (result.code, store.counted(Version)) == ("unknown_author", 0)
    assert store.write(judge_waiting, judge=by_roster, at=ARRIVAL) == 0
