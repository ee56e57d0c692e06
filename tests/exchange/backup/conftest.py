"""A store with the cast, of either kind, and a folder for its backups."""

from pathlib import Path

import pytest

from observe.exchange.backup.bars import no_bars
from observe.exchange.backup.making import make_backup
from observe.exchange.backup.manifest import Manifest
from tests.databases import KEY
from tests.models.versions.store import Store, store_on


@pytest.fixture
def store(database_url):
    with store_on(database_url) as store:
        yield store


@pytest.fixture
def sqlite_store(sqlite_files):
    with store_on(sqlite_files.migrated()) as store:
        yield store


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def back_up(folder):
    """``back_up(store)``: a verified backup of now."""

    def back_up(store: Store) -> Manifest:
        return make_backup(store.engine, folder, KEY, no_bars)

    return back_up
