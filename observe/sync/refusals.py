"""This door's translator: under /sync every refusal is JSON ``{code, detail}``, those of the router too."""

import logging

from flask import Flask, Response, request
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from observe import errors
from observe.extensions import db
from observe.sync.blueprint import blueprint
from observe.sync.wire import answer

log = logging.getLogger(__name__)
PREFIX = "/sync/"
# Long enough for a writer before us to finish, short enough for a person who waits.
RETRY_AFTER_SECONDS = 5


def init_app(app: Flask) -> None:
    app.after_request(_always_json)


@blueprint.errorhandler(errors.Refusal)
def _refuse(refusal: errors.Refusal) -> Response:
    db.session.rollback()
    said = answer({"code": refusal.code, "detail": str(refusal)}, refusal.status)
    if refusal.status in (errors.Busy.status, errors.TooManyPushes.status):
        said.headers["Retry-After"] = str(refusal.facts.get("seconds", RETRY_AFTER_SECONDS))
    return said


@blueprint.errorhandler(HTTPException)
def _http(problem: HTTPException) -> Response:
    """What Flask and its extensions refuse: too long a body, a stale form token."""
    db.session.rollback()
    if problem.code == errors.TooLarge.status:
        return answer({"code": errors.TooLarge.code, "detail": problem.description}, 413)
    return answer({"code": _code_of(problem.code), "detail": problem.description}, problem.code)


@blueprint.errorhandler(OperationalError)
@blueprint.errorhandler(InterfaceError)
def _busy(problem: Exception) -> Response:
    """Locked for too long, full, or gone: nothing of this request is stored, the tablet keeps it and comes again."""
    log.warning("the store refused %s %s: %s", request.method, request.path, problem)
    return _refuse(errors.Busy())


@blueprint.errorhandler(Exception)
def _unforeseen(problem: Exception) -> Response:
    log.exception("unforeseen in %s %s", request.method, request.path, exc_info=problem)
    db.session.rollback()
    return answer({"code": "unforeseen", "detail": "The server failed; what was sent is sent again."}, 500)


def _always_json(said: Response) -> Response:
    """Router refusals (404, 405) belong to no blueprint; their status and headers, Allow among them, stay."""
    if said.status_code >= 400 and request.path.startswith(PREFIX) and not said.is_json:
        said.data = answer({"code": _code_of(said.status_code), "detail": said.status}).data
        said.content_type = "application/json"
    return said


def _code_of(status: int | None) -> str:
    known = {errors.NotFound.status: errors.NotFound.code, errors.StaleForm.status: errors.StaleForm.code}
    return known.get(status, f"http_{status}")
