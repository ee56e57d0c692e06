"""The blueprint that the administration's pages hang on, and the guard before all of them."""

from flask import Blueprint

from observe.errors import AdministrationOnly
from observe.policy.viewer import Viewer
from observe.web.loaders import current_viewer

blueprint = Blueprint("administration", __name__, url_prefix="/administration")


def administration_viewer() -> Viewer:
    """Who is asking; raises AuthRequired for nobody and AdministrationOnly for everybody else."""
    viewer = current_viewer()
    if not viewer.is_administration:
        raise AdministrationOnly
    return viewer
