"""What tests of commands ask for: a home on a migrated database of either kind, and a look into it."""

import pytest
from click.testing import CliRunner, Result

from observe.cli import observe
from tests.databases import KEY, engine_on
from tests.models.versions.store import store_on


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
    """``ask(statement)``: the one value it selects."""
    with engine_on(database_url) as engine:

        def ask(statement) -> object:
            with engine.connect() as connection:
                return connection.scalar(statement)

        yield ask


@pytest.fixture
def store(database_url):
    with store_on(database_url) as store:
        yield store
