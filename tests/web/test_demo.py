"""The buttons that let one in as an invented person: in a demo, and by no setting anywhere else."""

from dataclasses import replace

import pytest

from observe import create_app
from observe.config import MODES, Settings, UnusableSettings
from observe.extensions import db
from tests.visitor import Visitor

SECRETS = {"secret_key": "s" * 32, "witness_key": "w" * 32, "base_url": "https://observe.example.org"}


@pytest.fixture
def make_home(sqlite_app, tmp_path):
    """``make_home(mode)``: the application of that mode on the same database as the cast."""
    made = []

    def make(mode: str):
        url = sqlite_app.config["SQLALCHEMY_DATABASE_URI"]
        settings = Settings(mode=mode, database_url=url, instance_path=str(tmp_path), **SECRETS)
        made.append(create_app(settings.completed()))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


def test_a_demo_offers_the_cast_and_lets_one_in(make_home, cast):
    visitor = Visitor(make_home("demo"))
    page = visitor.get("/sign-in").text
    for name in ("Olga Rask Villadsen", "Tom Bjerregaard Holm", "Pia Lindholt", "Mona Sejersen", "Ana Brix"):
        assert name in page
    assert visitor.submit(f"/sign-in/as/{cast.tom.id}").location == "/"
    assert visitor.get("/teacher/").status_code == 200


def test_a_demo_lets_nobody_in_who_is_not_offered(make_home, cast):
    assert Visitor(make_home("demo")).submit(f"/sign-in/as/{cast.liam.id}").status_code == 404


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "demo"])
def test_no_other_home_has_the_buttons_or_the_way_in(make_home, cast, mode):
    visitor = Visitor(make_home(mode))
    assert "invented person" not in visitor.get("/sign-in").text
    visitor.submit(f"/sign-in/as/{cast.tom.id}")
    assert visitor.get("/teacher/").status_code == 302


def test_no_variable_opens_production_to_the_cast():
    """Only the mode decides, and there is one mode: whatever else is set, production stays shut."""
    names = [name.upper() for name in Settings.__dataclass_fields__ if name != "mode"]
    given = {f"OBSERVE_{name}": "1" for name in names} | {"OBSERVE_DEMO": "1", "OBSERVE_MODE": "production"}
    given |= {f"OBSERVE_{name.upper()}": value for name, value in SECRETS.items()}
    assert not Settings.from_environment(given).is_open_to_the_cast


@pytest.mark.parametrize(
    "broken", [{"secret_key": ""}, {"secret_key": "short"}, {"base_url": "http://observe.example.org"}]
)
def test_production_does_not_start_half_configured(tmp_path, broken):
    whole = Settings(mode="production", instance_path=str(tmp_path), **SECRETS)
    assert whole.completed().has_secure_cookies
    with pytest.raises(UnusableSettings):
        replace(whole, **broken).completed()
