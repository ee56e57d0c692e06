"""The tablet's door: JSON under /sync/v1, nothing else. The protocol stands in ``docs/sync.md``.

Push and inventory ask for a device token, pull and enrolment for the login's cookie. May not be imported here:
observe.web, observe.aggregates.
"""

from flask import Flask

from observe.extensions import csrf
from observe.sync import enrolment, inventory, pull, push, refusals  # noqa: F401 (each opens its URL)
from observe.sync.api import make_api
from observe.sync.blueprint import blueprint


def register(app: Flask) -> None:
    """Open the door; the description of it stands at /sync/v1/openapi.json."""
    api = make_api(app)
    api.register_blueprint(blueprint)
    refusals.init_app(app)
    # A device token is sent by the page on purpose, never by the browser on its own: nothing to forge. Enrolment asks
    # for the form token itself, after the login.
    csrf.exempt(push.push)
    csrf.exempt(inventory.inventory)
    csrf.exempt(enrolment.enrol)
