"""The description of the door, OpenAPI 3.1 at /sync/v1/openapi.json: good enough to write another client from."""

from flask import Flask
from flask_smorest import Api

from observe.sync.shapes import BODY, BUNDLE, ENTRY, ENVELOPE, REFUSAL, VERSION_NAME

DESCRIPTION = """Versions of records are immutable; the server keeps a grow-only set of them, and sync is set union.
A tablet pushes each version until it is named as held with the same sha256, pulls what happened to its person's own
records, and asks by inventory whether what it once sent is still there. The whole protocol: docs/sync.md."""
SECURITY = {
    "device": {"type": "http", "scheme": "bearer", "description": "The device token of the enrolment."},
    "login": {"type": "apiKey", "in": "cookie", "name": "observe"},
    "form_token": {"type": "apiKey", "in": "header", "name": "X-CSRFToken", "description": "`csrf` of the last pull."},
}
SCHEMAS = {
    "Envelope": ENVELOPE, "Body": BODY, "VersionName": VERSION_NAME, "Entry": ENTRY, "Bundle": BUNDLE,
    "Refusal": REFUSAL,
}  # fmt: skip


class DoorApi(Api):
    """flask-smorest's, but for its error handlers: those would answer JSON for the pages of the other door too."""

    def _register_error_handlers(self) -> None:
        pass


def make_api(app: Flask) -> Api:
    options = {
        "API_TITLE": "Observe, the tablet's door",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/sync/v1",
        "OPENAPI_JSON_PATH": "openapi.json",
        "API_SPEC_OPTIONS": {"info": {"description": DESCRIPTION}},
    }
    app.config.update(options)
    api = DoorApi(app)
    for name, scheme in SECURITY.items():
        api.spec.components.security_scheme(name, scheme)
    for name, shape in SCHEMAS.items():
        api.spec.components.schema(name, shape)
    return api
