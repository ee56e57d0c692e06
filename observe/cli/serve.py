"""``observe serve``: the server with its worker processes, and beside it the one that does what is due."""

import fcntl
import gc
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from observe import clock, create_app
from observe.config import Settings
from observe.errors import DatabaseBehind, StoreInUse
from observe.errors.starting import PortUnusable
from observe.exchange.backup.rows import renew_history
from observe.extensions import db, migrate
from observe.models.engine import WRITES

# Requests of one process that wait for the database or the network side by side.
THREADS = 4
# Containers made since the collector last looked before it looks again. Requests leave few cycles behind, and at the
# usual 700 its rounds took half of a page that reads 5,000 observations and a sixth of a push.
COLLECT_AFTER = 50_000
_made: Flask | None = None


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--no-work", is_flag=True, help="Leave the work in the background to another `observe work`.")
def command(host: str, port: int, no_work: bool) -> None:
    """Serve the pages and the tablets, and do what is due in the background."""
    check_port(host, port)
    global _made
    app = _made = create_app()
    check_database(app)
    check_history(app)
    server = Granian(
        "observe",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=app.extensions["observe_settings"].workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        websockets=False,
    )
    collect_seldom()
    with using(app.extensions["observe_settings"]), nullcontext() if no_work else working():
        server.serve(target_loader=served, wrap_loader=False)


def served() -> Flask:
    """What a worker serves: the application that stood when it was forked, so that memory is shared, or its own."""
    return _made or create_app()


def collect_seldom() -> None:
    """What is loaded by now stays, so that no round need look at it; workers that are forked inherit both."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def check_port(host: str, port: int) -> None:
    """Raises PortUnusable: the server shares a port with another one without a word, and the two answer in turns."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as problem:
        raise PortUnusable(port=port, host=host, reason=(problem.strerror or str(problem)).lower()) from problem


def check_database(app: Flask) -> None:
    """Raises DatabaseBehind: a server on old tables would fail at the first push instead of at its start."""
    with app.app_context():
        newest = ScriptDirectory.from_config(migrate.get_config()).get_current_head()
        with db.engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
        db.engine.dispose()
    if present != newest:
        raise DatabaseBehind


def check_history(app: Flask) -> None:
    """Find out a database that was copied back by hand, and erase again what it knows nothing of."""
    settings = app.extensions["observe_settings"]
    with app.app_context():
        with db.engine.connect().execution_options(**WRITES) as connection:
            renew_history(connection, Path(settings.backup_path), settings.witness_key, clock.now())
            connection.commit()
        db.engine.dispose()


@contextmanager
def using(settings: Settings, alone: bool = False) -> Iterator[None]:
    """Hold the home as one of those who use it, or as the only one; raises StoreInUse. Ends with the program."""
    with (Path(settings.instance_path) / ".in-use").open("a") as lock:
        try:
            fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise StoreInUse from held
        yield


@contextmanager
def working() -> Iterator[None]:
    """``observe work`` as a child that ends with this program, however this program ends."""
    child = subprocess.Popen([sys.executable, "-m", "observe", "work", "--with-parent"])
    try:
        yield
    finally:
        child.terminate()
        child.wait()
