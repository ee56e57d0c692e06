"""A synchronous standby settles at once: with a real one beside a real PostgreSQL, and no longer when it is gone."""

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import create_engine

from observe.models.versions import durable_through, head_of
from observe.models.versions.durability import has_standby
from tests.databases import PostgresqlDatabases
from tests.models.versions.store import Store, envelope
from tests.postgresql import ACCOUNT, SETTINGS, cluster, execute, find_binaries

PATIENCE_S = 60


def run(binary: str, *words: object, folder: Path) -> None:
    """One of PostgreSQL's programs, as its account where we are root, holding none of our pipes open."""
    account = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": ()} if folder.owner() == ACCOUNT else {}
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([find_binaries() / binary, *map(str, words)], check=True, cwd=folder, **silent, **account)


@contextmanager
def standby(primary: Path):
    """A server that follows the one with its socket in ``primary``."""
    folder = Path(tempfile.mkdtemp(prefix="observe-standby-"))
    shutil.chown(folder, primary.owner(), primary.group())
    rows = folder / "rows"
    run("pg_basebackup", "-D", rows, "-h", primary, "-U", "observe", "-R", "-c", "fast", folder=folder)
    options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"unix_socket_directories={folder}"))
    run("pg_ctl", "-D", rows, "-w", "-l", folder / "log", "-o", options, "start", folder=folder)
    try:
        yield
    finally:
        run("pg_ctl", "-D", rows, "-w", "-m", "immediate", "stop", folder=folder)
        shutil.rmtree(folder)


@pytest.fixture
def primary(postgresql_databases, tmp_path):
    """A cluster of this test alone: what it makes of its commits would hold up every other test."""
    with cluster() as url:
        yield url, PostgresqlDatabases(url, tmp_path).migrated()


def becomes(expected: bool, store) -> bool:
    deadline = monotonic() + PATIENCE_S
    while monotonic() < deadline:
        with store.engine.connect() as connection:
            if has_standby(connection) is expected:
                return True
        sleep(0.05)
    return False


@pytest.mark.postgresql
def test_what_a_synchronous_standby_has_is_durable(primary):
    url, database = primary
    engine = create_engine(database)
    store = Store(engine)
    store.push(envelope(store.body()))
    with standby(Path(url.split("host=")[1])):
        with engine.connect() as connection:
            assert not has_standby(connection), "one that lags behind is no second copy"
        execute(url, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        execute(url, "SELECT pg_reload_conf()")
        assert becomes(True, store)
        store.push(envelope(store.body()))
        assert becomes(True, store)
        with engine.connect() as connection:
            head = head_of(connection, store.home)
            assert durable_through(connection, head) == {"epoch": str(head.epoch), "seq": head.seq}
            connection.exec_driver_sql("SET synchronous_commit = local")
            assert not has_standby(connection)
    assert becomes(False, store)
    engine.dispose()
