"""Makes a backup: copy, restore into a scratch database, compare, and only then write the manifest."""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import ModuleType

from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from observe import clock
from observe.errors import BackupDamaged, BackupFailed, BackupRunning
from observe.exchange.backup import postgresql, sqlite
from observe.exchange.backup.bars import Bars
from observe.exchange.backup.manifest import Manifest, flush, manifests, signed, write_manifest
from observe.exchange.backup.retention import LONGEST, expired
from observe.models.engine import prepare
from observe.models.versions import Head
from observe.models.versions.feed import all_heads
from observe.models.versions.soundness import faults

UNVERIFIED = ".unverified"


def way_of(url: str) -> ModuleType:
    """The module that copies this kind of database."""
    return sqlite if make_url(url).get_backend_name() == "sqlite" else postgresql


def make_backup(engine: Engine, folder: Path, key: str, bars: Bars) -> Manifest:
    """A verified backup in ``folder``, its manifest signed with ``key``. Raises BackupFailed, BackupDamaged or
    BackupRunning; nothing is left of one that failed, and no earlier one is touched.
    """
    with alone_in(folder):
        try:
            return _made(engine, folder, key, bars)
        except (OSError, sqlite3.Error, SQLAlchemyError) as problem:
            raise BackupFailed(reason=" ".join(str(problem).split())[:300]) from problem
        finally:
            for partial in folder.glob("*.partial*"):
                partial.unlink()


def _made(engine: Engine, folder: Path, key: str, bars: Bars) -> Manifest:
    url, at = engine.url.render_as_string(hide_password=False), clock.now()
    way, name = way_of(url), f"observe-{at:%Y%m%dT%H%M%S}.{at.microsecond // 1000:03}Z"
    partial, file = folder / f"{name}{way.SUFFIX}.partial", f"{name}{way.SUFFIX}"
    with bars("Copying") as progress:
        heads = way.dump(engine, partial, progress)
    # Whoever can read it reads everything.
    partial.chmod(0o600)
    flush(partial)
    try:
        with laid_out(partial, url, folder, bars) as scratch, bars("Checking") as progress:
            revision = compared(scratch, heads)
            progress(1, 1)
    except BackupDamaged as found:
        raise BackupDamaged(name=_set_aside(partial, folder), reason=found.facts["reason"]) from found
    partial.rename(folder / file)
    manifest = Manifest(
        name=name, file=file, made_at=at, verified_at=clock.now(), bytes=(folder / file).stat().st_size,
        sha256=sha256_of(folder / file), revision=revision, heads=tuple(heads), witnesses=signed(heads, key),
    )  # fmt: skip
    write_manifest(folder, manifest)
    return manifest


def _set_aside(partial: Path, folder: Path) -> str:
    """Keep the newest copy that is not whole, for it may be all there is of a database that fails; it never counts."""
    for former in folder.glob(f"*{UNVERIFIED}"):
        former.unlink()
    return partial.rename(folder / f"{partial.name.removesuffix('.partial')}{UNVERIFIED}").name


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One at a time works in a folder; raises BackupRunning. The lock ends with the program that holds it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise BackupRunning(folder=str(folder)) from held
        yield


@contextmanager
def laid_out(copy: Path, url: str, near: Path, bars: Bars) -> Iterator[str]:
    """The URL of a scratch database made of a copy; it is gone afterwards, unless it has taken the live one's place."""
    way = way_of(url)
    scratch = way.scratch_of(url, near)
    try:
        way.drop(scratch)
        with bars("Restoring") as progress:
            way.lay_out(copy, scratch, progress)
        yield scratch
    finally:
        way.drop(scratch)


def compared(url: str, heads: Sequence[Head]) -> str:
    """The revision of a scratch database that is whole and reaches exactly these heads; raises BackupDamaged."""
    with opened(url) as engine, engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            _refuse_if("" if said == "ok" else f"SQLite says: {said}", url)
        found = all_heads(connection)
        _refuse_if("" if found == list(heads) else "it does not reach as far as was read", url)
        for head in found:
            _refuse_if(" ".join(faults(connection, head.municipality_id)[:3]), url)
        return MigrationContext.configure(connection).get_current_revision()


def _refuse_if(reason: str, url: str) -> None:
    if reason:
        raise BackupDamaged(name=make_url(url).database, reason=reason.rstrip("."))


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine on a scratch database, with no connection left behind."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    prepare(engine)
    yield engine
    engine.dispose()


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def drop_expired(folder: Path, now: datetime) -> list[Manifest]:
    """Delete the backups that have had their time; the manifest goes first, so that no half backup counts."""
    gone = expired(manifests(folder), now)
    for manifest in gone:
        (folder / f"{manifest.name}.json").unlink(missing_ok=True)
        (folder / manifest.file).unlink(missing_ok=True)
    # A copy without a manifest, damaged or left by a crash, holds what was erased just as well.
    named = {manifest.file for manifest in manifests(folder)}
    for copy in folder.glob("observe-*Z.*"):
        is_old = copy.stat().st_mtime < (now - LONGEST).timestamp()
        if is_old and copy.suffix != ".json" and copy.name not in named:
            copy.unlink()
    return gone
