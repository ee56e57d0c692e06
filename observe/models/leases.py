"""Jobs by lease: whoever takes a due job owns it until the lease ends, so that several workers never do one twice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import uniform

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from observe.models.jobs import Job

# Longer than most jobs take; a worker that died gives its job back after this.
LEASE = timedelta(minutes=5)
NO_OTHER_LEASES: Mapping[str, timedelta] = {}
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
# A failure is one line for a person who looks why nothing came.
LONGEST_FAILURE = 500


def take(
    session: Session, kinds: list[str], now: datetime, leases: Mapping[str, timedelta] = NO_OTHER_LEASES
) -> Job | None:
    """The job longest due, leased to the caller; commit before doing it. None where nothing is due.

    ``leases`` holds {kind: lease} of jobs that take longer than others.
    """
    is_free = or_(Job.leased_until.is_(None), Job.leased_until <= now)
    due = select(Job.id, Job.kind).where(Job.finished_at.is_(None), Job.due_at <= now, Job.kind.in_(kinds), is_free)
    for job_id, kind in session.execute(due.order_by(Job.due_at).limit(10)).all():
        # Asked again in the writing: of two workers who read the same row, one changes it.
        mine = update(Job).where(Job.id == job_id, Job.finished_at.is_(None), is_free)
        until = now + leases.get(kind, LEASE)
        if session.execute(mine.values(leased_until=until, n_tries=Job.n_tries + 1)).rowcount == 1:
            return session.get_one(Job, job_id, populate_existing=True)
    return None


def finish(job: Job, now: datetime) -> None:
    job.finished_at, job.leased_until, job.failure = now, None, None


def fail(job: Job, reason: str, now: datetime) -> None:
    """Give it back, to be tried after a pause that doubles; it is never given up, only tried more rarely."""
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(job.n_tries - 1, 20))
    # A tenth of chance, so that what failed together does not come back together.
    job.due_at = now + pause * uniform(0.9, 1.1)  # noqa: S311 (no secret)
    job.leased_until, job.failure = None, " ".join(reason.split())[:LONGEST_FAILURE]


def put_off(job: Job, until: datetime) -> None:
    """Give it back untried: it is not its time yet, or it is due again."""
    job.due_at, job.leased_until, job.n_tries, job.failure = until, None, 0, None
