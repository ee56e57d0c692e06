"""A server that dies by SIGKILL at a named point of its next write: launched in place of `observe serve` by tests.

The points are seen from outside, in the statements that SQLAlchemy is about to send: no shipped code knows of them.
"""

import os
import re
import signal
import sys
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, event

import observe
from observe.config import Settings
from observe.extensions import db
from tests.live import LiveServer

# Each is the statement before which the server dies; the last two are no statements.
STATEMENTS = {
    "before the lock": r"FROM feed_counter\b.*",
    "before the versions": r'INSERT INTO "version"',
    "before the quarantine": r'INSERT INTO "quarantined"',
    "before the views": r'INSERT INTO "observation"',
    "before the feed": r'INSERT INTO "feed_event"',
    "before the epoch": r"INSERT INTO epoch",
    "before the counter": r"UPDATE feed_counter",
}
BEFORE_COMMIT, AFTER_COMMIT = "before the commit", "after the commit and before the answer"
POINTS = (*STATEMENTS, BEFORE_COMMIT, AFTER_COMMIT)


def create_app() -> Flask:
    """The application, with the file ``falls`` in its instance folder naming the point at which it dies."""
    app = observe.create_app()
    with app.app_context():
        _arm(db.engine, Path(app.instance_path) / "falls")
    return app


def _arm(engine: Engine, named: Path) -> None:
    # Whether the transaction under way stores versions, and whether it has been committed.
    is_storing = has_committed = False

    def fall_at(point: str) -> None:
        if named.exists() and named.read_text() == point:
            os.killpg(os.getpgid(0), signal.SIGKILL)

    @event.listens_for(engine, "before_cursor_execute")
    def _statement(_connection, _cursor, statement: str, *_rest: object) -> None:
        nonlocal is_storing
        for point, pattern in STATEMENTS.items():
            if re.search(pattern, statement, re.DOTALL):
                is_storing = is_storing or point == "before the versions"
                fall_at(point)

    @event.listens_for(engine, "commit")
    def _commit(_connection) -> None:
        nonlocal has_committed
        has_committed = is_storing
        if is_storing:
            fall_at(BEFORE_COMMIT)

    @event.listens_for(engine, "checkin")
    def _checkin(*_connection: object) -> None:
        # Given back after its commit: what was written is there, and nobody has been answered.
        nonlocal is_storing, has_committed
        if has_committed:
            fall_at(AFTER_COMMIT)
        is_storing = has_committed = False


class FallingServer(LiveServer):
    """``server.falls_at(point)`` arms it, ``server.start()`` starts it again unarmed."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.named = Path(settings.instance_path) / "falls"

    @property
    def command(self) -> list[str]:
        options = ["--interface", "wsgi", "--factory", "--blocking-threads", "4", "--port", str(self.port)]
        return [sys.executable, "-m", "granian", *options, "tests.proof.falling:create_app"]

    def falls_at(self, point: str) -> None:
        self.named.write_text(point)

    def start(self) -> None:
        self.named.unlink(missing_ok=True)
        super().start()
