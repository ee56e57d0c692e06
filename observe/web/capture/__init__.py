"""The notebook's shell: one page per language that holds every screen as a template, and nothing about anybody."""

from functools import cache

from flask import Blueprint, Response, g, render_template
from flask_babel import refresh

from observe.data import shipped
from observe.web.capture.kind_words import KINDS
from observe.web.capture.lock_words import LOCK
from observe.web.capture.pair_words import PAIRS
from observe.web.capture.record_words import RECORDS
from observe.web.capture.state_words import STATES
from observe.web.capture.store_words import STORE
from observe.web.capture.tablet_words import TABLET
from observe.web.capture.words import SCREENS
from observe.web.render import DIST
from observe.web.revalidated import revalidated

LANGUAGES = {"da": "/capture", "en": "/capture/en"}
# What the screens show a picture for; each stands beside its word.
ICONS = (
    "account", "arrow-back", "assignment", "check", "chevron-right", "database", "delete", "download-done", "edit",
    "folder", "hourglass", "info", "lock", "plus", "reply", "send", "smartphone", "sync", "time", "visibility",
)  # fmt: skip
ZONE = "Europe/Copenhagen"

blueprint = Blueprint("capture", __name__)


@blueprint.get("/capture")
def shell() -> Response:
    """Anybody: the notebook in Danish. It needs no sign-in, because what it shows is on the tablet."""
    return _answer("da")


@blueprint.get("/capture/en")
def shell_in_english() -> Response:
    """Anybody: the notebook in English."""
    return _answer("en")


def rendered(language: str) -> bytes:
    """The shell's bytes, the same for everybody; rendered once per language and build."""
    return _rendered(language, _built_at())


def in_language(language: str, template: str, **context: object) -> bytes:
    """A page without a viewer in a language that its address names, whatever the browser asks for."""
    g.language = language
    refresh()
    return render_template(template, viewer=None, locale=language, **context).encode()


def _answer(language: str) -> Response:
    return revalidated(rendered(language), "text/html; charset=utf-8")


@cache
def _rendered(language: str, _built: int) -> bytes:
    return in_language(
        language,
        "capture/shell.html",
        words=_words,
        icons=ICONS,
        pupil_voice=shipped("pupil_voice"),
        addresses=LANGUAGES,
        zone=ZONE,
    )


def _words() -> dict[str, object]:
    """{name: sentence, or {"one": ..., "other": ...} where a number decides}, in the language of this request."""
    return {
        name: {form: str(text) for form, text in said.items()} if isinstance(said, dict) else str(said)
        for name, said in (SCREENS | STATES | TABLET | STORE | LOCK | RECORDS | PAIRS | KINDS).items()
    }


def _built_at() -> int:
    return (DIST / "assets.json").stat().st_mtime_ns
