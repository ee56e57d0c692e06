"""A database of the test's own, with the cast in it: policy is asked without an application."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from observe.models import Base
from observe.policy.viewer import Viewer, load_viewer
from tests import factories as make
from tests.cast import NAMES, Cast, make_cast
from tests.databases import engine_on


@pytest.fixture
def store() -> Iterator[Session]:
    with engine_on("sqlite://") as engine, Session(engine) as opened:
        Base.metadata.create_all(engine)
        yield opened


@pytest.fixture
def cast(store: Session) -> Cast:
    return make_cast(store)


@pytest.fixture
def viewers(store: Session, cast: Cast) -> dict[str, Viewer]:
    """{name: the person as of the day of the lesson}"""
    return {name: load_viewer(store, cast.person(name).id, make.LESSON_AT.date()) for name in NAMES}
