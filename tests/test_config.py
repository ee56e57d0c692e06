"""Settings: what stops a start, and what a home believes of those who stand in front of it."""

import pytest
from flask import request

from observe.config import Settings, UnusableSettings
from tests.databases import KEY

PRODUCTION = {
    "OBSERVE_MODE": "production",
    "OBSERVE_SECRET_KEY": KEY,
    "OBSERVE_WITNESS_KEY": KEY,
    "OBSERVE_BASE_URL": "https://observe.example",
}


def test_production_starts_with_its_secrets_and_https():
    settings = Settings.from_environment(PRODUCTION)
    assert settings.has_secure_cookies
    assert not settings.is_open_to_the_cast


@pytest.mark.parametrize("name", ["OBSERVE_SECRET_KEY", "OBSERVE_WITNESS_KEY"])
@pytest.mark.parametrize("given", [None, "short"])
def test_production_does_not_start_without_a_secret_and_names_it(name, given):
    environ = {**PRODUCTION, name: given} if given else {k: v for k, v in PRODUCTION.items() if k != name}
    with pytest.raises(UnusableSettings, match=name):
        Settings.from_environment(environ)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OBSERVE_BASE_URL", "http://observe.example"),
        ("OBSERVE_MODE", "prod"),
        ("OBSERVE_WORKERS", "many"),
        ("OBSERVE_SMTP_STARTTLS", "perhaps"),
    ],
)
def test_setting_that_cannot_be_meant_stops_the_start_and_is_named(name, value):
    with pytest.raises(UnusableSettings, match=name):
        Settings.from_environment({**PRODUCTION, name: value})


def test_development_keeps_its_key_over_a_restart(tmp_path):
    environ = {"OBSERVE_INSTANCE_PATH": str(tmp_path)}
    first, second = (Settings.from_environment(environ) for _start in range(2))
    assert first.secret_key == second.secret_key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("proxies", "is_believed"), [(0, False), (1, True)])
def test_forwarded_headers_count_only_behind_a_proxy(make_app, sqlite_files, proxies, is_believed):
    app = make_app(sqlite_files.migrated(), proxies=proxies)
    seen = []
    app.before_request(lambda: seen.append(request.remote_addr))
    app.test_client().get("/health", headers={"X-Forwarded-For": "192.0.2.7"})
    assert (seen == ["192.0.2.7"]) is is_believed


def test_home_with_https_asks_browsers_to_stay_with_it(make_app, sqlite_files):
    app = make_app(sqlite_files.migrated(), base_url="https://observe.example")
    assert "Strict-Transport-Security" in app.test_client().get("/health").headers


def test_page_for_nobody_is_kept_by_no_cache(sqlite_app):
    assert sqlite_app.test_client().get("/sign-in").headers["Cache-Control"] == "no-store"
