"""``observe check``: whether the history is whole, the views follow from it, and the backups could be restored."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import Connection, select

from observe import clock
from observe.cli.import_roster import opened_home
from observe.config import Settings
from observe.errors import CheckFailed
from observe.exchange.backup.ledger import count_unreadable, erasures
from observe.exchange.backup.making import sha256_of
from observe.exchange.backup.manifest import manifests, unreadable
from observe.exchange.backup.rows import is_apart, is_there, note_backups
from observe.exchange.seal_keys import unusable_keys
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.observations import Observation
from observe.models.schools import Municipality
from observe.models.versions import by_roster, head_of, only_here_since, rebuild
from observe.models.versions.erasure import erased_records
from observe.models.versions.soundness import faults

# A night and some hours: one that was missed is told of on the next day.
OLDEST = timedelta(hours=36)
# So many of one kind are named.
NAMED = 5


@click.command()
@click.option("--deep", is_flag=True, help="Read every backup from its first byte to its last.")
def command(deep: bool) -> None:
    """Look at everything that must hold, name what does not, and end with 1 if there is any. Nothing is mended.

    Tablets wait while the views are made again for comparison.
    """
    with opened_home() as app:
        settings = app.extensions["observe_settings"]
        n_wrong = sum(_report(what, list(found)) for what, found in _checks(settings, deep))
    if n_wrong:
        raise CheckFailed(n=n_wrong)


def _report(what: str, found: list[str]) -> int:
    click.echo(f"{what}: {'well' if not found else f'{len(found)} wrong'}")
    for sentence in found[:NAMED]:
        click.echo(f"  {sentence}")
    return len(found)


def _checks(settings: Settings, deep: bool) -> Iterator[tuple[str, Iterator[str]]]:
    folder = Path(settings.backup_path)
    with db.engine.connect().execution_options(**WRITES) as connection:
        homes = connection.execute(select(Municipality.id, Municipality.name)).all()
        for home, name in homes:
            yield f"{name}, history", faults(connection, home)
            yield f"{name}, views", _differing(connection, home)
        connection.rollback()
        note_backups(connection, folder, is_apart(settings))
        connection.commit()
        for home, name in homes:
            yield f"{name}, erased", _not_erased(connection, home, folder)
            yield f"{name}, second copy", _only_here(connection, home)
        yield "keys of sealed versions", _of_keys(connection, Path(settings.seal_keys_path))
    yield "backups", _of_backups(folder, deep, is_apart(settings))


def _differing(connection: Connection, home: UUID) -> Iterator[str]:
    """Records whose row is not what the versions say; the caller rolls back."""
    before = _rows(connection, home)
    rebuild(connection, municipality_id=home, judge=by_roster, at=clock.now())
    after = _rows(connection, home)
    for author, rid in before.keys() | after.keys():
        if before.get((author, rid)) != after.get((author, rid)):
            yield f"The row of {rid} by {author} does not follow from its versions: run `observe rebuild`."


def _rows(connection: Connection, home: UUID) -> dict[tuple[UUID, UUID], tuple]:
    query = select(*Observation.__table__.columns).where(Observation.municipality_id == home)
    return {(row.author_id, row.rid): tuple(row) for row in connection.execute(query)}


def _not_erased(connection: Connection, home: UUID, folder: Path) -> Iterator[str]:
    done = erased_records(connection, home)
    for erasure in erasures(folder):
        if erasure.municipality_id == home and (erasure.author_id, erasure.rid) not in done:
            yield f"{erasure.rid} was ordered to be erased and is not: start `observe serve` anew."


def _only_here(connection: Connection, home: UUID) -> Iterator[str]:
    since = only_here_since(connection, head_of(connection, home))
    if since and clock.now() - since > OLDEST:
        yield f"What came since {since:%Y-%m-%d %H:%M} UTC is on one disk only: run `observe backup`."


def _of_keys(connection: Connection, folder: Path) -> Iterator[str]:
    for kid in unusable_keys(connection, folder):
        yield f"{kid} opens no test envelope: bring its private half back to {folder}."


def _of_backups(folder: Path, deep: bool, are_apart: bool) -> Iterator[str]:
    there = manifests(folder)
    if not are_apart:
        yield f"{folder} is on the disk of the database: nothing in it settles what tablets keep."
    if not there:
        yield f"There is none in {folder}."
    yield from (f"{name} cannot be read." for name in unreadable(folder))
    if count_unreadable(folder):
        yield f"{count_unreadable(folder)} lines of the ledger of erasures cannot be read."
    for manifest in there:
        if not is_there(folder, manifest):
            yield f"{manifest.file} is gone or cut."
        elif deep and sha256_of(folder / manifest.file) != manifest.sha256:
            yield f"{manifest.file} is damaged."
