"""The way out of a broken network, login or server: a file that a tablet wrote is taken in on a page."""

from collections import Counter
from contextlib import closing
from pathlib import Path

from flask import Blueprint, current_app, request
from werkzeug import Response

from observe import clock
from observe.errors import LeadersOnly, NoCapsule
from observe.exchange.backup.ledger import erasures
from observe.exchange.capsule import Capsule, read_capsule, take_in
from observe.exchange.seal_keys import keyring_in
from observe.extensions import csrf, db
from observe.models.versions import WITNESS, Result, by_roster, claim_of, opened
from observe.policy.viewer import Viewer
from observe.web.errors import said
from observe.web.loaders import current_viewer, writing
from observe.web.render import page

blueprint = Blueprint("capsule", __name__, url_prefix="/capsule")
# A year of one leader's records; a tablet never holds more.
LARGEST_FILE_BYTES = 64 * 1024 * 1024


@blueprint.get("/")
def choose() -> Response:
    """Leaders and the administration: the form for a file from a tablet."""
    _viewer()
    return page("capsule/page.html")


@blueprint.post("/")
@csrf.exempt
def bring() -> Response:
    """The same people, with ``file``: every version as if the tablet had pushed it. 422 for what is no capsule.

    The form token is asked for here: before the limit is raised no field may be read.
    """
    request.max_content_length = LARGEST_FILE_BYTES
    viewer = _viewer()
    csrf.protect()
    try:
        capsule = read_capsule(_sent())
    except NoCapsule as refusal:
        return page("capsule/page.html", status=refusal.status, refused=said(refusal))
    results = _take_in(viewer, capsule)
    return page("capsule/page.html", capsule=capsule, told=Counter(result.status for result in results))


def _sent() -> bytes:
    """The file's bytes; a long one lay on the disk until now."""
    file = request.files.get("file")
    if file is None:
        return b""
    with closing(file):
        return file.read()


def _viewer() -> Viewer:
    viewer = current_viewer()
    if not (viewer.is_leader or viewer.is_administration):
        raise LeadersOnly
    return viewer


def _take_in(viewer: Viewer, capsule: Capsule) -> list[Result]:
    settings = current_app.extensions["observe_settings"]
    db.session.commit()
    writing()
    results = take_in(
        db.session.connection(), capsule, municipality_id=viewer.municipality_id, by=viewer.person_id,
        claim=claim_of(opened(settings.witness_key, WITNESS, capsule.witness)), judge=by_roster, at=clock.now(),
        keyring=keyring_in(Path(settings.seal_keys_path)), ledger=lambda: erasures(Path(settings.backup_path)),
    )  # fmt: skip
    db.session.commit()
    return results
