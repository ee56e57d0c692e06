"""A release read as a page."""

from uuid import UUID

from flask import request
from flask_babel import get_locale
from werkzeug import Response

from observe.extensions import db
from observe.web.loaders import current_viewer
from observe.web.releases.room import blueprint, release_to_read
from observe.web.releases.sheet import sheet_of
from observe.web.render import page


@blueprint.get("/<uuid:release_id>")
def one(release_id: UUID) -> Response:
    """To whom it is opened (?slice=stage-…|group-…); htmx gets #release alone. 403 for who may know of it, else 404."""
    viewer = current_viewer()
    release = release_to_read(viewer, release_id)
    sheet = sheet_of(db.session, viewer, release, request.args.get("slice", "all"), get_locale().language)
    return page("releases/one.html", {"release": "releases/_release.html"}, sheet=sheet)
