"""``observe generate``: a municipality of any size whose ratings were made from known components of variance."""

from datetime import UTC, date, datetime
from pathlib import Path

import click
from sqlalchemy import select

from observe import clock
from observe.aggregates.reliability import ASSUMED, Components
from observe.cli import Number, import_roster, import_rubric
from observe.cli.generate.filling import Filling
from observe.cli.generate.roster import Size, roster_tables
from observe.cli.import_roster import opened_home
from observe.config import UnusableSettings
from observe.data import shipped_rubrics
from observe.exchange.oneroster.writing import write_roster
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.schools import Municipality

# Nobody waits for an answer, so that the disk need not be asked after every tablet.
COMMITTED_AT_ONCE = 2_000
MOST_VARIANCE = 100.0
EARLIEST = date(2000, 1, 1)


def _not_ahead(_ctx: click.Context, _param: click.Parameter, asked: datetime | None) -> datetime:
    """The evening of the day, or now."""
    now = clock.now()
    if asked and not EARLIEST <= asked.date() <= now.date():
        raise click.BadParameter(f"Visits lie behind us: give a day from {EARLIEST} to {now.date()}.")
    return min(asked.replace(hour=18, tzinfo=UTC), now) if asked else now


VARIANCE = Number(0, MOST_VARIANCE)
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--schools", default=40, show_default=True, type=click.IntRange(1))
@click.option("--teachers", default=25, show_default=True, type=click.IntRange(1), help="At each school.")
@click.option("--observers", default=3, show_default=True, type=click.IntRange(1), help="Leaders at each school.")
@click.option("--observations", default=10_000, show_default=True, type=click.IntRange(0), help="Of all schools.")
@click.option("--seed", default=1, show_default=True, help="The same seed and last day make the same visits, not ids.")
@click.option(
    "--school", default=ASSUMED.school, show_default=True, type=VARIANCE, help="Variance between schools, in levels²."
)
@click.option(
    "--teacher", default=ASSUMED.teacher, show_default=True, type=VARIANCE, help="Between the teachers of a school."
)
@click.option("--observer", default=ASSUMED.observer, show_default=True, type=VARIANCE, help="Between observers.")
@click.option(
    "--rest", default=ASSUMED.rest, show_default=True, type=VARIANCE, help="Between lessons, and of single ratings."
)
@click.option("--until", "now", type=DAY, callback=_not_ahead, help="The last day. [default: today]")
def command(
    schools: int, teachers: int, observers: int, observations: int, seed: int, now: datetime, **components: float
) -> None:
    """Fill an empty home with invented observations, for trying figures and measuring pages."""
    with opened_home() as app:
        refuse_unless_empty(app.extensions["observe_settings"].mode)
        folder = Path(app.instance_path) / "generated-roster"
        write_roster(folder, roster_tables(Size(schools, teachers, observers), now))
        import_roster.bring_in(import_roster.checked_roster(folder))
        for file in shipped_rubrics():
            import_rubric.bring_in(import_rubric.checked_rubric(file))
        n_stored = fill(observations, seed, Components(**components), now)
        said = ", ".join(f"{name} {value}" for name, value in components.items())
        click.echo(f"{n_stored} observations at {schools} schools, seed {seed}; variances: {said}.")


def refuse_unless_empty(mode: str) -> None:
    """Raises UnusableSettings in production, and where there is a municipality: its figures would be spoilt."""
    if mode == "production":
        raise UnusableSettings("Invented observations have no place in production. Set OBSERVE_MODE=development.")
    if db.session.scalar(select(Municipality.id).limit(1)):
        raise UnusableSettings("This home has a municipality already. Set OBSERVE_INSTANCE_PATH to an empty folder.")


def fill(n_observations: int, seed: int, components: Components, now: datetime) -> int:
    """Push them as tablets do, through the one way in; the number that was stored."""
    n_stored = n_waiting = 0
    with db.engine.connect().execution_options(**WRITES) as connection:
        filling = Filling(connection, seed, components, now)
        with click.progressbar(length=n_observations, label="Observing") as bar:
            for batch in filling.batches(n_observations):
                n_stored += filling.push(connection, batch)
                n_waiting += len(batch.visits)
                if n_waiting >= COMMITTED_AT_ONCE:
                    connection.commit()
                    bar.update(n_waiting)
                    n_waiting = 0
            connection.commit()
            bar.update(n_waiting)
    return n_stored
