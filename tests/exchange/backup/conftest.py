"""A store with the cast, of either kind, and a folder for its backups."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from observe.exchange.backup.bars import no_bars
from observe.exchange.backup.making import make_backup
from observe.exchange.backup.manifest import Manifest
from observe.models.engine import prepare
from tests.databases import KEY
from tests.models.versions.store import Store


@pytest.fixture
def store(database_url):
    engine = create_engine(database_url)
    prepare(engine)
    yield Store(engine)
    engine.dispose()


@pytest.fixture
def sqlite_store(sqlite_files):
    engine = create_engine(sqlite_files.migrated())
    prepare(engine)
    yield Store(engine)
    engine.dispose()


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def back_up(folder):
    """``back_up(store)``: a verified backup of now."""

    def back_up(store: Store) -> Manifest:
        return make_backup(store.engine, folder, KEY, no_bars)

    return back_up
