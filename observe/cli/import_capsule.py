"""``observe import-capsule FILE``: takes in what a tablet wrote into a file, by the one way in."""

from collections import Counter
from pathlib import Path

import click
from flask import current_app

from observe import clock
from observe.cli.import_roster import opened_home
from observe.cli.import_rubric import municipality_named
from observe.exchange.backup.ledger import erasures
from observe.exchange.capsule import read_capsule, take_in
from observe.exchange.seal_keys import keyring_in
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.versions import WITNESS, by_roster, claim_of, opened


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", default="", help="Its name, where there are several.")
def command(file: Path, municipality: str) -> None:
    """Store every version in FILE as if the tablet had sent it. Doing it twice changes nothing."""
    capsule = read_capsule(file.read_bytes())
    with opened_home(), db.engine.connect().execution_options(**WRITES) as connection:
        settings = current_app.extensions["observe_settings"]
        results = take_in(
            connection, capsule, municipality_id=municipality_named(connection, municipality), by=None,
            claim=claim_of(opened(settings.witness_key, WITNESS, capsule.witness)), judge=by_roster, at=clock.now(),
            keyring=keyring_in(Path(settings.seal_keys_path)), ledger=lambda: erasures(Path(settings.backup_path)),
        )  # fmt: skip
        connection.commit()
    told = Counter(result.status for result in results)
    click.echo(", ".join(f"{n} {status}" for status, n in sorted(told.items())) or "No version is in the file.")
    for result in results:
        if result.status != "stored" and result.status != "already":
            click.echo(f"{result.vid or 'without vid'}  {result.status}  {result.code or ''}: {result.detail or ''}")
    if capsule.n_drafts or capsule.n_unreadable:
        click.echo(f"Not taken in: {capsule.n_drafts} drafts, {capsule.n_unreadable} unreadable parts.")
