"""``observe work``: does what is due, one job after the other, until it is stopped."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

import click
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from observe import clock, create_app
from observe.cli import backup, delete_due, refresh
from observe.cli.serve import using
from observe.config import Settings
from observe.exchange import feedback_mail
from observe.extensions import db
from observe.models.jobs import Job
from observe.models.leases import fail, finish, put_off, take
from observe.web.loaders import writing

Doer = Callable[[Session, Settings, Mapping[str, str], datetime], datetime | None]
# {kind of job: who does it}. A doer reads, acts outside of the database, and says when to look again, or None for done.
DOERS: dict[str, Doer] = {
    feedback_mail.KIND: feedback_mail.tell,
    backup.KIND: backup.nightly,
    refresh.KIND: refresh.by_job,
    delete_due.KIND: delete_due.by_job,
}
# Jobs that may take longer than the ordinary lease.
LEASES = {
    backup.KIND: timedelta(hours=6),
    refresh.KIND: timedelta(hours=1),
    delete_due.KIND: timedelta(hours=6),
}
# Nobody waits for a mail by the second, and an empty look costs one query.
PAUSE_SECONDS = 5

log = logging.getLogger(__name__)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@click.option("--with-parent", is_flag=True, help="Stop when the program that started this one has ended.")
def command(once: bool, with_parent: bool) -> None:
    """Do what is due in the background: mails, figures across schools, deletions, and the backup of the night."""
    app, parent = create_app(), os.getppid()
    settings = app.extensions["observe_settings"]
    with using(settings), app.app_context():
        _plan(settings)
        if once:
            while do_next(settings):
                pass
            return
        while not with_parent or os.getppid() == parent:
            if not _do_next_if_there_is_a_database(settings):
                time.sleep(PAUSE_SECONDS)


def _plan(settings: Settings) -> None:
    writing()
    refresh.plan(db.session, clock.now())
    delete_due.plan(db.session, clock.now())
    if settings.backup_nightly:
        backup.plan_nightly(db.session, clock.now())
    db.session.commit()


def _do_next_if_there_is_a_database(settings: Settings) -> bool:
    """A database that restarts is waited for."""
    try:
        return do_next(settings)
    except OperationalError:
        log.exception("the database does not answer")
        db.session.rollback()
        return False


def do_next(settings: Settings) -> bool:
    """Take the job longest due and do it; False if there was none. No lock is held while it is done."""
    writing()
    kinds = [kind for kind in DOERS if kind != backup.KIND or settings.backup_nightly]
    job = take(db.session, kinds, clock.now(), LEASES)
    db.session.commit()
    if job is None:
        return False
    job_id, key = job.id, f"{job.kind} {job.key}"
    try:
        until = DOERS[job.kind](db.session, settings, job.payload, clock.now())
        mark = partial(put_off, until=until) if until else partial(finish, now=clock.now())
    except Exception as fault:  # noqa: BLE001 (one job that fails must not keep the others waiting)
        log.warning("job %s failed: %s", key, fault)
        mark = partial(fail, reason=f"{type(fault).__name__}: {fault}", now=clock.now())
    db.session.rollback()
    writing()
    mark(db.session.get_one(Job, job_id))
    db.session.commit()
    return True
