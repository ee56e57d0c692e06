"""Copies of a PostgreSQL database by its own pg_dump and pg_restore, made of one snapshot while others write."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from observe.errors import BackupFailed, StoreInUse
from observe.exchange.backup.bars import Progress
from observe.models import Base
from observe.models.versions import Head
from observe.models.versions.feed import all_heads

SUFFIX = ".dump"
# Debian keeps the programs of each release in a folder of its own; those on the PATH may be older than the server.
PLACES = "/usr/lib/postgresql/*/bin"
IN_USE = "55006"


def dump(engine: Engine, target: Path, progress: Progress) -> list[Head]:
    """Write a copy of one moment and return its heads, which were read in the snapshot that pg_dump is given."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        heads = all_heads(connection)
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}")
        _run("pg_dump", engine.url, options, "dumping contents of table", progress)
    return heads


def scratch_of(url: str, _near: Path) -> str:
    """The URL of a scratch database on the same server."""
    live = make_url(url)
    return live.set(database=f"{live.database}_scratch").render_as_string(hide_password=False)


def lay_out(source: Path, scratch: str, progress: Progress) -> None:
    """Make the scratch database of a copy. Asks for the right to make databases."""
    url = make_url(scratch)
    _say(url, f"CREATE DATABASE {_quoted(url.database)} TEMPLATE template0")
    options = ("--no-owner", "--no-privileges", "--exit-on-error", str(source))
    _run("pg_restore", url, options, "processing data for table", progress)


def drop(scratch: str) -> None:
    url = make_url(scratch)
    _say(url, f"DROP DATABASE IF EXISTS {_quoted(url.database)}")


def take_place(scratch: str, url: str, at: datetime) -> str:
    """Give the scratch database the name of the live one; returns the name that this has now, nothing if it was gone.

    Raises StoreInUse while a server has it open.
    """
    live, fresh = make_url(url), make_url(scratch)
    former = f"{live.database}_before_{at:%Y%m%d_%H%M%S}" if exists(url) else ""
    if former:
        _say(live, f"ALTER DATABASE {_quoted(live.database)} RENAME TO {_quoted(former)}")
    _say(live, f"ALTER DATABASE {_quoted(fresh.database)} RENAME TO {_quoted(live.database)}")
    return former


def exists(url: str) -> bool:
    live = make_url(url)
    engine = _keeper(live)
    with engine.connect() as connection:
        named = {"name": live.database}
        found = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), named).first()
    engine.dispose()
    return found is not None


def shares_disk(_url: str, _folder: Path) -> bool:
    """Which disk the server writes to cannot be seen from here."""
    return False


def _say(url: URL, statement: str) -> None:
    """One statement about databases of this server."""
    engine = _keeper(url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    except DBAPIError as problem:
        if getattr(problem.orig, "sqlstate", None) == IN_USE:
            raise StoreInUse from problem
        raise
    finally:
        engine.dispose()


def _keeper(url: URL) -> Engine:
    """Nobody can rename or drop the database that they are connected to; such statements stand in no transaction."""
    return create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)


def _run(program: str, url: URL, options: Sequence[str], mark: str, progress: Progress) -> None:
    """Run one of PostgreSQL's programs; each line with ``mark`` in what it says is a table done."""
    address = url.set(drivername="postgresql", password=None).render_as_string()
    command = [str(_program(program)), "--verbose", f"--dbname={address}", *options]
    environ = os.environ | {"LC_ALL": "C"} | ({"PGPASSWORD": str(url.password)} if url.password else {})
    said, n, of = [], 0, len(Base.metadata.tables) + 1
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as running:  # noqa: S603
        for line in running.stderr:
            said.append(line.strip())
            n += mark in line
            progress(min(n, of), of)
    if running.returncode:
        raise BackupFailed(reason=" ".join(said[-3:]) or program)


def _program(name: str) -> Path:
    """The newest that is installed: it can read the databases of older servers, and an older one cannot read newer."""
    found = sorted(Path("/").glob(f"{PLACES[1:]}/{name}"), key=lambda path: path.parent.parent.name.zfill(4))
    on_path = shutil.which(name)
    if not found and not on_path:
        raise BackupFailed(reason=f"{name} is not installed")
    return found[-1] if found else Path(on_path)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
