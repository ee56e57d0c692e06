"""The drill: last night's file is copied back by hand, the server runs past the old seq, and then the tablets come.

The tablets are the notebook's own JavaScript under node; one of them has a login that expired before all this.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from observe import create_app
from observe.extensions import db
from observe.models.people import Account, Person
from observe.models.versions import FeedCounter, Quarantined, Version, broken_link
from tests import factories as make
from tests.conftest import missing
from tests.live import ROOT, LiveServer
from tests.models.versions.store import Store, envelope

OBSERVED = {"observed_at": make.LESSON_AT.strftime("%Y-%m-%dT%H:%M:%SZ"), "tz": "Europe/Copenhagen"}
PATIENCE_S = 90


@pytest.fixture
def home(settings) -> Iterator[tuple[Store, LiveServer, Callable]]:
    """The cast's store, a running server, and ``cookie(name)``: a login of that person."""
    if not shutil.which("node"):
        missing("node is not installed")
    app = create_app(settings)

    def cookie(name: str) -> str:
        client = app.test_client()
        with client.session_transaction() as login:
            login["_user_id"] = f"{store.people[name].id} -"
        key = app.config["SESSION_COOKIE_NAME"]
        return f"{key}={client.get_cookie(key).value}"

    with app.app_context(), LiveServer(settings) as server:
        store = Store(db.engine)
        yield store, server, cookie
        db.engine.dispose()


@contextmanager
def tablet(url: str, cookie: str, person) -> Iterator[Callable[..., dict[str, object]]]:
    """``tablet("save", drafts)``: saved and, if the network lets it, sent; what the notebook has after it."""
    script = ["node", "tests/js/model/against_server.mjs", url, cookie, str(person.id)]
    with subprocess.Popen(script, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:

        def tell(*command: object) -> dict[str, object]:
            running.stdin.write(json.dumps(command) + "\n")
            running.stdin.flush()
            return json.loads(running.stdout.readline())

        yield tell
        running.stdin.close()


def drafts(store: Store, n: int) -> list[dict[str, object]]:
    return [{**OBSERVED, "rubric": store.rubric, "payload": store.payload()} for _ in range(n)]


def copied(store: Store, server: LiveServer, to: Path) -> None:
    """The database by plain ``cp`` while the server is down, with the write-ahead log that a kill leaves."""
    server.kill()
    store.engine.dispose()
    for file in files(store):
        shutil.copy(file, to / file.name)
    server.start()


def copied_back(store: Store, server: LiveServer, of: Path) -> None:
    server.kill()
    store.engine.dispose()
    folder = files(store)[0].parent
    for file in files(store):
        file.unlink()
    for file in of.iterdir():
        shutil.copy(file, folder / file.name)
    server.start()


def files(store: Store) -> list[Path]:
    path = Path(make_url(str(store.engine.url)).database)
    return [file for suffix in ("", "-wal", "-shm") if (file := path.with_name(path.name + suffix)).exists()]


def set_a_password(store: Store, name: str) -> None:
    """Ends every login that was there before."""
    with Session(store.engine) as session:
        make.make_account(session, session.get_one(Person, store.people[name].id))
        session.commit()
    assert store.counted(Account) == 1


def kept(store: Store) -> list[str]:
    return sorted(str(row.vid) for table in (Version, Quarantined) for row in store.rows(table))


def test_a_file_copied_back_by_hand_is_found_out_and_everything_comes_again(home, tmp_path):
    store, server, cookie = home
    with (
        tablet(server.url, cookie("olga"), store.people["olga"]) as olga,
        tablet(server.url, cookie("lena"), store.people["lena"]) as lena,
    ):
        for tell in (olga, lena):
            assert {row["state"] for row in tell("save", drafts(store, 3))["versions"]} == {"held"}
        set_a_password(store, "lena")
        (tmp_path / "copy").mkdir()
        copied(store, server, tmp_path / "copy")
        for tell in (olga, lena):
            assert {row["state"] for row in tell("save", drafts(store, 2))["versions"]} == {"held"}
        before = store.rows(FeedCounter)[0]

        copied_back(store, server, tmp_path / "copy")
        assert len(kept(store)) == 6
        # A tablet that knows nothing of all this takes the server past where it was.
        store.push(*(envelope(store.body("liam", payload=store.payload(None))) for _ in range(30)), by="liam")
        assert store.rows(FeedCounter)[0].seq > before.seq
        assert store.rows(FeedCounter)[0].epoch == before.epoch

        known = [tell("save", drafts(store, 1)) for tell in (olga, lena)]
        everything = {row["vid"] for one in known for row in one["versions"]}
        deadline = monotonic() + PATIENCE_S
        while not everything <= set(kept(store)) and monotonic() < deadline:
            known = [tell("save", []) for tell in (olga, lena)]
        assert everything <= set(kept(store))
        assert len(everything) == 12
        assert len(kept(store)) == 30 + 12
        assert store.rows(FeedCounter)[0].epoch != before.epoch
        with store.engine.connect() as connection:
            assert broken_link(connection, store.home) is None
        known = [tell("count", None) for tell in (olga, lena)]
        assert {row["state"] for one in known for row in one["versions"]} == {"held"}
