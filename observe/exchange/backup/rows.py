"""Tells the database which backups stand in a folder: its processes share nothing else. The caller commits."""

import socket
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from observe.exchange.backup.ledger import erasures
from observe.exchange.backup.manifest import Manifest, manifests
from observe.models.schools import Municipality
from observe.models.versions import Head, heed, replay
from observe.models.versions.durability import keep_backups, record_backup
from observe.models.versions.feed import all_heads


def note_backups(connection: Connection, folder: Path) -> list[Manifest]:
    """Note each backup whose file is there, forget those that are gone; returns those there, newest first."""
    place = f"{socket.gethostname()}:{folder}"
    homes = set(connection.execute(select(Municipality.id)).scalars())
    there = [manifest for manifest in manifests(folder) if is_there(folder, manifest)]
    keep_backups(connection, place, [manifest.name for manifest in there])
    for manifest in there:
        heads = [head for head in manifest.heads if head.municipality_id in homes]
        record_backup(connection, manifest.name, place, heads, manifest.verified_at)
    return there


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
