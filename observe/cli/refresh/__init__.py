"""``observe refresh``: make anew the rows that figures across schools rest on, where marks say that they are behind.

``observe work`` does the same every minute. Each row is made in a transaction of its own, so that tablets never wait
for more than one of them.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe import clock
from observe.cli.import_roster import opened_home
from observe.cli.refresh.components import estimated, keep, term_to_estimate
from observe.cli.refresh.rows import Home, behind, make_rows
from observe.cli.refresh.whole import make_whole, missing
from observe.config import Settings
from observe.extensions import db
from observe.models.base import uuid7
from observe.models.bulk import insert_rows
from observe.models.engine import WRITES
from observe.models.jobs import Job
from observe.models.schools import Municipality

KIND = "rollups"
# Of all municipalities.
OF_ALL = UUID(int=0)
EVERY = timedelta(minutes=1)


@click.command()
def command() -> None:
    """Make anew the rows of schools and terms that figures across schools rest on, where they are behind."""
    with opened_home():
        click.echo(f"{refresh(db.session, clock.now(), is_drawn=True)} terms of schools made anew.")


def by_job(session: Session, _settings: Settings, _payload: Mapping[str, str], now: datetime) -> datetime:
    """The job of every minute; says when the next is due."""
    refresh(session, now)
    return now + EVERY


def plan(session: Session, now: datetime) -> None:
    """Ask for the first time, unless it is asked for; the caller commits."""
    row = (uuid7(), OF_ALL, KIND, "all", {}, now, 0, None, None, None)
    insert_rows(session.connection(), Job.__table__, [row], "DO NOTHING")


def refresh(session: Session, now: datetime, is_drawn: bool = False) -> int:
    """Make anew what is behind, and commit; how many terms of schools that were."""
    homes = [Home.of(row, now) for row in session.scalars(select(Municipality))]
    return sum(_refresh(session, home, is_drawn) for home in homes)


def _refresh(session: Session, home: Home, is_drawn: bool) -> int:
    places = behind(session, home)
    with click.progressbar(places, label="Refreshing", hidden=not is_drawn) as bar:
        for place in bar:
            _in_one(session, lambda place=place: make_rows(session, home, *place))
    for key in missing(session, home):
        _in_one(session, lambda key=key: make_whole(session, home, *key))
    if term_id := term_to_estimate(session, home):
        found = estimated(session, home, term_id)
        _in_one(session, lambda: keep(session, home, term_id, found))
    session.rollback()
    return len(places)


def _in_one(session: Session, work: Callable[[], None]) -> None:
    """A writing transaction of its own."""
    session.rollback()
    session.connection(execution_options=WRITES)
    work()
    session.commit()
