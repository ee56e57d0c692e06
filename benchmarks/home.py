"""A home to measure: a migrated database, a real server with two processes, and a client that costs little."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter

from flask import Flask
from sqlalchemy.orm import Session

from benchmarks.municipality import Corner, found
from observe import clock, create_app
from observe.extensions import db
from tests.databases import migrate, settings_for
from tests.live import LiveServer
from tests.postgresql import cluster, execute, sibling

PROCESSES = 2
CLIENTS = 4


@dataclass(frozen=True)
class Home:
    app: Flask
    server: LiveServer
    folder: Path
    corners: list[Corner]


@contextmanager
def place(is_postgresql: bool) -> Iterator[str | None]:
    """The address of an empty database; None for a file of the home's own."""
    with cluster() if is_postgresql else nullcontext() as url:
        if url is None:
            yield None
            return
        execute(url, "CREATE DATABASE bench")
        # As docs/operations.md asks: on a disk that seeks for nothing.
        execute(url, "ALTER DATABASE bench SET random_page_cost = 1.1")
        yield sibling(url, "bench")


@contextmanager
def open_home(url: str | None = None) -> Iterator[Home]:
    """Everything up to the first observation, in a SQLite file of its own or in the empty database at ``url``."""
    with TemporaryDirectory(prefix="observe-bench-") as name:
        folder = Path(name)
        url = url or f"sqlite:///{folder / 'bench.sqlite'}"
        migrate(url, folder)
        settings = settings_for(url, folder)
        app = create_app(settings)
        with app.app_context(), Session(db.engine, expire_on_commit=False) as opened:
            corners = found(opened, clock.now())
        with LiveServer(settings, workers=PROCESSES) as server:
            yield Home(app, server, folder, corners)
        with app.app_context():
            db.engine.dispose()


def ask(
    server: LiveServer, requests: list[tuple[str, str, bytes | None, dict[str, str]]], clients: int = 1
) -> list[float]:
    """Send (method, path, body, headers), shared out among clients that keep their connection; seconds for each.

    Raises AssertionError for any answer but 200.
    """
    seconds: list[float] = []
    faults: list[str] = []

    def work(own: list) -> None:
        connection = HTTPConnection("127.0.0.1", server.port)
        for method, path, body, headers in own:
            begun = perf_counter()
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            seconds.append(perf_counter() - begun)
            if answer.status != 200:
                faults.append(f"{path}: {answer.status} {text[:200]!r}")
        connection.close()

    threads = [Thread(target=work, args=(requests[number::clients],)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, faults[0]
    return seconds
