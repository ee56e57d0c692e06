"""The pages of the quarantine: what waits, and one of it with what can be done."""

from werkzeug import Response

from observe.extensions import db
from observe.web.loaders import current_viewer
from observe.web.quarantine.lines import lines_of
from observe.web.quarantine.room import blueprint, set_aside_to_see
from observe.web.quarantine.sheet import sheet_of
from observe.web.render import page


@blueprint.get("/")
def waiting() -> Response:
    """Anybody signed in: what of their own is set aside; the administration: what is in the municipality."""
    viewer = current_viewer()
    waits, solved = lines_of(db.session, viewer)
    return page("quarantine/page.html", waits=waits, solved=solved, is_administration=viewer.is_administration)


@blueprint.get("/<int:seq>")
def one(seq: int) -> Response:
    """Its author and the administration; 404 for anybody else."""
    viewer = current_viewer()
    return page("quarantine/one.html", sheet=sheet_of(db.session, viewer, set_aside_to_see(viewer, seq)))
