"""What tests of commands ask for: a home on a migrated database of either kind, and a look into it."""

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine

from observe.cli import observe
from observe.models.engine import prepare
from tests.databases import KEY
from tests.models.versions.store import Store


@pytest.fixture
def run(database_url, tmp_path):
    """``run("import-roster", ...)``: the command in a home on a migrated database."""
    home = {
        "OBSERVE_MODE": "test",
        "OBSERVE_DATABASE_URL": database_url,
        "OBSERVE_INSTANCE_PATH": str(tmp_path / "home"),
    }
    keys = {"OBSERVE_SECRET_KEY": KEY, "OBSERVE_WITNESS_KEY": KEY}

    def run(*words: object, answer: str | None = None, **environ: str) -> Result:
        return CliRunner().invoke(observe, [*map(str, words)], input=answer, env={**home, **keys, **environ})

    return run


@pytest.fixture
def ask(database_url):
    engine = create_engine(database_url)

    def ask(statement) -> object:
        with engine.connect() as connection:
            return connection.scalar(statement)

    yield ask
    engine.dispose()


@pytest.fixture
def store(database_url):
    engine = create_engine(database_url)
    prepare(engine)
    yield Store(engine)
    engine.dispose()
