"""The blueprint that the pages of the quarantine hang on, and the loader of one version set aside."""

from flask import Blueprint

from observe.errors import NotFound
from observe.extensions import db
from observe.models.versions import Quarantined
from observe.policy.quarantine import visible_quarantined
from observe.policy.viewer import Viewer

blueprint = Blueprint("quarantine", __name__, url_prefix="/quarantine")


def set_aside_to_see(viewer: Viewer, seq: int) -> Quarantined:
    """By its place in the feed; NotFound for whoever may not know of it."""
    row = db.session.scalars(visible_quarantined(viewer).where(Quarantined.seq == seq)).first()
    if row is None:
        raise NotFound
    return row
