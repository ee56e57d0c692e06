"""A home for histories, and a store for what needs no door, each on a SQLite file of its own."""

from collections.abc import Iterator

import pytest

from tests.models.versions.store import Store, store_on
from tests.proof.home import Home


@pytest.fixture
def home(sqlite_app) -> Home:
    """The cast's home; every world sets it back to its first day."""
    return Home(sqlite_app)


@pytest.fixture
def sqlite_store(sqlite_files) -> Iterator[Store]:
    with store_on(sqlite_files.migrated()) as store:
        yield store
