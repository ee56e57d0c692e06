"""A home for histories, and a store for what needs no door, each on a SQLite file of its own."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine

from observe.models.engine import prepare
from tests.models.versions.store import Store
from tests.proof.home import Home


@pytest.fixture
def home(sqlite_app) -> Home:
    """The cast's home; every world sets it back to its first day."""
    return Home(sqlite_app)


@pytest.fixture
def sqlite_store(sqlite_files) -> Iterator[Store]:
    engine = create_engine(sqlite_files.migrated())
    prepare(engine)
    yield Store(engine)
    engine.dispose()
