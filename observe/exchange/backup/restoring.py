"""Brings a backup back: laid out in a scratch database, made to forget what was erased since, given a new epoch."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from observe.errors import BackupDamaged, BackupFailed, NoSuchBackup
from observe.exchange.backup.bars import Bars
from observe.exchange.backup.ledger import erasures
from observe.exchange.backup.making import alone_in, compared, laid_out, opened, sha256_of, way_of
from observe.exchange.backup.manifest import Manifest, manifests
from observe.exchange.backup.rows import is_there
from observe.exchange.backup.sqlite import file_of
from observe.models.accounts import end_all_logins
from observe.models.versions import Claim, Head, replay
from observe.models.versions.epochs import open_epoch
from observe.models.versions.feed import all_heads, locked_head


def find_backup(folder: Path, name: str | None) -> Manifest:
    """The one of this name, or the newest; raises NoSuchBackup."""
    there = [one for one in manifests(folder) if name in (None, one.name, one.file)]
    if not there:
        raise NoSuchBackup(name=name or "at all", folder=str(folder))
    return there[0]


@contextmanager
def restored(manifest: Manifest, folder: Path, url: str, bars: Bars) -> Iterator[str]:
    """The URL of a scratch database with what the backup holds, compared with its manifest. Raises BackupDamaged, or
    BackupFailed where the disk or the server refuses.
    """
    near = file_of(url).parent if way_of(url).SUFFIX == ".sqlite" else folder
    with alone_in(folder):
        try:
            _check_bytes(manifest, folder)
            with laid_out(folder / manifest.file, url, near, bars) as scratch:
                compared(scratch, manifest.heads)
                yield scratch
        except (OSError, sqlite3.Error, SQLAlchemyError) as problem:
            raise BackupFailed(reason=" ".join(str(problem).split())[:300]) from problem


def _check_bytes(manifest: Manifest, folder: Path) -> None:
    if not is_there(folder, manifest):
        raise BackupDamaged(name=manifest.name, reason=f"{manifest.file} is gone or cut")
    if sha256_of(folder / manifest.file) != manifest.sha256:
        raise BackupDamaged(name=manifest.name, reason=f"the bytes of {manifest.file} are not those that were verified")


def lost_heads(url: str, folder: Path, key: str) -> list[Claim]:
    """How far the history went that a restore leaves behind: by the live database as far as it can be read, and by
    every manifest.
    """
    claims = [claim for manifest in manifests(folder) for claim in manifest.claims(key)]
    if not way_of(url).exists(url):
        return claims
    try:
        with opened(url) as engine, engine.connect() as connection:
            return claims + [Claim(*head) for head in all_heads(connection)]
    except SQLAlchemyError:
        return claims


def begin_anew(connection: Connection, lost: list[Claim], folder: Path, why: str, at: datetime) -> list[Head]:
    """Open a new epoch beyond all that was lost, and erase again in it what the ledger names; the caller commits.

    Who signed out since, got a new password or was on a stolen tablet is not known here any more: all logins end.
    """
    end_all_logins(connection, at)
    heads = []
    for found in all_heads(connection):
        head = locked_head(connection, found.municipality_id, at)
        own = [claim for claim in lost if claim.municipality_id == head.municipality_id]
        furthest = max(own, key=lambda claim: claim.seq, default=Claim(*head))
        heads.append(open_epoch(connection, head, furthest, why, at))
        replay(connection, head.municipality_id, erasures(folder), at)
    return heads
