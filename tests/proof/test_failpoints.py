"""A real server killed by SIGKILL at each step of a push: either nothing of it is there, or all of it."""

import json
from collections.abc import Iterator
from http.client import RemoteDisconnected
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from sqlalchemy import create_engine

from observe.models.engine import prepare
from observe.models.versions import (
    WITNESS,
    Claim,
    Epoch,
    FeedCounter,
    Quarantined,
    Version,
    broken_link,
    claim_of,
    head_of,
    opened,
    witness_of,
)  # fmt: skip
from tests.databases import KEY, settings_for
from tests.models.versions.store import Store, envelope
from tests.proof.falling import AFTER_COMMIT, POINTS, FallingServer

ON_BOTH = [
    *(pytest.param("sqlite_files", point) for point in POINTS if point != "before the epoch"),
    *(
        pytest.param("postgresql_databases", point, marks=pytest.mark.postgresql)
        for point in ("before the feed", "before the commit", AFTER_COMMIT)
    ),
]


class Home:
    """A server that can fall, and the store behind it."""

    def __init__(self, databases, folder) -> None:
        url = databases.migrated()
        self.engine = create_engine(url)
        prepare(self.engine)
        self.store = Store(self.engine)
        self.server = FallingServer(settings_for(url, folder))
        self.server.start()
        self.push(envelope(self.store.body()))

    def push(self, *versions: dict[str, str], witness: str | None = None) -> dict[str, object]:
        asked = {"proto": 1, "batch_id": "b", "witness": witness, "versions": versions}
        headers = {"Authorization": "Bearer token of Olga", "Content-Type": "application/json"}
        request = Request(f"{self.server.url}/sync/v1/push", json.dumps(asked).encode(), headers)
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def falls_in_a_push(self, point: str, *versions: dict[str, str], witness: str | None = None) -> None:
        self.server.falls_at(point)
        with pytest.raises((URLError, ConnectionError, RemoteDisconnected)):
            self.push(*versions, witness=witness)
        self.server.running.wait(30)

    def assert_whole(self) -> None:
        with self.engine.connect() as connection:
            assert broken_link(connection, self.store.home) is None
            last = max(row.seq for table in (Version, Quarantined) for row in self.store.rows(table))
            assert head_of(connection, self.store.home).seq >= last


@pytest.fixture(scope="module")
def homes(request, tmp_path_factory) -> Iterator[dict[str, Home]]:
    """``homes(name of databases)``: one server for all points, started again after each fall."""
    made: dict[str, Home] = {}

    def home(databases: str) -> Home:
        if databases not in made:
            made[databases] = Home(request.getfixturevalue(databases), tmp_path_factory.mktemp(databases))
        return made[databases]

    yield home
    for one in made.values():
        one.server.kill()
        one.engine.dispose()


@pytest.mark.parametrize(("databases", "point"), ON_BOTH)
def test_a_push_is_there_as_a_whole_or_not_at_all(homes, databases, point):
    home = homes(databases)
    typed = home.store.payload(teacher={"id": None, "name": "Vikar Vikarsen"})
    sent = [envelope(home.store.body()), envelope(home.store.body(payload=typed)), envelope(home.store.body())]
    home.falls_in_a_push(point, *sent)
    vids = {one["vid"] for one in sent}
    there = {str(row.vid) for table in (Version, Quarantined) for row in home.store.rows(table)} & vids
    assert there == (vids if point == AFTER_COMMIT else set())
    home.server.start()
    statuses = [result["status"] for result in home.push(*sent)["results"]]
    first = "already" if point == AFTER_COMMIT else "stored"
    assert statuses == [first, "quarantined", first]
    home.assert_whole()


@pytest.mark.parametrize("point", ["before the epoch", "before the counter", "before the commit"])
def test_an_epoch_is_opened_as_a_whole_or_not_at_all(homes, point):
    home = homes("sqlite_files")
    with home.engine.connect() as connection:
        head = head_of(connection, home.store.home)
    proof = witness_of(KEY, Claim(home.store.home, head.epoch, head.seq + 3, "ab" * 32))
    sent = envelope(home.store.body())
    before = {row.epoch for row in home.store.rows(Epoch)}
    home.falls_in_a_push(point, sent, witness=proof)
    assert {row.epoch for row in home.store.rows(Epoch)} == before
    home.server.start()
    answer = home.push(sent, witness=proof)
    assert [result["status"] for result in answer["results"]] == ["stored"]
    (counter,) = home.store.rows(FeedCounter)
    assert counter.epoch == claim_of(opened(KEY, WITNESS, answer["witness"])).epoch
    assert counter.epoch not in before
    home.assert_whole()
