"""Beside the application under test: a connection of the test's own, and the cast written through it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from observe.models.engine import prepare
from tests.cast import Cast, make_cast


@pytest.fixture
def store(sqlite_app: Flask) -> Iterator[Session]:
    """Rows stay readable after a commit; commit before the application is asked, or it will wait for the lock."""
    engine = create_engine(sqlite_app.config["SQLALCHEMY_DATABASE_URI"])
    prepare(engine)
    with Session(engine, expire_on_commit=False) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def cast(store: Session) -> Cast:
    made = make_cast(store)
    store.commit()
    return made
