"""Tells the database which backups stand in a folder: its processes share nothing else. The caller commits."""

import socket
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from observe.config import Settings
from observe.exchange.backup.ledger import erasures
from observe.exchange.backup.making import way_of
from observe.exchange.backup.manifest import Manifest, manifests
from observe.models.schools import Municipality
from observe.models.versions import Head, heed, replay
from observe.models.versions.durability import keep_backups, record_backup
from observe.models.versions.feed import all_heads


def note_backups(connection: Connection, folder: Path, is_apart: bool = True) -> list[Manifest]:
    """Note each backup whose file is there, forget those that are gone; returns those there, newest first.

    Those that would be lost with the database's disk (not ``is_apart``) are not noted: they settle nothing.
    """
    place = f"{socket.gethostname()}:{folder}"
    homes = set(connection.execute(select(Municipality.id)).scalars())
    there = [manifest for manifest in manifests(folder) if is_there(folder, manifest)]
    noted = there if is_apart else []
    keep_backups(connection, place, [manifest.name for manifest in noted])
    for manifest in noted:
        heads = [head for head in manifest.heads if head.municipality_id in homes]
        record_backup(connection, manifest.name, place, heads, manifest.verified_at)
    return there


def is_apart(settings: Settings) -> bool:
    """Whether the backups outlive the database's disk: by its looks, or because whoever runs the server says so.

    Outside of production nothing is there to be lost.
    """
    folder, url = Path(settings.backup_path), settings.database_url
    if settings.mode != "production" or settings.backup_is_apart:
        return True
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return not way_of(url).shares_disk(url, folder)


def is_there(folder: Path, manifest: Manifest) -> bool:
    """Whether the file stands beside its manifest with the length it should have; its bytes are not read."""
    file = folder / manifest.file
    return file.is_file() and file.stat().st_size == manifest.bytes


def renew_history(connection: Connection, folder: Path, key: str, at: datetime) -> list[Head]:
    """Open a new epoch where a manifest proves that this database is an older copy, and erase again what the ledger
    names. Before anything is served: a file that was copied back by hand knows nothing of later erasures.
    """
    claims = [claim for manifest in manifests(folder) for claim in manifest.claims(key)]
    for head in all_heads(connection):
        heed(connection, head.municipality_id, claims, at)
        replay(connection, head.municipality_id, erasures(folder), at)
    return all_heads(connection)
