"""Copies of a SQLite database: made while it is written to, restored by putting a file in its place."""

import os
import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, make_url

from observe.errors import StoreInUse
from observe.exchange.backup.bars import Progress
from observe.exchange.backup.manifest import flush
from observe.models.versions import Head
from observe.models.versions.feed import all_heads

SUFFIX = ".sqlite"
# Some 4 MiB a step: often enough for a bar.
PAGES = 1024
BLOCK_BYTES = 4 * 1024 * 1024
# What SQLite keeps beside a file; one of another file under its name would be taken for its own.
BESIDE = ("-wal", "-shm", "-journal")


def dump(engine: Engine, target: Path, progress: Progress) -> list[Head]:
    """Write a copy of one moment and return its heads.

    Others may write meanwhile: the transaction that read the heads keeps the snapshot that is copied, so that the copy
    does not begin anew with each of their commits.
    """
    with engine.connect() as connection:
        heads = all_heads(connection)
        copy = sqlite3.connect(target)
        try:
            source = connection.connection.driver_connection
            source.backup(copy, pages=PAGES, progress=lambda _status, left, of: progress(of - left, of))
        finally:
            copy.close()
    return heads


def scratch_of(url: str, near: Path) -> str:
    """The URL of a scratch database in the folder ``near``."""
    return f"sqlite:///{near / file_of(url).name}.scratch"


def lay_out(source: Path, scratch: str, progress: Progress) -> None:
    """Make the scratch database of a copy."""
    size = source.stat().st_size
    with source.open("rb") as read, file_of(scratch).open("wb") as written:
        while block := read.read(BLOCK_BYTES):
            written.write(block)
            progress(written.tell(), size)


def drop(scratch: str) -> None:
    for end in ("", *BESIDE):
        Path(f"{file_of(scratch)}{end}").unlink(missing_ok=True)


def take_place(scratch: str, url: str, at: datetime) -> str:
    """Put a scratch database where the live one is; returns where that is kept now, nothing if there was none.

    Raises StoreInUse while a server has it open. The scratch must lie in the same folder.
    """
    live, fresh = file_of(url), file_of(scratch)
    former = None
    if live.exists():
        _close(live)
        former = live.with_name(f"{live.name}.before-{at:%Y%m%dT%H%M%SZ}")
        _keep_owner(live, fresh)
        live.rename(former)
    for end in BESIDE:
        beside = Path(f"{live}{end}")
        if beside.exists():
            beside.rename(f"{former or live}.before{end}")
    flush(fresh)
    fresh.rename(live)
    flush(live.parent)
    return str(former or "")


def _keep_owner(live: Path, fresh: Path) -> None:
    """Whoever restores may be another account than the server's."""
    known = live.stat()
    fresh.chmod(known.st_mode)
    os.chown(fresh, known.st_uid, known.st_gid)


def _close(file: Path) -> None:
    """Bring what is still beside a file into it, and raise StoreInUse if anybody has it open: leaving write-ahead
    logging takes that nobody has. A file that is no database any more is in nobody's use.
    """
    connection = sqlite3.connect(file, isolation_level=None, timeout=1)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as problem:
        if "locked" in str(problem):
            raise StoreInUse from problem
    except sqlite3.DatabaseError:
        pass
    finally:
        connection.close()


def exists(url: str) -> bool:
    return file_of(url).exists()


def file_of(url: str) -> Path:
    return Path(make_url(url).database)


def shares_disk(url: str, folder: Path) -> bool:
    """Whether the backups would be lost with the disk of the database."""
    return file_of(url).parent.stat().st_dev == folder.stat().st_dev
