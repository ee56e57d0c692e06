"""The tablet's door of the real application, with the cast and their tablets, of either kind."""

import pytest

from observe.extensions import db
from tests.models.versions.store import Store
from tests.sync.tablet import Tablet


@pytest.fixture
def store(app) -> Store:
    """On SQLite and on PostgreSQL."""
    with app.app_context():
        return Store(db.engine)


@pytest.fixture
def sqlite_store(sqlite_app) -> Store:
    with sqlite_app.app_context():
        return Store(db.engine)


@pytest.fixture
def olga(app, store) -> Tablet:
    """Olga's tablet, on either kind of database."""
    return Tablet(app, store, "olga")


@pytest.fixture
def tablet(sqlite_app, sqlite_store):
    """``tablet(name)``: anybody's tablet, on SQLite alone."""
    return lambda name: Tablet(sqlite_app, sqlite_store, name)
