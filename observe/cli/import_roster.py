"""``observe import-roster PATH``: schools, people and sections from OneRoster files, shown before they are written."""

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click
from flask import Flask
from flask_babel import force_locale

from observe import clock, create_app
from observe.cli.serve import check_database
from observe.errors import FaultyFile, MuchEnds
from observe.exchange.faults import Fault
from observe.exchange.oneroster import Roster, read_roster
from observe.exchange.oneroster.reading import roster_size
from observe.exchange.roster_import import Change, Difference, difference_of, known_ids, write
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.versions import by_roster, judge_waiting

LISTED = 20
"""So many changes of one kind are listed; whatever ends is always listed whole."""
NOUNS = {"section_teacher": "teaching"}


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show the difference and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--confirm-ends", type=int, default=None, help="Confirm that so many appointments end.")
def command(path: Path, dry_run: bool, yes: bool, confirm_ends: int | None) -> None:
    """Take in the OneRoster 1.1 or 1.2 CSV files in PATH, a folder or a zip. Pupils are never read in."""
    with opened_home():
        roster = checked_roster(path)
        with db.engine.connect() as connection:
            difference = difference_of(connection, roster, clock.now())
        show(difference)
        refuse_if_drastic(difference, confirm_ends)
        if dry_run:
            click.echo("Nothing was written: this was a dry run.")
        elif difference.changes and (yes or click.confirm("Write this?", default=False)):
            bring_in(roster, confirm_ends)
            click.echo("Written.")
        elif difference.changes:
            click.echo("Nothing was written.")


@contextmanager
def opened_home() -> Iterator[Flask]:
    """The application of the environment's settings, speaking English; its connections are closed at the end.

    Raises DatabaseBehind before anything is read.
    """
    app = create_app()
    check_database(app)
    with app.app_context(), force_locale("en"):
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def checked_roster(path: Path) -> Roster:
    """The roster; lists every fault and raises FaultyFile if one of them is a problem."""
    with db.engine.connect() as connection:
        known = known_ids(connection)
    with _bar(roster_size(path), "Reading") as bar:
        reading = read_roster(path, known, bar.update)
    for label, faults in (("warning", reading.warnings), ("problem", reading.problems)):
        for fault in faults:
            click.echo(line_of(fault, label), err=True)
    if reading.roster is None:
        raise FaultyFile(file=path.name, n=len(reading.problems))
    click.echo(f"Left out: {reading.roster.n_left_out} pupils, guardians and others without a place here.")
    return reading.roster


def line_of(fault: Fault, label: str) -> str:
    return f"{label}: {fault.place}: {fault.sentence} [{fault.code}]"


def show(difference: Difference) -> None:
    """Print the difference by kind."""
    if not difference.changes:
        click.echo("Nothing differs.")
    for (verb, table), n in Counter((change.verb, change.table) for change in difference.changes).items():
        click.echo(f"{verb}: {n} {NOUNS.get(table, table)}")
        changes = difference.of(verb, table)
        shown = changes if verb == "ends" and table in ("school", "appointment") else changes[:LISTED]
        for change in shown:
            click.echo(f"  {_line(change)}")
        if len(shown) < n:
            click.echo(f"  and {n - len(shown)} more")


def refuse_if_drastic(difference: Difference, confirmed: int | None) -> None:
    """Raises MuchEnds unless what ends is usual or its number was confirmed."""
    if difference.is_drastic and confirmed != difference.n_ends:
        n_ends, n_appointments = difference.n_ends, difference.n_appointments
        raise MuchEnds(n_ends=n_ends, n_appointments=n_appointments, n_schools=difference.n_schools_ending)


def bring_in(roster: Roster, confirmed: int | None = None) -> Difference:
    """Write what differs now, and judge again what waited for it, in one transaction.

    The difference is worked out anew: nothing is locked while somebody reads the one shown.
    """
    with db.engine.connect().execution_options(**WRITES) as connection, connection.begin():
        difference = difference_of(connection, roster, clock.now())
        refuse_if_drastic(difference, confirmed)
        with _bar(len(difference.changes), "Writing") as bar:
            write(connection, difference, bar.update)
        home = difference.municipality_id
        judge_waiting(connection, municipality_id=home, judge=by_roster, at=clock.now())
    return difference


def _line(change: Change) -> str:
    """``Tara Nord: email tara@a.dk → tara@b.dk``; a new row and an end need no columns."""
    if change.verb != "changed":
        return change.name
    columns = (f"{name} {_said(change.before[name])} → {_said(value)}" for name, value in change.values.items())
    return f"{change.name}: {', '.join(columns)}"


def _said(value: object) -> str:
    return "–" if value is None else str(value)


def _bar(length: int, label: str) -> AbstractContextManager:
    # Without a terminal click prints the label alone, so that a log holds one line.
    return click.progressbar(length=length, label=label)
