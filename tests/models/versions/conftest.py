"""A store with the cast, of either kind, and a tablet that makes versions."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.databases import engine_on
from tests.models.versions.store import Store, store_on


@pytest.fixture
def engine(database_url) -> Iterator[Engine]:
    with engine_on(database_url) as engine:
        yield engine


@pytest.fixture
def store(engine) -> Store:
    """The cast's municipality, Olga's and Lena's tablets enrolled; on SQLite and on PostgreSQL."""
    return Store(engine)


@pytest.fixture
def sqlite_store(sqlite_files) -> Iterator[Store]:
    """The same on SQLite alone, for tests to which the database makes no difference."""
    with store_on(sqlite_files.migrated()) as store:
        yield store
