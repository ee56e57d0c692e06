"""The mail that tells a teacher: by a real SMTP server, without a word of the observation, only while it is news."""

from datetime import timedelta

import pytest

from observe import clock
from observe.cli.work import do_next
from observe.extensions import db
from observe.models.answers import acknowledge
from observe.models.engine import WRITES
from observe.models.jobs import Job
from observe.models.leases import FIRST_PAUSE, LEASE, take
from tests import factories as make
from tests.cast import make_cast
from tests.databases import rows_of


@pytest.fixture
def app(make_app, sqlite_files, smtp_server):
    return make_app(
        sqlite_files.migrated(),
        smtp_host=smtp_server.host,
        smtp_port=smtp_server.port,
        mail_from="observe@nordsund.example",
        base_url="https://observe.nordsund.example",
    )


@pytest.fixture
def store(app):
    with rows_of(app.config["SQLALCHEMY_DATABASE_URI"]) as opened:
        yield opened


@pytest.fixture
def cast(store):
    return make_cast(store)


@pytest.fixture
def observation(store, cast):
    """Shared, and asked to be told of."""
    at = clock.now() - timedelta(days=1)
    made = make.make_observation(
        store, cast.olga, cast.tom, cast.sofiendal, cast.section, at=at, shared_at=at, wish="hemmeligt ønske"
    )
    ask(store, made, due_at=at)
    return made


def ask(store, observation, due_at) -> Job:
    record = {"author_id": str(observation.author_id), "rid": str(observation.rid)}
    job = Job(
        municipality_id=observation.municipality_id,
        kind="feedback_mail",
        key=":".join(record.values()),
        payload=record,
        due_at=due_at,
    )
    store.add(job)
    store.commit()
    return job


def work(app) -> int:
    """Do what is due; how many jobs that were."""
    n_done = 0
    with app.app_context():
        while do_next(app.extensions["observe_settings"]):
            n_done += 1
    return n_done


def job_of(store) -> Job:
    store.expire_all()
    (job,) = store.query(Job)
    return job


def test_the_teacher_gets_one_plain_mail_without_content(app, store, smtp_server, observation):
    assert work(app) == 1
    assert work(app) == 0
    (message,) = smtp_server.messages
    assert message["To"] == "tom@example.org"
    assert message["From"] == "observe@nordsund.example"
    assert message["Subject"] == "Ny feedback i Observe"
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    assert f"https://observe.nordsund.example/teacher/observations/{observation.rid}" in text
    for secret in ("Olga", "4.b", "dansk", "hemmeligt", "navnepinde", "minut"):
        assert secret not in text.replace(str(observation.rid), "")


def test_it_is_written_in_the_language_of_the_teacher(app, store, smtp_server, cast, observation):
    cast.tom.language = "en"
    store.commit()
    work(app)
    (message,) = smtp_server.messages
    assert message["Subject"] == "New feedback in Observe"


def test_what_was_withdrawn_is_not_told(app, store, smtp_server, observation):
    observation.is_withdrawn = True
    store.commit()
    assert work(app) == 1
    assert smtp_server.messages == []
    assert job_of(store).finished_at is not None


def test_what_was_read_already_is_not_told(app, store, smtp_server, cast, observation):
    with app.app_context():
        db.session.connection(execution_options=WRITES)
        acknowledge(db.session, observation, cast.tom.id, clock.now())
        db.session.commit()
    work(app)
    assert smtp_server.messages == []


def test_what_is_not_shared_yet_is_told_at_its_deadline(app, store, smtp_server, cast):
    at = clock.now()
    made = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, at=at)
    ask(store, made, due_at=at)
    assert work(app) == 1
    assert smtp_server.messages == []
    job = job_of(store)
    assert (job.finished_at, job.due_at) == (None, made.share_deadline_at)


def test_a_teacher_without_an_address_is_told_by_the_badge_alone(app, store, smtp_server, cast, observation):
    cast.tom.email = None
    store.commit()
    assert work(app) == 1
    assert smtp_server.messages == []


def test_a_mail_server_that_does_not_answer_is_asked_again_later_and_why_is_kept(make_app, app, store, observation):
    deaf = make_app(app.config["SQLALCHEMY_DATABASE_URI"], smtp_host="127.0.0.1", smtp_port=9)
    before = clock.now()
    assert work(deaf) == 1
    job = job_of(store)
    assert job.finished_at is None
    assert "Refused" in job.failure
    assert before + FIRST_PAUSE * 0.9 <= job.due_at <= clock.now() + FIRST_PAUSE * 1.1
    assert job.n_tries == 1


def test_without_a_mail_server_nothing_piles_up(make_app, app, store, observation):
    silent = make_app(app.config["SQLALCHEMY_DATABASE_URI"])
    work(silent)
    assert job_of(store).finished_at is not None


def test_two_workers_never_do_one_job_twice(store, observation):
    now = clock.now()
    assert take(store, ["feedback_mail"], now) is not None
    assert take(store, ["feedback_mail"], now) is None


def test_the_job_of_a_worker_that_died_is_taken_when_its_lease_ends(store, observation):
    now = clock.now()
    take(store, ["feedback_mail"], now)
    assert take(store, ["feedback_mail"], now + LEASE) is not None
