"""A home for histories, on a SQLite file of its own."""

import pytest

from tests.proof.home import Home


@pytest.fixture
def home(sqlite_app) -> Home:
    """The cast's home; every world sets it back to its first day."""
    return Home(sqlite_app)
