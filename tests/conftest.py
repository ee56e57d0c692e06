"""What every test may ask for: a database of either kind, the application on it, a mail server, a real server."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as drawing
from jinja2 import FileSystemBytecodeCache

from observe import create_app
from observe.config import Settings
from observe.extensions import db
from tests.databases import KEY, PostgresqlDatabases, SqliteFiles, settings_for
from tests.mail_server import MailServer
from tests.postgresql import NoPostgresql, cluster

# Where the suite has to be whole, what is missing is a failure and never a skip.
IN_CI = os.environ.get("CI", "").lower() == "true"
# A slow machine is no fault of what is tested.
drawing.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawing.load_profile("suite")
BOTH = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql)]


def missing(what: Exception | str) -> None:
    """End the test: a failure in CI, a skip on a developer's own machine."""
    if IN_CI:
        pytest.fail(str(what), pytrace=False)
    pytest.skip(str(what))


def pytest_terminal_summary(terminalreporter) -> None:
    """Print how often random histories reached each state: a search that saw nothing proves nothing."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, counts in report.user_properties:
            if name == "reached" and report.when == "call":
                told = ", ".join(f"{state} {n}" for state, n in sorted(counts.items()))
                terminalreporter.write_line(f"{report.nodeid} reached: {told}")


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases(tmp_path_factory) -> Iterator[PostgresqlDatabases]:
    try:
        running = cluster()
        url = running.__enter__()
    except NoPostgresql as absent:
        missing(absent)
    yield PostgresqlDatabases(url, tmp_path_factory.mktemp("postgresql"))
    running.__exit__(None, None, None)


@pytest.fixture(params=BOTH)
def databases(request) -> SqliteFiles | PostgresqlDatabases:
    """Both kinds, one after the other: what asks for it runs on SQLite and on PostgreSQL."""
    return request.getfixturevalue("sqlite_files" if request.param == "sqlite" else "postgresql_databases")


@pytest.fixture
def database_url(databases) -> str:
    """A migrated database without rows, for this test alone."""
    return databases.migrated()


@pytest.fixture(scope="session")
def templates(tmp_path_factory) -> FileSystemBytecodeCache:
    """Compiled once for all applications: that took longer than most requests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(tmp_path, templates) -> Iterator[Callable[..., Flask]]:
    """``make_app(url, **settings)``: applications whose connections are closed when the test ends."""
    made = []

    def make(url: str, **given: object) -> Flask:
        made.append(create_app(settings_for(url, tmp_path, **given)))
        made[-1].jinja_env.bytecode_cache = templates
        return made[-1]

    yield make
    for app in made:
        with lent(app):
            pass


@pytest.fixture(scope="session")
def standing_app(tmp_path_factory, templates) -> Callable[[str], Flask]:
    """``standing_app(url)``: made once for an address. Making one takes longer than most tests."""
    folder = tmp_path_factory.mktemp("standing")

    @cache
    def make(url: str) -> Flask:
        made = create_app(settings_for(url, folder))
        made.jinja_env.bytecode_cache = templates
        return made

    return make


@contextmanager
def lent(app: Flask) -> Iterator[Flask]:
    """For one test: no connection outlives it, and no file of its instance folder."""
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    for left in Path(app.instance_path).iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


@pytest.fixture
def app(databases, standing_app) -> Iterator[Flask]:
    """The real application on a migrated database of either kind, without rows."""
    with lent(standing_app(databases.renewed())) as one:
        yield one


@pytest.fixture
def sqlite_app(sqlite_files, standing_app) -> Iterator[Flask]:
    """The application on SQLite alone, for tests to which the database makes no difference."""
    with lent(standing_app(sqlite_files.renewed())) as one:
        yield one


@pytest.fixture
def empty_app(make_app, databases) -> Flask:
    """The application on a database without tables, for the tests of the migrations."""
    return make_app(databases.empty())


@pytest.fixture
def commanded_url(monkeypatch, sqlite_files, tmp_path) -> str:
    """A migrated database that the commands find in the environment."""
    url = sqlite_files.migrated()
    given = {"MODE": "test", "DATABASE_URL": url, "INSTANCE_PATH": tmp_path, "SECRET_KEY": KEY, "WITNESS_KEY": KEY}
    for name, value in given.items():
        monkeypatch.setenv(f"OBSERVE_{name}", str(value))
    return url


@pytest.fixture
def settings(sqlite_files, tmp_path) -> Settings:
    return settings_for(sqlite_files.migrated(), Path(tmp_path))


@pytest.fixture
def smtp_server() -> Iterator[MailServer]:
    """A real SMTP server on a free port; ``.messages`` holds what it received."""
    with MailServer() as server:
        yield server
