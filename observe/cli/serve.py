"""``observe serve``: the server with its worker processes, and beside it the one that does what is due."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from observe import create_app
from observe.errors import DatabaseBehind
from observe.extensions import db, migrate

# Requests of one process that wait for the database or the network side by side.
THREADS = 4


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--no-work", is_flag=True, help="Leave the work in the background to another `observe work`.")
def command(host: str, port: int, no_work: bool) -> None:
    """Serve the pages and the tablets, and do what is due in the background."""
    app = create_app()
    check_database(app)
    server = Granian(
        "observe:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=app.extensions["observe_settings"].workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        websockets=False,
    )
    if no_work:
        server.serve()
        return
    with working():
        server.serve()


def check_database(app: Flask) -> None:
    """Raises DatabaseBehind: a server on old tables would fail at the first push instead of at its start."""
    with app.app_context():
        newest = ScriptDirectory.from_config(migrate.get_config()).get_current_head()
        with db.engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
        db.engine.dispose()
    if present != newest:
        raise DatabaseBehind


@contextmanager
def working() -> Iterator[None]:
    """``observe work`` as a child that ends with this program, however this program ends."""
    child = subprocess.Popen([sys.executable, "-m", "observe", "work", "--with-parent"])
    try:
        yield
    finally:
        child.terminate()
        child.wait()
