"""Beside the application under test: a connection of the test's own, and the cast written through it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from observe.extensions import db
from tests.cast import Cast, make_cast
from tests.databases import rows_of
from tests.models.versions.store import Store
from tests.visitor import Visitor
from tests.web.school_year import SchoolYear, make_school_year


@pytest.fixture
def tried(request) -> Flask:
    """The application a test is about: ``app``, on either database, if it asks for that one, else ``sqlite_app``."""
    return request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")


@pytest.fixture
def store(tried: Flask) -> Iterator[Session]:
    """Commit before the application is asked, or it will wait for the lock."""
    with rows_of(tried.config["SQLALCHEMY_DATABASE_URI"]) as opened:
        yield opened


@pytest.fixture
def cast(store: Session) -> Cast:
    made = make_cast(store)
    store.commit()
    return made


@pytest.fixture
def year(store: Session, cast: Cast) -> SchoolYear:
    return make_school_year(store, cast)


@pytest.fixture
def versions(sqlite_app: Flask) -> Store:
    """Instead of ``store`` and ``cast``, for tests of what tablets brought."""
    with sqlite_app.app_context():
        return Store(db.engine)


@pytest.fixture
def visit(sqlite_app: Flask, versions: Store) -> Callable[..., Visitor]:
    """``visit(name)``: one of the cast of ``versions``, signed in."""
    return lambda name, language="en": Visitor(sqlite_app, versions.people[name], language)
