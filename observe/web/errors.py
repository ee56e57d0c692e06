"""The web door's translator: every refusal becomes a page in the person's language, with its code last and small."""

import logging

from flask import Flask, g, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug import Response
from werkzeug.exceptions import HTTPException

from observe import errors
from observe.extensions import db
from observe.web.login import come_back
from observe.web.render import page

log = logging.getLogger(__name__)
SYNC_PREFIX = "/sync/"


def init_app(app: Flask) -> None:
    app.register_error_handler(errors.Refusal, refuse)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def refuse(refusal: errors.Refusal) -> Response:
    """A page that says what happened, where the text is and what to do."""
    db.session.rollback()
    if isinstance(refusal, errors.AuthRequired | errors.StaleForm) and (answer := come_back(refusal)):
        return answer
    return _page("errors/refusal.html", status=refusal.status, code=refusal.code, sentence=said(refusal))


def said(refusal: errors.Refusal) -> str:
    """The refusal's sentence in the language of this request."""
    return gettext(refusal.sentence) % refusal.facts


def _http(problem: HTTPException) -> Response | HTTPException:
    if request.path.startswith(SYNC_PREFIX) or problem.code is None or problem.code < 400:
        return problem
    if isinstance(problem, CSRFError):
        return refuse(errors.StaleForm())
    if problem.code == errors.NotFound.status:
        return refuse(errors.NotFound())
    return _page("errors/http.html", status=problem.code, code=f"http_{problem.code}")


def _page(template: str, **context: object) -> Response:
    """The page of a refusal; of a failure where the database does not even say who reads it."""
    try:
        return page(template, **context)
    except SQLAlchemyError as problem:
        return _unforeseen(problem)


def _unforeseen(problem: Exception) -> Response:
    """Nothing of the database or the program is shown; the log has it."""
    log.exception("unforeseen in %s %s", request.method, request.path)
    g.asks_nothing = True
    db.session.rollback()
    return page("errors/unforeseen.html", status=500, code="unforeseen")
