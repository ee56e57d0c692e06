"""``observe demo``: an invented municipality with a roster, a rubric and a term of visits. Again, it adds nothing."""

from pathlib import Path

import click

from observe import clock
from observe.cli import import_roster, import_rubric
from observe.cli.demo.calibration import rate_cases
from observe.cli.demo.filling import SEED, Filling
from observe.cli.demo.roster import roster_tables
from observe.cli.demo.visits import TZ
from observe.cli.import_roster import opened_home
from observe.cli.refresh import refresh
from observe.config import UnusableSettings
from observe.data import shipped_rubrics
from observe.errors import VersionTaken
from observe.exchange.oneroster.writing import write_roster
from observe.extensions import db
from observe.web.loaders import writing


@click.command()
def command() -> None:
    """Fill this home with invented schools, people and observations."""
    with opened_home() as app:
        if app.extensions["observe_settings"].mode == "production":
            raise UnusableSettings(
                "The demo fills a home with invented people. Set OBSERVE_MODE=demo and a database of its own."
            )
        folder = Path(app.instance_path) / "demo-roster"
        write_roster(folder, roster_tables(clock.now().astimezone(TZ).date()))
        difference = import_roster.bring_in(import_roster.checked_roster(folder))
        for file in shipped_rubrics():
            take_in_rubric(file)
        n_events = fill()
        # So that the pages across schools need not wait for the work beside the server.
        refresh(db.session, clock.now())
        click.echo(f"{len(difference.changes)} changes from {folder}, {n_events} events of an invented school year.")


def take_in_rubric(file: Path) -> None:
    """A demo that was made before the shipped file was reworded keeps the version that its visits were rated by."""
    try:
        import_rubric.bring_in(import_rubric.checked_rubric(file))
    except VersionTaken as kept:
        click.echo(f"Kept as it is: {kept}")


def fill() -> int:
    """The visits of the demo and what followed them, in one transaction; 0 where they are here already."""
    writing()
    filling = Filling(db.session, clock.now())
    if filling.is_done:
        return 0
    agenda = filling.agenda()
    with click.progressbar(agenda, label="Observing") as steps:
        for at, action in steps:
            action(at)
    rate_cases(db.session, filling.home.row.id, filling.now, SEED)
    filling.release_last_term()
    db.session.commit()
    return len(agenda)
