"""``observe delete-due``: delete what has been kept as long as it may be. ``observe work`` does the same every day.

Each record goes in a transaction of its own, so that tablets never wait for more than one of them; a run that is
stopped is gone on with by the next. The ledger is not told: a restored copy is brought up to date by the same rule.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe import clock
from observe.cli.import_roster import opened_home
from observe.config import Settings
from observe.extensions import db
from observe.models import attempts, logins
from observe.models.base import uuid7
from observe.models.bulk import insert_rows
from observe.models.engine import WRITES, forget_deleted
from observe.models.jobs import Job
from observe.models.limits import limits_of
from observe.models.retention import delete_rows_due, due_until, n_records, records_due
from observe.models.schools import Municipality
from observe.models.versions import Erasure, Quarantined, Version, erase

KIND = "retention"
# Of all municipalities.
OF_ALL = UUID(int=0)
EVERY = timedelta(days=1)
# Of what a municipality keeps, the most that goes without being asked: on a 1 August one school year of three is due.
# More means that the server's clock is years ahead, or that a home was left; somebody has to look.
MOST_UNASKED = 0.5

log = logging.getLogger(__name__)


@click.command()
def command() -> None:
    """Delete the observations, answers and sums whose day has come: two school years after their own, by default."""
    with opened_home():
        click.echo(f"{delete_due(db.session, clock.now(), is_asked=True)} records deleted.")


def by_job(session: Session, _settings: Settings, _payload: Mapping[str, str], now: datetime) -> datetime:
    """The job of every day; says when the next is due."""
    delete_due(session, now)
    return now + EVERY


def plan(session: Session, now: datetime) -> None:
    """Ask for the first time, unless it is asked for; the caller commits."""
    row = (uuid7(), OF_ALL, KIND, "all", {}, now, 0, None, None, None)
    insert_rows(session.connection(), Job.__table__, [row], "DO NOTHING")


def delete_due(session: Session, now: datetime, is_asked: bool = False) -> int:
    """Delete and commit; how many records that were. Twice does nothing the second time.

    By hand (``is_asked``) a bar is drawn, and there is no limit to how many go.
    """
    homes = [
        (row.id, row.tz, limits_of(row.settings).keep_school_years) for row in session.scalars(select(Municipality))
    ]
    n = sum(_delete(session, *home, now, is_asked) for home in homes)
    _writing(session)
    for counted in (attempts, logins):
        counted.forget_old(session, now)
    session.commit()
    if n:
        forget_deleted(session.get_bind(), [Version.__table__, Quarantined.__table__])
    return n


def _delete(session: Session, home: UUID, tz: str, keep_school_years: int, now: datetime, is_asked: bool) -> int:
    until = due_until(now.astimezone(ZoneInfo(tz)).date(), keep_school_years)
    records, n = records_due(session.connection(), home, until, tz), n_records(session.connection(), home)
    if not is_asked and keep_school_years and len(records) > MOST_UNASKED * n:
        log.error("%s of %s records are past %s. If the clock is right: observe delete-due", len(records), n, until)
        return 0
    with click.progressbar(records, label="Deleting", hidden=not is_asked or not records) as bar:
        for author, rid in bar:
            connection = _writing(session)
            erase(connection, Erasure(home, author, rid, now), at=now)
            session.commit()
    delete_rows_due(_writing(session), home, until, tz)
    session.commit()
    return len(records)


def _writing(session: Session):
    session.rollback()
    return session.connection(execution_options=WRITES)
