"""The blueprint of /sync/v1 and how it reads requests: gzip undone within a limit, JSON, shapes by marshmallow."""

from typing import Any, NoReturn

from flask import Request
from flask_smorest import Blueprint
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser

from observe.errors import NotJson
from observe.sync.wire import read_json


class WireParser(FlaskParser):
    """Reads what ``wire.read_json`` reads. Unknown fields are the schema's affair: on this wire they are kept."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "json": None, "query": None}

    def load_json(self, req: Request, schema: Schema) -> Any:
        return read_json(req)

    def handle_error(self, error: ValidationError, *_args: object, **_named: object) -> NoReturn:
        places = error.messages_dict.values()
        named = {str(name) for place in places if isinstance(place, dict) for name in place}
        fields = sorted(named - {"_schema"})  # so marshmallow calls a whole that is no object
        raise NotJson(field=", ".join(fields) or "an object")


blueprint = Blueprint("sync", __name__, url_prefix="/sync/v1", description=__doc__)
blueprint.ARGUMENTS_PARSER = WireParser()
