"""The privacy notice, the reading of it that opens capture, and the accessibility statement: anybody may read them."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug import Response

from observe import clock
from observe.errors import NotFound
from observe.extensions import db
from observe.models.notices import notice_in_force, reading_of, record_reading, sections_of
from observe.models.people import Notice
from observe.models.schools import Municipality
from observe.web.loaders import current_viewer, writing
from observe.web.login.returning import local_address
from observe.web.render import page

blueprint = Blueprint("notice", __name__)


@blueprint.get("/notice")
def read() -> Response:
    """Anybody: the notice in force where they belong; who is not signed in, of the first municipality here."""
    found = _in_force()
    is_read = bool(found and current_user.is_authenticated and reading_of(db.session, found, current_user.person_id))
    return page(
        "notice/page.html",
        notice=found,
        sections=sections_of(_text(found)) if found else (),
        is_read=is_read,
        next=local_address(request.args.get("next")) or "",
    )


@blueprint.post("/notice/reading")
def record() -> Response:
    """Anybody signed in: has read the notice in force; goes on to ``next``. 404 before one is published."""
    writing()
    viewer = current_viewer()
    found = notice_in_force(db.session, viewer.municipality_id)
    if found is None:
        raise NotFound
    record_reading(db.session, found, viewer.person_id, clock.now())
    db.session.commit()
    flash(_("Noted: you have read it."))
    return redirect(local_address(request.form.get("next")) or url_for("home.start"), 303)


@blueprint.get("/was")
def accessibility() -> Response:
    """Anybody: how accessible the pages are, and whom to tell where they are not."""
    return page("notice/was.html")


def _in_force() -> Notice | None:
    if current_user.is_authenticated:
        return notice_in_force(db.session, current_user.municipality_id)
    first_id = db.session.scalar(select(Municipality.id).order_by(Municipality.id).limit(1))
    return first_id and notice_in_force(db.session, first_id)


def _text(notice: Notice) -> str:
    """In the reader's language, else in the first that it has."""
    return notice.texts.get(get_locale().language) or next(iter(notice.texts.values()))
