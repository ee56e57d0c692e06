"""Observe: an offline-first notebook for school leaders who go into lessons. create_app puts the house together."""

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from observe import sync, web
from observe.config import ROOT, Settings
from observe.extensions import babel, csrf, db, htmx, login, migrate
from observe.models.engine import prepare
from observe.web.languages import chosen_language

__version__ = "0.1.0"
# A push is at most 1 MiB inflated; forms are smaller.
LARGEST_REQUEST_BYTES = 2 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application for these settings, or for those of the environment."""
    settings = settings or Settings.from_environment(os.environ)
    app = Flask(__name__, instance_path=settings.instance_path, static_folder=None)
    os.makedirs(app.instance_path, exist_ok=True)
    app.config.from_mapping(_flask_settings(settings))
    app.extensions["observe_settings"] = settings
    _bind(app)
    web.register(app)
    sync.register(app)
    # With none this believes no header: ProxyFix counts how many to trust.
    app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies, settings.proxies)
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.mode == "test",
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # they are people's text, and errors are logged
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST_BYTES,
        "SESSION_COOKIE_NAME": "observe",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.has_secure_cookies,
        "BABEL_DEFAULT_LOCALE": "da",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        # A form may stay open as long as its login: an evening's response is not lost to a timer.
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _bind(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT.parent / "migrations"), render_as_batch=True)
    htmx.init_app(app)
    babel.init_app(app, locale_selector=chosen_language)
    login.init_app(app, add_context_processor=False)
    csrf.init_app(app)
    with app.app_context():
        prepare(db.engine)
