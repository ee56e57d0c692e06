"""The tablet's own JavaScript (core, store, runner, under node) against a real server: both sides read one protocol."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest

from observe import create_app
from observe.extensions import db
from observe.models.versions import Quarantined, Version
from tests.conftest import missing
from tests.factories import LESSON_AT
from tests.live import ROOT, LiveServer
from tests.models.versions.store import Store

OBSERVED = {"observed_at": LESSON_AT.strftime("%Y-%m-%dT%H:%M:%SZ"), "tz": "Europe/Copenhagen"}


@pytest.fixture
def live(settings) -> Iterator[tuple[Store, LiveServer, str]]:
    """The cast behind a running server, and the cookie of Olga's login."""
    app = create_app(settings)
    with app.app_context(), LiveServer(settings) as server:
        store = Store(db.engine)
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = f"{store.people['olga'].id} -"
        name = app.config["SESSION_COOKIE_NAME"]
        yield store, server, f"{name}={client.get_cookie(name).value}"
        db.engine.dispose()


@pytest.fixture
def tablet(live) -> Iterator[Callable[..., dict[str, object]]]:
    """``tablet(command, argument)``: what the tablet's store holds after it."""
    if not shutil.which("node"):
        missing("node is not installed")
    store, server, cookie = live
    script = ["node", "tests/js/model/against_server.mjs", server.url, cookie, str(store.people["olga"].id)]
    with subprocess.Popen(script, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:

        def tell(command: str, argument: object = None) -> dict[str, object]:
            running.stdin.write(json.dumps([command, argument]) + "\n")
            running.stdin.flush()
            return json.loads(running.stdout.readline())

        yield tell
        running.stdin.close()


def drafts(store: Store, n: int, **given: object) -> list[dict[str, object]]:
    return [{**OBSERVED, "rubric": store.rubric, "payload": store.payload(**given)} for _ in range(n)]


def test_versions_arrive_once_with_their_bytes_though_the_first_answer_is_lost(live, tablet):
    store, _server, _cookie = live
    known = tablet("save", drafts(store, 60))
    assert {row["state"] for row in known["versions"]} == {"held"}
    stored = {str(row.vid): row.sha256 for row in store.rows(Version)}
    assert stored == {row["vid"]: row["sha256"] for row in known["versions"]}
    assert known["person"]["given_name"] == "Olga"
    assert known["rubric"]["domains"]


def test_a_teacher_who_is_not_in_the_roster_is_set_aside_and_told(live, tablet):
    store, _server, _cookie = live
    known = tablet("save", drafts(store, 1, teacher={"id": None, "name": "Vikar Vikarsen"}))
    assert [(row["state"], row["code"]) for row in known["versions"]] == [("quarantined", "unknown_teacher")]
    assert store.counted(Quarantined) == 1


def test_the_inventory_counts_both_sides(live, tablet):
    store, _server, _cookie = live
    tablet("save", drafts(store, 3))
    known = tablet("count")
    assert (known["inventory"]["here"], known["inventory"]["there"]) == (3, 3)


def test_what_a_restored_server_has_lost_comes_again(live, tablet):
    store, _server, _cookie = live
    tablet("save", drafts(store, 2))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from version")
        connection.exec_driver_sql("delete from observation")
    known = tablet("count")
    assert {row["state"] for row in known["versions"]} == {"held"}
    assert store.counted(Version) == 2
