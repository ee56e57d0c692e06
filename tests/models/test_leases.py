"""Jobs by lease, on both databases: one job is done by one worker, and never by a second at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from observe.models.engine import WRITES
from observe.models.jobs import Job
from observe.models.leases import FIRST_PAUSE, LEASE, LONGEST_PAUSE, fail, finish, put_off, take
from tests import factories as make
from tests.databases import engine_on

N_WORKERS = 4
NOW = make.LESSON_AT


@pytest.fixture
def engine(database_url):
    with engine_on(database_url) as engine:
        yield engine


@pytest.fixture
def store(engine):
    with Session(engine, expire_on_commit=False) as opened:
        yield opened


def ask(store, key="a", due_at=NOW) -> Job:
    job = make.add(store, Job(municipality_id=make.uuid7(), kind="mail", key=key, payload={}, due_at=due_at))
    store.commit()
    return job


def keys_of(jobs) -> list[str]:
    return [job.key for job in jobs if job]


def test_workers_who_look_at_once_share_the_jobs_out(engine, store):
    ask(store)
    start = Barrier(N_WORKERS)

    def look(_worker) -> Job | None:
        with Session(engine, expire_on_commit=False) as session:
            start.wait()
            session.connection(execution_options=WRITES)
            taken = take(session, ["mail"], NOW)
            session.commit()
            return taken

    with ThreadPoolExecutor(N_WORKERS) as workers:
        assert keys_of(workers.map(look, range(N_WORKERS))) == ["a"]


def test_the_one_longest_due_comes_first_and_the_future_not_at_all(store):
    for key, due_at in (("later", NOW), ("first", NOW - timedelta(hours=1)), ("not yet", NOW + timedelta(seconds=1))):
        ask(store, key, due_at)
    assert keys_of(take(store, ["mail"], NOW) for _look in range(3)) == ["first", "later"]


def test_nobody_takes_a_kind_that_they_cannot_do(store):
    ask(store)
    assert take(store, ["letter"], NOW) is None


def test_a_job_of_a_worker_that_died_is_free_when_its_lease_ends(store):
    ask(store)
    take(store, ["mail"], NOW)
    assert take(store, ["mail"], NOW + LEASE - timedelta(seconds=1)) is None
    assert take(store, ["mail"], NOW + LEASE).n_tries == 2


def test_what_is_done_stays_done_and_what_was_put_off_comes_back(store):
    done, waiting = ask(store, "done"), ask(store, "waiting")
    finish(done, NOW)
    put_off(waiting, NOW + timedelta(days=7))
    store.commit()
    assert take(store, ["mail"], NOW + timedelta(days=6)) is None
    assert take(store, ["mail"], NOW + timedelta(days=7)).key == "waiting"


def test_the_pause_doubles_up_to_a_quarter_of_a_day_and_never_ends(store):
    job = ask(store)
    for n_tries, pause in ((1, FIRST_PAUSE), (2, 2 * FIRST_PAUSE), (40, LONGEST_PAUSE)):
        job.n_tries = n_tries
        fail(job, "it did\nnot work" * 100, NOW)
        assert 0.9 * pause <= job.due_at - NOW <= 1.1 * pause
        assert job.finished_at is None
        assert len(job.failure) == 500
        assert "\n" not in job.failure
