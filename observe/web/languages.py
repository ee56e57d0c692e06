"""Danish or English: chosen by the person, else by the browser; a cookie keeps it and, signed in, the person's row."""

from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, request
from werkzeug import Response

from observe.errors import NotFound

LANGUAGES = ("da", "en")
COOKIE = "language"
ONE_YEAR_SECONDS = 365 * 24 * 3600

blueprint = Blueprint("languages", __name__)


def chosen_language() -> str:
    """The language of this answer; Danish where nothing speaks for another."""
    fixed = g.get("language")
    if fixed:
        return fixed
    wanted = request.cookies.get(COOKIE)
    if wanted in LANGUAGES:
        return wanted
    return request.accept_languages.best_match(LANGUAGES, default="da")


@blueprint.get("/language/<code>")
def choose(code: str) -> Response:
    """Anybody: keep the choice for a year and go back to the page one came from."""
    if code not in LANGUAGES:
        raise NotFound
    came_from = urlsplit(request.referrer or "")
    is_ours = came_from.netloc == request.host and came_from.path.startswith("/")
    answer = redirect(came_from.path.replace("//", "/") if is_ours else "/")
    answer.set_cookie(COOKIE, code, max_age=ONE_YEAR_SECONDS, samesite="Lax", secure=request.is_secure)
    return answer
