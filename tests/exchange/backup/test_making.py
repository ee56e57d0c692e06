"""Backups: of one moment, whole, and none where one could not be verified."""

import resource
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, event, update

from observe import clock
from observe.errors import BackupDamaged, BackupFailed, BackupRunning
from observe.exchange.backup import postgresql, sqlite
from observe.exchange.backup.making import alone_in, drop_expired, make_backup, sha256_of
from observe.exchange.backup.manifest import manifests, unreadable
from observe.exchange.backup.rows import is_apart, is_there, note_backups
from observe.models.versions import Backup, FeedEvent, Version, durable_through, head_of
from tests.databases import KEY
from tests.models.versions.store import envelope, store_on


def now_at(store):
    with store.engine.connect() as connection:
        return head_of(connection, store.home)


def test_a_backup_settles_what_it_covers(store, folder, back_up):
    store.push(envelope(store.body()))
    manifest = back_up(store)
    with store.engine.begin() as connection:
        note_backups(connection, folder)
    assert manifest.heads == (now_at(store),)
    with store.engine.connect() as connection:
        assert durable_through(connection, now_at(store))["seq"] == now_at(store).seq


def test_the_manifest_names_the_bytes_of_the_copy(sqlite_store, folder, back_up):
    made = back_up(sqlite_store)
    assert manifests(folder) == [made]
    assert is_there(folder, made)
    assert sha256_of(folder / made.file) == made.sha256
    assert [claim.seq for claim in made.claims(KEY)] == [head.seq for head in made.heads]
    assert made.claims("another key, and long enough") == []


def test_only_its_owner_can_read_a_backup(sqlite_store, folder, back_up):
    made = back_up(sqlite_store)
    assert oct((folder / made.file).stat().st_mode & 0o777) == "0o600"
    assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_tablets_push_while_a_backup_is_made(store, folder, monkeypatch):
    """The copy is of one moment: what comes meanwhile is in the next one."""
    monkeypatch.setattr(sqlite, "PAGES", 8)
    store.push(*(envelope(store.body()) for _ in range(20)))
    before, failures = now_at(store), []

    def push() -> None:
        try:
            store.push(envelope(store.body()))
        except Exception as failure:  # noqa: BLE001 (a thread's failure would be lost otherwise)
            failures.append(failure)

    @contextmanager
    def pushing(label):
        """At the first step of the copy another writer commits, and is waited for."""
        writers = iter([threading.Thread(target=push)] if label == "Copying" else [])

        def progress(_done, _of):
            for writer in writers:
                writer.start()
                writer.join()

        yield progress

    manifest = make_backup(store.engine, folder, KEY, pushing)
    assert failures == []
    assert manifest.heads == (before,)
    assert now_at(store).seq > before.seq


def test_what_comes_between_the_reading_of_the_heads_and_the_copy_is_not_in_it(store, folder, back_up):
    store.push(envelope(store.body()))
    before = now_at(store)
    writers = iter([threading.Thread(target=store.push, args=[envelope(store.body())])])

    @event.listens_for(store.engine, "after_cursor_execute")
    def heads_were_read(_connection, _cursor, statement, *_rest) -> None:
        for writer in writers if "FROM feed_counter" in statement else ():
            writer.start()
            writer.join()

    assert back_up(store).heads == (before,)
    assert now_at(store).seq > before.seq


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (update(Version).values(body=b"{}"), "are not those that were received"),
        (delete(Version), "tells of a version that is not here"),
        (update(FeedEvent).values(sha256="0" * 64), "The chain of the feed is broken at 1"),
    ],
)
def test_a_copy_that_is_not_whole_never_counts_but_is_kept(sqlite_store, folder, back_up, damage, said):
    sqlite_store.push(envelope(sqlite_store.body()))
    with sqlite_store.engine.begin() as connection:
        connection.execute(damage)
    for _ in range(2):
        with pytest.raises(BackupDamaged, match=said):
            back_up(sqlite_store)
    assert manifests(folder) == []
    assert len(list(folder.glob("*.sqlite.unverified"))) == 1
    assert not list(folder.glob("*.scratch*"))


def test_a_full_disk_leaves_nothing_and_harms_no_earlier_one(sqlite_store, folder, back_up):
    """A limit on the length of files stands for the disk: the copy breaks off in the middle likewise."""
    earlier = back_up(sqlite_store)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, most))
    try:
        with pytest.raises(BackupFailed):
            back_up(sqlite_store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert sorted(path.name for path in folder.iterdir()) == sorted([".lock", earlier.file, f"{earlier.name}.json"])
    assert is_there(folder, earlier)


def test_a_disk_that_is_full_at_the_verification_leaves_no_scratch(store, folder):
    @contextmanager
    def full(label):
        def progress(_done, _of):
            if label == "Restoring":
                raise OSError(28, "No space left on device")

        yield progress

    with pytest.raises(BackupFailed, match="No space left"):
        make_backup(store.engine, folder, KEY, full)
    assert [path.name for path in folder.iterdir()] == [".lock"]
    assert not exists_scratch(store)


def exists_scratch(store) -> bool:
    url = store.engine.url.set(database=f"{store.engine.url.database}_scratch")
    return url.get_backend_name() == "postgresql" and postgresql.exists(url.render_as_string(hide_password=False))


def test_two_do_not_work_in_one_folder(sqlite_store, folder, back_up):
    with alone_in(folder), pytest.raises(BackupRunning):
        back_up(sqlite_store)


def test_a_manifest_that_cannot_be_read_hides_no_other(sqlite_store, folder, back_up):
    made = back_up(sqlite_store)
    (folder / "observe-cut.json").write_text('{"format": "observe-backup/1", "fi')
    assert manifests(folder) == [made]
    assert unreadable(folder) == ["observe-cut.json"]


def test_a_backup_whose_file_is_gone_is_forgotten(sqlite_store, folder, back_up):
    made = back_up(sqlite_store)
    with sqlite_store.engine.begin() as connection:
        assert note_backups(connection, folder) == [made]
        (folder / made.file).unlink()
        assert note_backups(connection, folder) == []
    assert sqlite_store.rows(Backup) == []


def test_a_backup_of_another_home_covers_nothing_here(sqlite_store, sqlite_files, folder, back_up):
    sqlite_store.push(envelope(sqlite_store.body()))
    back_up(sqlite_store)
    with store_on(sqlite_files.migrated()) as other:
        with other.engine.begin() as connection:
            note_backups(connection, folder)
        assert other.rows(Backup) == []


def test_in_production_a_backup_on_the_disk_of_the_database_settles_nothing(sqlite_store, folder, back_up, settings):
    production = replace(settings, mode="production", backup_path=str(folder))
    back_up(sqlite_store)
    assert not is_apart(production)
    assert is_apart(settings)
    assert is_apart(replace(production, backup_is_apart=True))
    assert is_apart(replace(production, database_url="postgresql+psycopg://observe@db/observe"))
    with sqlite_store.engine.begin() as connection:
        note_backups(connection, folder)
        note_backups(connection, folder, is_apart(production))
    assert sqlite_store.rows(Backup) == []


@pytest.mark.parametrize("ending", [".sqlite", ".sqlite.unverified", ".dump.unverified"])
def test_a_copy_without_a_manifest_goes_after_35_days_too(sqlite_store, folder, back_up, ending):
    """It never counts, and what was erased since stands in it."""
    made, copy = back_up(sqlite_store), folder / f"observe-20260901T020000.000Z{ending}"
    copy.touch()
    assert drop_expired(folder, clock.now()) == []
    assert copy.exists()
    drop_expired(folder, clock.now() + timedelta(days=36))
    assert not copy.exists()
    assert is_there(folder, made)
