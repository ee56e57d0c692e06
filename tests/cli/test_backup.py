"""The commands about backups: made, listed, restored; a record erased for good; everything checked."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from observe.cli.backup import KIND, next_night, plan_nightly
from observe.cli.serve import using
from observe.cli.work import do_next
from observe.exchange.backup.ledger import erasures
from observe.extensions import db
from observe.models.jobs import Job
from observe.models.observations import Observation
from observe.models.versions import Backup, Epoch, ErasedRecord, Version
from tests.databases import engine_on, settings_for
from tests.models.versions.store import Store, envelope, store_on

N_VERSIONS = select(func.count()).select_from(Version)
N_EPOCHS = select(func.count()).select_from(Epoch)


def closed(store) -> None:
    """No connection stays open: nothing is put in the place of a database that somebody is connected to."""
    store.engine.dispose()


def name_in(listed: str) -> str:
    return listed.split()[0]


def test_a_backup_is_listed_and_brought_back(run, store, ask):
    store.push(envelope(store.body()))
    made = run("backup")
    assert (made.exit_code, "verified" in made.output) == (0, True), made.output
    listed = run("backup", "--list").output
    assert "up to number 2 of the feed" in listed
    store.push(envelope(store.body()))
    closed(store)
    restored = run("restore", name_in(listed), answer="y")
    assert "The database of before is kept as" in restored.output, (restored.output, restored.exception)
    assert (ask(N_VERSIONS), ask(N_EPOCHS)) == (1, 2)


def test_nothing_is_restored_unasked_or_from_nothing(run, store, ask):
    assert run("restore", "--yes").exception.code == "no_such_backup"
    run("backup")
    assert run("restore", answer="n").exit_code == 1
    assert ask(N_EPOCHS) == 0


def test_a_home_that_is_served_is_not_restored(run, store, tmp_path, database_url):
    run("backup")
    closed(store)
    with using(settings_for(database_url, tmp_path / "home")):
        assert run("restore", "--yes").exception.code == "store_in_use"


def test_a_record_is_erased_once_somebody_said_yes(run, store, ask, tmp_path):
    body = store.body()
    store.push(envelope(body), envelope(store.body()))
    asked = run("erase", body["rid"], answer="n")
    assert "Olga Rask Villadsen, 1 versions, of 2026-11-24" in asked.output
    assert ask(N_VERSIONS) == 2
    said = run("erase", body["rid"], "--yes")
    assert "Erased: 1 versions" in said.output, (said.output, said.exception)
    assert run("erase", body["rid"], "--yes").exit_code == 0
    assert (ask(N_VERSIONS), ask(select(func.count()).select_from(ErasedRecord))) == (1, 1)
    assert [str(one.rid) for one in erasures(tmp_path / "home" / "backups")] == [body["rid"]]
    assert run("erase", str(store.home), "--yes").exception.code == "no_such_record"


def test_no_byte_of_an_erased_record_is_left_in_the_file(sqlite_files, tmp_path, monkeypatch):
    url = sqlite_files.migrated()
    words = "Ordet findes kun i denne lektion"
    with store_on(url) as store:
        body = store.body(payload=store.payload(wish=words))
        store.push(envelope(body))
    given = {"MODE": "test", "DATABASE_URL": url, "INSTANCE_PATH": str(tmp_path), "SECRET_KEY": "x" * 32}
    environ = os.environ | {f"OBSERVE_{name}": value for name, value in given.items()}
    erase = [sys.executable, "-c", "import sys; from observe.cli import main; sys.exit(main())", "erase", body["rid"]]
    files = [path for path in sqlite_files.folder.iterdir() if path.name.startswith(url.rsplit("/", 1)[1])]
    assert any(words.encode() in path.read_bytes() for path in files)
    with engine_on(url) as engine, engine.connect():  # a server at work keeps SQLite's log from going by itself
        keys = {"OBSERVE_WITNESS_KEY": "x" * 32}
        subprocess.run([*erase, "--yes"], env=environ | keys, check=True, capture_output=True)
        assert not any(words.encode() in path.read_bytes() for path in files if path.exists())


def test_a_home_in_order_is_found_so(run, store):
    store.push(envelope(store.body()))
    run("backup")
    checked = run("check", "--deep")
    assert (checked.exit_code, "wrong" in checked.output) == (0, False), checked.output


def test_what_is_wrong_is_named_and_nothing_is_mended(run, store, ask, tmp_path):
    store.push(envelope(store.body()), envelope(store.body()))
    run("backup")
    with store.engine.begin() as connection:
        connection.execute(delete(Version).where(Version.seq == 1))
        connection.execute(update(Observation).values(minutes=99))
    next((tmp_path / "home" / "backups").glob("observe-*.*Z.[sd]*")).write_bytes(b"cut")
    checked = run("check")
    assert checked.exception.code == "check_failed"
    for words in ("Event 1 tells of a version that is not here", "does not follow from its versions", "is gone or cut"):
        assert words in checked.output
    assert ask(select(func.max(Observation.minutes))) == 99


# Every night.


@pytest.fixture
def nightly(make_app, sqlite_files, tmp_path):
    """The application of a home with a folder for backups, as `observe work` has it."""
    app = make_app(sqlite_files.migrated())
    with app.app_context():
        store = Store(db.engine)
        store.push(envelope(store.body()))
        yield app.extensions["observe_settings"]


def test_the_night_comes_once_a_day_by_the_clock_on_the_wall():
    copenhagen = ZoneInfo("Europe/Copenhagen")
    before_summer = datetime(2027, 3, 27, 20, tzinfo=UTC)
    assert next_night(datetime(2026, 11, 24, 0, 59, tzinfo=UTC), copenhagen) == datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert next_night(datetime(2026, 11, 24, 1, 0, tzinfo=UTC), copenhagen) == datetime(2026, 11, 25, 1, tzinfo=UTC)
    assert next_night(before_summer, copenhagen) - before_summer < timedelta(hours=6)


def test_the_backup_of_the_night_is_made_when_due_and_asked_for_again(nightly):
    db.session.execute(delete(Job))
    plan_nightly(db.session, datetime(2026, 11, 20, 12, tzinfo=UTC))
    plan_nightly(db.session, datetime(2026, 11, 21, 12, tzinfo=UTC))
    db.session.commit()
    assert do_next(nightly)
    with Session(db.engine) as session:
        job = session.scalars(select(Job)).one()
        assert (job.kind, job.finished_at, job.failure, job.n_tries) == (KIND, None, None, 0)
        assert job.due_at > datetime.now(UTC)
        assert session.scalars(select(Backup.place)).all() != []
    assert not do_next(nightly)


def test_a_home_that_backs_up_by_itself_has_no_night(nightly):
    db.session.execute(delete(Job))
    plan_nightly(db.session, datetime(2026, 11, 20, 12, tzinfo=UTC))
    db.session.commit()
    without = settings_for(nightly.database_url, nightly.instance_path, backup_nightly=False)
    assert not do_next(without)
