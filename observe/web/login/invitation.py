"""The page behind an invitation's link: sets the password once and signs the person in."""

from flask import request
from flask_babel import gettext as _
from werkzeug import Response

from observe import clock
from observe.extensions import db
from observe.models.accounts import SHORTEST_PASSWORD, invited, is_usable, set_password, use_invitation
from observe.models.people import Person
from observe.web.loaders import writing
from observe.web.login.room import blueprint
from observe.web.login.views import signed_in
from observe.web.render import page


@blueprint.get("/invitation/<token>")
def choose_password(token: str) -> Response:
    """Who has the link, until it is used or a week old; 410 afterwards and for a link that never was."""
    return _page(invited(db.session, token, clock.now()))


@blueprint.post("/invitation/<token>")
def save_password(token: str) -> Response:
    """Who has the link, with ``password``: signed in, on the front page. 422 for one that is too easy, 410 as above."""
    writing()
    now = clock.now()
    password = request.form.get("password", "")
    person = invited(db.session, token, now)
    if not is_usable(password, person):
        missing = _("Write at least %(n)s characters, and not your own name.", n=SHORTEST_PASSWORD)
        return _page(person, missing, status=422)
    use_invitation(db.session, token, now)
    set_password(db.session, person, password, now)
    db.session.commit()
    return signed_in(person)


def _page(person: Person, missing: str = "", status: int = 200) -> Response:
    return page("sign_in/invitation.html", status=status, person=person, shortest=SHORTEST_PASSWORD, missing=missing)
