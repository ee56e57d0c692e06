"""What makes the notebook an app: the service worker with its list of files, the manifest, the pages for no network."""

import hashlib
import json
from base64 import b64encode
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
    """[{url, revision, integrity}]: what the worker keeps, each file with the hash that its bytes must have.

    Built files have their revision in their name. A browser refuses other bytes than ``integrity`` names, so that
    neither a portal's page nor a file of another release is ever kept as one of these.
    """
    pages = {address: capture.rendered(language) for language, address in capture.LANGUAGES.items()}
    pages |= {f"/offline/{language}": _offline(language) for language in capture.LANGUAGES}
    built = [_entry(asset(name), None, _built(file)) for name, file in _listed().items() if _is_kept(name)]
    return built + [_entry(url, _revision(body), _integrity(body)) for url, body in sorted(pages.items())]


def _entry(url: str, revision: str | None, integrity: str) -> dict[str, str | None]:
    return {"url": url, "revision": revision, "integrity": integrity}


@cache
def _built(file: str) -> str:
    """Read once, as its name changes with its bytes; raises FileNotFoundError where the build is not whole."""
    return _integrity((DIST / file).read_bytes())


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


def _integrity(body: bytes) -> str:
    """As the W3C's Subresource Integrity writes it."""
    return f"sha256-{b64encode(hashlib.sha256(body).digest()).decode()}"
