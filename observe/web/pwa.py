"""What makes the notebook an app: the service worker with its list of files, the manifest, the pages for no network."""

import hashlib
import json
from functools import cache

from flask import Blueprint, Response
from flask_babel import force_locale
from flask_babel import gettext as _

from observe.web import capture
from observe.web.render import DIST, asset
from observe.web.revalidated import revalidated

# Built files that the notebook opens with; what only online pages need is fetched when they are.
KEPT = ("app.css", "capture.js", "icon.svg")
FONTS = ".woff2"
BACKGROUND, THEME = "#ffffff", "#0b5a5e"
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)

blueprint = Blueprint("pwa", __name__)


@blueprint.get("/sw.js")
def worker() -> Response:
    """Anybody: the built worker after the list of what it keeps; a browser looks for a new one at each visit."""
    script = (DIST / _built_name("worker.js")).read_text(encoding="utf-8")
    listed = json.dumps(precache(), separators=(",", ":"))
    return revalidated(f"self.__OBSERVE_PRECACHE={listed};\n{script}".encode(), "text/javascript; charset=utf-8")


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """Anybody: name, colours and icons for the home screen; Danish, as one address has one text."""
    with force_locale("da"):
        description = _("A notebook for school leaders who go into lessons")
    content = {
        "id": "/capture",
        "name": "Observe",
        "short_name": "Observe",
        "description": description,
        "lang": "da",
        "start_url": "/capture",
        "scope": "/",
        "display": "standalone",
        "background_color": BACKGROUND,
        "theme_color": THEME,
        "icons": [
            {"src": asset(name), "sizes": size, "type": "image/png", "purpose": purpose}
            for name, size, purpose in ICONS
        ],
    }
    return revalidated(json.dumps(content, ensure_ascii=False).encode(), "application/manifest+json")


@blueprint.get("/offline/<any(da, en):language>")
def offline(language: str) -> Response:
    """Anybody: shown by the worker for a page that the network cannot bring."""
    return revalidated(_offline(language), "text/html; charset=utf-8")


def precache() -> list[dict[str, str | None]]:
    """[{url, revision}]; built files have their hash in their name, pages the hash of their bytes as revision."""
    pages = {address: capture.rendered(language) for language, address in capture.LANGUAGES.items()}
    pages |= {f"/offline/{language}": _offline(language) for language in capture.LANGUAGES}
    built = [{"url": asset(name), "revision": None} for name in _listed() if _is_kept(name)]
    return built + [{"url": url, "revision": _revision(body)} for url, body in sorted(pages.items())]


def _is_kept(name: str) -> bool:
    return name in KEPT or name.endswith(FONTS)


def _offline(language: str) -> bytes:
    return _rendered_offline(language, (DIST / "assets.json").stat().st_mtime_ns)


@cache
def _rendered_offline(language: str, _built: int) -> bytes:
    return capture.in_language(language, "errors/offline.html")


def _listed() -> dict[str, str]:
    return json.loads((DIST / "assets.json").read_text(encoding="utf-8"))


def _built_name(name: str) -> str:
    return _listed().get(name, name)


def _revision(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]
