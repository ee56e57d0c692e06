"""Databases for tests: SQLite files and PostgreSQL databases, empty or copied from one that was migrated once."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import flask_migrate
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.orm import Session

from observe import create_app
from observe.config import Settings
from observe.extensions import db
from observe.models.base import Base
from observe.models.engine import initialise, prepare
from tests.postgresql import execute, sibling

KEY = "only for tests, and long enough to be taken"


def settings_for(url: str, folder: Path, **given: object) -> Settings:
    """Settings of the mode ``test`` on this database, with ``folder`` as instance folder."""
    return Settings(
        mode="test", secret_key=KEY, witness_key=KEY, database_url=url, instance_path=str(folder), **given
    ).completed()


@contextmanager
def engine_on(url: str) -> Iterator[Engine]:
    """Connections as the application opens them; none is left at the end."""
    engine = create_engine(url)
    prepare(engine)
    yield engine
    engine.dispose()


@contextmanager
def rows_of(url: str) -> Iterator[Session]:
    """To read and write rows, which stay readable after a commit; committing is the caller's."""
    with engine_on(url) as engine, Session(engine, expire_on_commit=False) as opened:
        yield opened


def migrate(url: str, folder: Path) -> None:
    """Bring an empty database to the head of the scripts, as ``observe migrate`` does."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        initialise(db.engine)
        flask_migrate.upgrade()
        db.engine.dispose()


_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
# The order of the tables is of no account while foreign keys are not looked at.
_EMPTY = (
    f"SELECT pg_terminate_backend(pid) {_OTHERS}",
    "SET session_replication_role = replica",
    *(f'DELETE FROM "{table.name}"' for table in Base.metadata.sorted_tables),
)


class SqliteFiles:
    """Copies of one migrated file. Copying costs a millisecond, migrating a second."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = (folder / f"{number}.sqlite" for number in count())
        self.template = next(self.names)
        migrate(f"sqlite:///{self.template}", folder)
        # Opening and closing leaves no -wal file beside it, so that a copy is whole.
        create_engine(f"sqlite:///{self.template}").dispose()

    def empty(self) -> str:
        return f"sqlite:///{next(self.names)}"

    def renewed(self) -> str:
        """Always the same address, of which nobody may hold a connection any more; its rows are gone."""
        standing = self.folder / "standing.sqlite"
        for ending in ("-wal", "-shm"):
            standing.with_name(standing.name + ending).unlink(missing_ok=True)
        return f"sqlite:///{shutil.copy(self.template, standing)}"

    def renew(self, address: str) -> None:
        """Take the rows out of a file that a server holds open: SQLite writes it over, page by page, as one writer."""
        with (
            closing(sqlite3.connect(self.template)) as clean,
            closing(sqlite3.connect(make_url(address).database)) as old,
        ):
            clean.backup(old)

    def migrated(self) -> str:
        return f"sqlite:///{shutil.copy(self.template, next(self.names))}"


class PostgresqlDatabases:
    """Copies of one migrated database in a running cluster (some 30 ms each)."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.names = (f"observe_{number}" for number in count())
        self.template = next(self.names)
        self.standing: str | None = None
        self._create(self.template, "template1")
        migrate(sibling(url, self.template), folder)

    def _create(self, name: str, template: str) -> str:
        execute(self.url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return sibling(self.url, name)

    def empty(self) -> str:
        return self._create(next(self.names), "template1")

    def renewed(self) -> str:
        """Always the same address; its rows are gone, and so is whoever was connected. A tenth of making it anew."""
        if self.standing is None:
            self.standing = self._create("standing", self.template)
        else:
            execute(self.standing, *_EMPTY)
        return self.standing

    def migrated(self) -> str:
        return self._create(next(self.names), self.template)
