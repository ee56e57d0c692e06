"""The front door: sends people to the room where their work is."""

from flask import Blueprint, redirect, url_for
from flask_login import current_user
from werkzeug import Response

from observe.web.languages import chosen_language
from observe.web.loaders import current_viewer
from observe.web.render import page

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def start() -> Response:
    """Anybody: to the notebook, the own lessons, a mentor's patterns, the administration, or the sign-in page."""
    if not current_user.is_authenticated:
        return redirect(url_for("login.sign_in"))
    viewer = current_viewer()
    if viewer.is_leader:
        return redirect(url_for("capture.shell_in_english" if chosen_language() == "en" else "capture.shell"))
    if viewer.is_teacher:
        return redirect(url_for("teacher.feedback"))
    if viewer.is_mentor:
        return redirect(url_for("leadership.patterns"))
    if viewer.is_administration:
        return redirect(url_for("administration.front"))
    return page("home/waiting.html")


@blueprint.get("/health")
def health() -> tuple[str, int, dict[str, str]]:
    """Anybody: the process answers; says nothing about anybody's work."""
    return "ok", 200, {"Content-Type": "text/plain; charset=utf-8"}
