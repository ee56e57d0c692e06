"""The built files under /static: served by WhiteNoise with the compressed siblings that the build writes."""

from flask import Blueprint, Flask, send_from_directory
from werkzeug import Response
from whitenoise import WhiteNoise

from observe.config import ROOT

DIST = ROOT / "static" / "dist"
blueprint = Blueprint("files", __name__)


def init_app(app: Flask) -> None:
    """Names carry a hash of the content, so a browser may keep them for ever."""
    app.register_blueprint(blueprint)
    app.wsgi_app = WhiteNoise(
        app.wsgi_app, root=DIST if DIST.is_dir() else None, prefix="static/", immutable_file_test=lambda *_: True
    )


@blueprint.get("/static/<path:name>")
def built(name: str) -> Response:
    """Anybody: a file that was built after the server started; the others never reach this view."""
    return send_from_directory(DIST, name)
