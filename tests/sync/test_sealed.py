"""What a shared tablet seals: stored as it came, opened and judged like any other, and given back to its author."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from observe import clock
from observe.exchange.seal_keys import keyring_in, make_key, unusable_keys
from observe.extensions import db
from observe.models.base import uuid7
from observe.models.engine import WRITES
from observe.models.observations import Observation
from observe.models.people import Enrolment
from observe.models.seal_keys import SealKey, n_that_may_return, rotate
from observe.models.versions import Quarantined, Version, by_roster, judge_waiting, rebuild, sealing
from observe.models.versions.sealing import open_sealed, point_of, seal, unwritten, written


@pytest.fixture
def folder(app) -> Path:
    return Path(app.extensions["observe_settings"].seal_keys_path)


@pytest.fixture
def key(app, folder, store) -> tuple[str, str]:
    """(kid, point) of the key in use."""
    made = make_key(folder)
    with store.engine.begin() as connection:
        rotate(connection, *made, clock.now())
    return made


def sealed(body: dict[str, object], key: tuple[str, str]) -> dict[str, object]:
    text = seal(json.dumps(body, ensure_ascii=False), unwritten(key[1]))
    return {"vid": str(uuid7()), "sha256": hashlib.sha256(text.encode()).hexdigest(), "body": text}


def shown(store) -> list[tuple[object, ...]]:
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(Observation.__table__))]


def judge_again(store, folder: Path) -> int:
    with store.engine.connect().execution_options(**WRITES) as connection:
        known = {"judge": by_roster, "at": clock.now(), "keyring": keyring_in(folder)}
        n = judge_waiting(connection, municipality_id=store.home, **known)
        connection.commit()
    return n


def test_a_sealed_version_is_stored_as_it_came_and_read_as_it_was_written(olga, store, key):
    body = olga.body()
    version = sealed(body, key)
    [result] = olga.results(version)
    assert (result["status"], result["sha256"], result["heads"]) == ("stored", version["sha256"], 1)
    [row] = store.rows(Version)
    assert row.body == version["body"].encode()
    assert json.loads(row.opened) == body
    [observation] = store.rows(Observation)
    assert observation.teacher_id == store.people["tom"].id


def test_its_author_pulls_the_sealed_bytes_and_what_they_hide(olga, key):
    body = olga.body()
    version = sealed(body, key)
    olga.results(version)
    entry = next(entry for entry in olga.sign_in().pull_all() if entry["kind"] == "stored")
    assert entry["version"]["body"] == version["body"]
    assert entry["version"]["sha256"] == version["sha256"]
    assert json.loads(entry["version"]["opened"]) == body


def test_a_sealed_version_is_sent_twice_and_stored_once(olga, store, key):
    version = sealed(olga.body(), key)
    olga.results(version)
    [again] = olga.results(version)
    assert again["status"] == "already"
    assert len(store.rows(Version)) == 1


def test_an_edit_of_a_sealed_version_supersedes_it(olga, store, key):
    body = olga.body()
    first = sealed(body, key)
    olga.results(first)
    [result] = olga.results(sealed({**body, "parents": [first["vid"]], "device_seq": 2}, key))
    assert (result["status"], result["heads"]) == ("stored", 1)


def test_rebuilding_reads_what_was_sealed_without_any_key(olga, store, key, folder):
    olga.results(sealed(olga.body(), key))
    [before] = shown(store)
    for path in folder.iterdir():
        path.unlink()
    with store.engine.connect().execution_options(**WRITES) as connection:
        rebuild(connection, municipality_id=store.home, judge=by_roster, at=clock.now())
        connection.commit()
    assert shown(store) == [before]


def test_what_no_key_opens_waits_in_quarantine_until_its_key_is_back(olga, store, key, folder):
    [path] = folder.iterdir()
    kept = path.read_bytes()
    path.unlink()
    version = sealed(olga.body(), key)
    [result] = olga.results(version)
    assert (result["status"], result["code"]) == ("quarantined", "cannot_open")
    [row] = store.rows(Quarantined)
    assert (row.body, row.author_id) == (version["body"].encode(), olga.person.id)
    assert judge_again(store, folder) == 0
    path.write_bytes(kept)
    assert judge_again(store, folder) == 1
    assert olga.results(version)[0]["status"] == "already"
    assert len(store.rows(Observation)) == 1


def test_a_sealed_version_set_aside_for_its_teacher_can_be_read_and_waits_like_any_other(olga, store, key, folder):
    typed = store.payload(teacher={"id": None, "name": "Signe Uden-Liste"})
    [result] = olga.results(sealed(olga.body(payload=typed), key))
    assert result["code"] == "unknown_teacher"
    [row] = store.rows(Quarantined)
    assert json.loads(row.opened)["payload"]["teacher"]["name"] == "Signe Uden-Liste"
    assert judge_again(store, folder) == 0
    assert store.rows(Quarantined)[0].code == "unknown_teacher"


def test_after_a_rotation_both_keys_open_and_new_versions_are_sealed_to_the_new_one(olga, store, key, folder):
    late = sealed(olga.body(), key)
    newer = make_key(folder)
    with store.engine.begin() as connection:
        rotate(connection, *newer, clock.now())
    told = olga.sign_in().pull()["bundle"]
    part = told["content"][told["parts"]["seal_keys"]]
    assert part == {"current": newer[0], "keys": dict([key, newer])}
    statuses = [result["status"] for result in olga.results(late, sealed(olga.body(), newer))]
    assert statuses == ["stored", "stored"]


def test_a_retired_key_is_needed_as_long_as_a_tablet_from_before_may_return(store, key, folder):
    with store.engine.begin() as connection:
        connection.execute(update(Enrolment).values(enrolled_at=clock.now() - timedelta(days=1)))
        assert n_that_may_return(connection, key[0]) is None
        rotate(connection, *make_key(folder), clock.now() + timedelta(seconds=1))
        assert n_that_may_return(connection, key[0]) == len(store.devices)
        connection.execute(update(Enrolment).values(retired_at=clock.now()))
        assert n_that_may_return(connection, key[0]) == 0


def test_a_key_without_its_private_half_is_found(app, store, key, folder):
    with app.app_context(), db.engine.connect() as connection:
        assert unusable_keys(connection, folder) == []
        (folder / f"{key[0]}.pem").unlink()
        assert unusable_keys(connection, folder) == [key[0]]
        assert connection.execute(select(SealKey.kid)).scalars().all() == [key[0]]


@pytest.mark.parametrize(
    "hidden", ['{"nonce":"n","payload":{},"author":"somebody else"}', '{"payload":{}}', "[]", "5", '{"nonce":'],
    ids=["another author", "no nonce", "a list", "a number", "cut off"],
)  # fmt: skip
def test_what_is_hidden_is_nonce_and_payload_and_says_nothing_else_than_the_header(hidden):
    server, ephemeral = (sealing.generate_private_key(sealing.CURVE) for _ in range(2))
    header, epk, iv = written(b'{"author":"olga"}'), point_of(ephemeral), b"twelve bytes"
    shared = ephemeral.exchange(sealing.ECDH(), server.public_key())
    ct = sealing._cipher(shared, epk, point_of(server)).encrypt(iv, hidden.encode(), header.encode())
    parts = {"header": header, "epk": written(epk), "iv": written(iv), "ct": written(ct)}
    assert open_sealed({"v": 1, "kid": "k", **parts}, {"k": server}).fault.code == "cannot_open"
