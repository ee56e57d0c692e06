"""The blueprint that the pages of calibration hang on, and the guard before all of them."""

from flask import Blueprint

from observe.errors import LeadersOnly
from observe.policy.calibration import may_calibrate
from observe.policy.viewer import Viewer
from observe.web.loaders import current_viewer

blueprint = Blueprint("calibration", __name__, url_prefix="/leadership/calibration")


def calibrating_viewer() -> Viewer:
    """Who is asking; raises AuthRequired for nobody and LeadersOnly for who does not observe."""
    viewer = current_viewer()
    if not may_calibrate(viewer):
        raise LeadersOnly
    return viewer
