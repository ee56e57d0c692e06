"""Signing in and out."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug import Response

from observe import clock
from observe.config import Settings
from observe.errors import AuthRequired, NotFound, Refusal, StaleForm, TooManyAttempts, WrongPassword
from observe.extensions import db, htmx
from observe.models.accounts import cleaned_email, person_signing_in
from observe.models.attempts import Guess, check, forgive, register
from observe.models.people import Person
from observe.web.languages import COOKIE, ONE_YEAR_SECONDS
from observe.web.loaders import current_viewer, writing
from observe.web.login.cast import cast
from observe.web.login.cookie import end_this_login, open_login
from observe.web.login.returning import Kept, carried_form, kept_form, local_address
from observe.web.login.room import blueprint
from observe.web.render import page


@blueprint.get("/sign-in")
def sign_in() -> Response:
    """Anybody: the page; who is signed in already goes on to ``next``."""
    if current_user.is_authenticated:
        return redirect(local_address(request.args.get("next")) or url_for("home.start"))
    return sign_in_page()


@blueprint.post("/sign-in")
def enter() -> Response:
    """Anybody, with ``email``, ``password``, ``next`` and perhaps a kept form: on to where they wanted to go.

    422 for a wrong pair, 429 after too many; the e-mail and the kept form stay on the page, the password does not.
    """
    try:
        person = _proved(request.form.get("email", ""), request.form.get("password", ""))
    except (WrongPassword, TooManyAttempts) as refusal:
        return sign_in_page(refusal, carried_form(request.form))
    return signed_in(person)


@blueprint.post("/sign-in/as/<uuid:person_id>")
def enter_as(person_id: UUID) -> Response:
    """Anybody, where this home is a demo: in as one of the invented people. Every other home has no such page."""
    if not _settings().is_open_to_the_cast or person_id not in {member.person_id for member in cast(db.session)}:
        raise NotFound
    return signed_in(db.session.get_one(Person, person_id))


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Anybody: ends this login, also for a copy of its cookie.

    The notebook on a tablet is locked by it, not emptied: a leader leaves by it.
    """
    if current_user.is_authenticated and current_viewer().is_leader:
        leaving = url_for("capture.shell", left="")
    else:
        leaving = url_for("login.sign_in")
    end_this_login()
    flash(_("You are signed out."))
    return redirect(leaving)


def signed_in(person: Person) -> Response:
    """Open the login and go on: to the kept form, to the wanted page, or to the front page."""
    open_login(person)
    kept = carried_form(request.form)
    wanted = local_address(request.form.get("next")) or url_for("home.start")
    answer = _send_again_page(kept) if kept else redirect(wanted)
    if COOKIE not in request.cookies:
        is_secure = _settings().has_secure_cookies
        answer.set_cookie(COOKIE, person.language, max_age=ONE_YEAR_SECONDS, samesite="Lax", secure=is_secure)
    return answer


def come_back(refusal: AuthRequired | StaleForm) -> Response | None:
    """The answer to an expired login or a stale form, with its text kept; None where the plain refusal must do."""
    if htmx:
        return None if request.method == "POST" else _leave_for_sign_in()
    kept = kept_form()
    if current_user.is_authenticated:
        return _send_again_page(kept, refusal.status) if kept else None
    if request.method == "POST":
        return sign_in_page(AuthRequired() if kept else refusal, kept)
    return redirect(url_for("login.sign_in", next=request.full_path.rstrip("?")))


def sign_in_page(refusal: Refusal | None = None, kept: Kept | None = None) -> Response:
    """The page, with what went wrong in place and a kept form as hidden fields."""
    return page(
        "sign_in/page.html",
        status=refusal.status if refusal else 200,
        refusal=refusal,
        kept=kept,
        email=request.form.get("email", ""),
        next=local_address(request.values.get("next")) or "",
        cast=cast(db.session) if _settings().is_open_to_the_cast else (),
    )


def _leave_for_sign_in() -> Response:
    """htmx wanted a part of a page: the whole page goes to sign in, and comes back."""
    here = urlsplit(htmx.current_url or "")
    answer = make_response("", AuthRequired.status)
    back_to = here._replace(scheme="", netloc="", fragment="").geturl()
    answer.headers["HX-Redirect"] = url_for("login.sign_in", next=back_to)
    return answer


def _send_again_page(kept: Kept, status: int = 200) -> Response:
    return page("sign_in/again.html", status=status, kept=kept)


def _proved(email: str, password: str) -> Person:
    """Whose e-mail and password these are; raises WrongPassword or TooManyAttempts.

    Commits in between: the attempt must be seen by others before it is judged, and no lock is held while hashing.
    """
    now = clock.now()
    writing()
    guess = register(db.session, current_app.secret_key, cleaned_email(email), request.remote_addr or "", now)
    db.session.commit()
    _check_in_time(guess, now)
    person = person_signing_in(db.session, email, password)
    if person is None:
        raise WrongPassword
    db.session.commit()
    writing()
    forgive(db.session, guess)
    db.session.commit()
    return person


def _check_in_time(guess: Guess, now: datetime) -> None:
    """What a refusal forgets is forgotten although it refuses."""
    writing()
    try:
        check(db.session, guess, now)
    finally:
        db.session.commit()


def _settings() -> Settings:
    return current_app.extensions["observe_settings"]
