"""``observe backup``: a verified copy of the database with its manifest; also what is done every night."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe import clock
from observe.cli.import_roster import opened_home
from observe.cli.rebuild import drawn
from observe.config import Settings
from observe.exchange.backup.bars import Bars, no_bars
from observe.exchange.backup.making import drop_expired, make_backup, way_of
from observe.exchange.backup.manifest import Manifest, manifests
from observe.exchange.backup.rows import is_apart, is_there, note_backups
from observe.extensions import db
from observe.models.base import uuid7
from observe.models.bulk import insert_rows
from observe.models.engine import WRITES
from observe.models.jobs import Job
from observe.models.schools import Municipality

KIND = "backup"
# Of the whole database, and so of no municipality.
OF_ALL = UUID(int=0)
# By the clock on the wall: late enough that nobody writes, early enough to be done before the morning.
NIGHT_HOUR = 2
MEGABYTE = 1024 * 1024


@click.command()
@click.option("--list", "is_list", is_flag=True, help="List the backups that are there, and make none.")
def command(is_list: bool) -> None:
    """Copy the database while it is in use, restore the copy into a scratch database, and compare the two."""
    with opened_home() as app:
        settings = app.extensions["observe_settings"]
        if is_list:
            list_backups(Path(settings.backup_path))
            return
        manifest = back_up(settings, drawn)
        click.echo(f"{said_of(manifest)}, verified, in {settings.backup_path}.")
        warn_of_one_disk(settings)


def back_up(settings: Settings, bars: Bars) -> Manifest:
    """Make one, delete those that have had their time, and tell the database which there are."""
    folder = Path(settings.backup_path)
    manifest = make_backup(db.engine, folder, settings.witness_key, bars)
    drop_expired(folder, clock.now())
    with db.engine.connect().execution_options(**WRITES) as connection:
        note_backups(connection, folder, is_apart(settings))
        connection.commit()
    return manifest


def list_backups(folder: Path) -> None:
    there = manifests(folder)
    for manifest in there:
        click.echo(said_of(manifest) + ("" if is_there(folder, manifest) else "  (its file is gone or cut)"))
    click.echo(f"{len(there)} in {folder}." if there else f"No backup is in {folder}.")


def said_of(manifest: Manifest) -> str:
    reach = ", ".join(str(head.seq) for head in manifest.heads) or "0"
    return f"{manifest.name}  {manifest.bytes / MEGABYTE:.1f} MB  up to number {reach} of the feed"


def warn_of_one_disk(settings: Settings) -> None:
    if way_of(settings.database_url).shares_disk(settings.database_url, Path(settings.backup_path)):
        what = "" if is_apart(settings) else ", so that it settles nothing"
        click.echo(f"It stands on the disk of the database{what}. Set OBSERVE_BACKUP_PATH to a folder on another.")


def nightly(session: Session, settings: Settings, _payload: Mapping[str, str], now: datetime) -> datetime:
    """The job of the night: makes a backup, and says when the next is due."""
    back_up(settings, no_bars)
    return next_night(now, zone_of(session))


def plan_nightly(session: Session, now: datetime) -> None:
    """Ask for the first night's backup, unless it is asked for; the caller commits."""
    due_at = next_night(now, zone_of(session))
    row = (uuid7(), OF_ALL, KIND, "nightly", {}, due_at, 0, None, None, None)
    insert_rows(session.connection(), Job.__table__, [row], "DO NOTHING")


def next_night(now: datetime, zone: ZoneInfo) -> datetime:
    local = now.astimezone(zone)
    night = local.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return night if night > local else night + timedelta(days=1)


def zone_of(session: Session) -> ZoneInfo:
    """Of the first municipality: its people sleep at the same time as the others'."""
    return ZoneInfo(session.scalar(select(Municipality.tz).order_by(Municipality.id).limit(1)) or "UTC")
