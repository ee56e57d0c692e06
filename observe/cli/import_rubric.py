"""``observe import-rubric FILE``: a rubric version from YAML; every fault is named by line and field."""

from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import Connection, select

from observe import clock
from observe.cli.import_roster import line_of, opened_home
from observe.errors import FaultyFile, WhichMunicipality
from observe.exchange.rubric_files import RubricReading, read_rubric
from observe.exchange.rubric_import import take_in
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.schools import Municipality
from observe.models.versions import by_roster, judge_waiting


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", default="", help="Its name, where there are several.")
@click.option("--dry-run", is_flag=True, help="Check the file and write nothing.")
def command(file: Path, municipality: str, dry_run: bool) -> None:
    """Take in the rubric version in FILE. A version never changes; another wording is another version."""
    with opened_home():
        reading = checked_rubric(file)
        name = f"{reading.rubric['key']} version {reading.rubric['version']}, {reading.content_hash[:12]}"
        if dry_run:
            click.echo(f"{name}: no fault. Nothing was written.")
        elif bring_in(reading, municipality):
            click.echo(f"{name}: taken in.")
        else:
            click.echo(f"{name}: is here already.")


def checked_rubric(file: Path) -> RubricReading:
    """The rubric; lists every fault and raises FaultyFile if there is one."""
    reading = read_rubric(file.read_bytes(), file.name)
    for fault in reading.faults:
        click.echo(line_of(fault, "problem"), err=True)
    if reading.faults:
        raise FaultyFile(file=file.name, n=len(reading.faults))
    return reading


def bring_in(reading: RubricReading, municipality: str = "") -> bool:
    """Store it and judge again what waited for it, in one transaction; False if it is here already."""
    with db.engine.connect().execution_options(**WRITES) as connection, connection.begin():
        home = municipality_named(connection, municipality)
        is_new = take_in(connection, home, reading, clock.now())
        if is_new:
            judge_waiting(connection, municipality_id=home, judge=by_roster, at=clock.now())
    return is_new


def municipality_named(connection: Connection, named: str) -> UUID:
    """The one of this name, or the only one; raises WhichMunicipality."""
    query = select(Municipality.id, Municipality.name).order_by(Municipality.name)
    homes = [row for row in connection.execute(query) if named in ("", row.name)]
    if len(homes) != 1:
        raise WhichMunicipality(names=", ".join(home.name for home in homes) or named or "observe import-roster")
    return homes[0].id
