"""A store with the cast, of either kind, and a tablet that makes versions."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine

from observe.models.engine import prepare
from tests.models.versions.store import Store


@pytest.fixture
def engine(database_url) -> Iterator[Engine]:
    engine = create_engine(database_url)
    prepare(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine) -> Store:
    """The cast's municipality, Olga's and Lena's tablets enrolled; on SQLite and on PostgreSQL."""
    return Store(engine)


@pytest.fixture
def sqlite_store(sqlite_files) -> Iterator[Store]:
    """The same on SQLite alone, for tests to which the database makes no difference."""
    engine = create_engine(sqlite_files.migrated())
    prepare(engine)
    yield Store(engine)
    engine.dispose()
