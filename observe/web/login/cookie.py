"""The login: a signed cookie with the person, the password's age and an id.

A new password ends older logins by the age, signing out ends this one by the id: then the cookie that a late answer
brings, or a copy of it, opens nothing.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import Flask, g, session
from flask_login import UserMixin, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug import Response

from observe import clock, extensions
from observe.extensions import db
from observe.models.base import uuid7
from observe.models.logins import end_login, is_ended
from observe.models.people import Account, Person
from observe.models.schools import Municipality
from observe.web.loaders import writing

log = logging.getLogger(__name__)
# Counted from the last page that was opened: a working day. Tablets push by their own token and do not notice.
LOGIN_LASTS = timedelta(hours=12)
# Stands in the cookie where there is no password that could grow old.
NO_PASSWORD = "-"  # noqa: S105
LOGIN_ID = "login_id"
# Who it is and all that a page asks of them next.
_WHO = (
    select(Person, Municipality, Account.changed_at)
    .join(Municipality, Municipality.id == Person.municipality_id)
    .join(Account, Account.person_id == Person.id, isouter=True)
    .where(Person.id == bindparam("person_id"), ~is_ended(bindparam("login_id", type_=Uuid)))
)


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """What flask-login keeps of a person; the viewer with appointments is loaded by ``web.loaders``."""

    person_id: UUID
    municipality_id: UUID
    password_age: str

    def get_id(self) -> str:
        return f"{self.person_id} {self.password_age}"


def init_app(app: Flask) -> None:
    app.config["PERMANENT_SESSION_LIFETIME"] = LOGIN_LASTS
    # Pages alone write the cookie: the answer to a tablet's push may come after that of signing in or out, and the
    # last cookie wins. For the same reason flask-login must not note in it that nobody is signed in.
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.after_request(_prolong)
    extensions.login.session_protection = None
    extensions.login.user_loader(_from_cookie)


def open_login(person: Person) -> None:
    """From now on this browser asks as the person; the login that it had before ends. Rolls back first."""
    _end_at_server()
    account = db.session.get(Account, person.id)
    session.clear()
    session.permanent = True
    session[LOGIN_ID] = uuid7()
    login_user(SignedIn(person.id, person.municipality_id, _age(account.changed_at if account else None)))
    # Before the first pages ask at once: each would make a form token of its own, and the last cookie would win.
    generate_csrf()


def end_this_login() -> None:
    """Whoever keeps its cookie is nobody from now on. Rolls back first."""
    _end_at_server()
    logout_user()
    session.clear()


def _end_at_server() -> None:
    """In a transaction of its own. Where the database takes nothing, the log says so and this browser forgets."""
    if LOGIN_ID not in session:
        return
    db.session.rollback()
    try:
        writing()
        end_login(db.session, session[LOGIN_ID], clock.now())
        db.session.commit()
    except SQLAlchemyError:
        log.exception("a login could not be ended for copies of its cookie")
        db.session.rollback()


def _prolong(answer: Response) -> Response:
    """By a page that asked who reads it and found somebody: an ended login would outlive what is kept of its end, and
    one without an id, of a release that gave none, could not be ended at all.
    """
    if answer.mimetype == "text/html" and "signed_in" in g and LOGIN_ID in session:
        session.modified = True
    return answer


def _from_cookie(kept: str) -> SignedIn | None:
    """None where the person is gone, has a newer password than the login, or signed out of it. One query."""
    person_id, _blank, password_age = kept.partition(" ")
    row = db.session.execute(_WHO, {"person_id": UUID(person_id), "login_id": session.get(LOGIN_ID)}).first()
    if row is None or _age(row.changed_at) != password_age:
        return None
    # Held until the answer is sent: whoever asks the session for one of them gets it without a query.
    g.signed_in = (row.Person, row.Municipality)
    return SignedIn(row.Person.id, row.Municipality.id, password_age)


def _age(changed_at: datetime | None) -> str:
    return changed_at.isoformat() if changed_at else NO_PASSWORD
