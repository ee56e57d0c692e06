"""``observe rebuild``: make the views again from the set of versions."""

import click
from sqlalchemy import select

from observe import clock
from observe.cli.import_roster import opened_home
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.schools import Municipality
from observe.models.versions import broken_link, by_roster, rebuild


@click.command()
def command() -> None:
    """Make every observation row again from the versions, and check the chain of the feed. Tablets wait meanwhile."""
    with opened_home(), db.engine.connect().execution_options(**WRITES) as connection:
        homes = connection.execute(select(Municipality.id, Municipality.name)).all()
        for home, name in homes:
            with click.progressbar(length=1, label=name) as bar:
                n = rebuild(connection, municipality_id=home, judge=by_roster, at=clock.now(), progress=_moving(bar))
            broken = broken_link(connection, home)
            click.echo(f"{name}: {n} observations." + (f" The chain is broken at {broken}." if broken else ""))
        connection.commit()


def _moving(bar):
    def progress(done: int, of: int) -> None:
        bar.length = of
        bar.update(done - bar.pos)

    return progress
