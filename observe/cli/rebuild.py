"""``observe rebuild``: make the views again from the set of versions."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import select

from observe import clock
from observe.cli.import_roster import opened_home
from observe.cli.refresh import refresh
from observe.exchange.backup.bars import Progress
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.schools import Municipality
from observe.models.versions import broken_link, by_roster, rebuild


@click.command()
def command() -> None:
    """Make every observation row again from the versions, and check the chain of the feed. Tablets wait meanwhile."""
    with opened_home():
        with db.engine.connect().execution_options(**WRITES) as connection:
            homes = connection.execute(select(Municipality.id, Municipality.name)).all()
            for home, name in homes:
                with drawn(name) as progress:
                    n = rebuild(connection, municipality_id=home, judge=by_roster, at=clock.now(), progress=progress)
                broken = broken_link(connection, home)
                click.echo(f"{name}: {n} observations." + (f" The chain is broken at {broken}." if broken else ""))
            connection.commit()
        refresh(db.session, clock.now(), is_drawn=True)


@contextmanager
def drawn(label: str) -> Iterator[Progress]:
    """A bar in the terminal, moved by ``progress(done, of)``."""
    with click.progressbar(length=1, label=label) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield progress
