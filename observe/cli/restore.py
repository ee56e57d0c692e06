"""``observe restore [NAME]``: bring a backup back in the place of the database, as a new epoch."""

from dataclasses import replace
from pathlib import Path

import click
import flask_migrate

from observe import clock, create_app
from observe.cli.backup import said_of
from observe.cli.rebuild import drawn
from observe.cli.serve import using
from observe.config import Settings
from observe.exchange.backup.making import way_of
from observe.exchange.backup.manifest import Manifest
from observe.exchange.backup.restoring import begin_anew, find_backup, lost_heads, restored
from observe.exchange.backup.rows import is_apart, note_backups
from observe.extensions import db
from observe.models.engine import WRITES, initialise


@click.command()
@click.argument("name", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(name: str | None, yes: bool) -> None:
    """Put a backup in the place of the database: the one called NAME, or the newest. The server must be stopped.

    What tablets sent after the backup was made they send again by themselves. What was done on pages since, such as
    responses, is gone. The database of now is kept under another name.
    """
    settings = create_app().extensions["observe_settings"]
    folder, url = Path(settings.backup_path), settings.database_url
    manifest = find_backup(folder, name)
    click.echo(f"{said_of(manifest)}, made {manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    if not yes:
        click.confirm("Put it in the place of the database?", abort=True)
    lost = lost_heads(url, folder, settings.witness_key)
    with using(settings, alone=True), restored(manifest, folder, url, drawn) as scratch:
        _make_new(replace(settings, database_url=scratch), manifest, lost)
        former = way_of(url).take_place(scratch, url, clock.now())
    click.echo("Restored. Start the server: tablets find the new epoch and send what is missing.")
    if former:
        click.echo(f"The database of before is kept as {former}; delete it when nothing in it is needed.")


def _make_new(settings: Settings, manifest: Manifest, lost: list) -> None:
    """Bring the restored database to the newest migration, and begin a new epoch in it."""
    folder = Path(settings.backup_path)
    why = f"Restored from {manifest.name}."
    with create_app(settings).app_context():
        initialise(db.engine)
        flask_migrate.upgrade()
        with db.engine.connect().execution_options(**WRITES) as connection:
            begin_anew(connection, lost, folder, why, clock.now())
            note_backups(connection, folder, is_apart(settings))
            connection.commit()
        db.engine.dispose()
