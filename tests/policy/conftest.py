"""A database of the test's own, with the cast in it: policy is asked without an application."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from observe.models import Base
from observe.models.engine import prepare
from observe.policy.viewer import Viewer, load_viewer
from tests import factories as make
from tests.cast import NAMES, Cast, make_cast


@pytest.fixture
def store() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    prepare(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def cast(store: Session) -> Cast:
    return make_cast(store)


@pytest.fixture
def viewers(store: Session, cast: Cast) -> dict[str, Viewer]:
    """{name: the person as of the day of the lesson}"""
    return {name: load_viewer(store, cast.person(name).id, make.LESSON_AT.date()) for name in NAMES}
