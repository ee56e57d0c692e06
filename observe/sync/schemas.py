"""Shapes on the wire, few and coarse: what is inside a version is read by ``models.versions``, not here.

Unknown fields are kept out of the way and never refused: tablets in the field may be newer than the server.
"""

from marshmallow import EXCLUDE, Schema, fields


class Wire(Schema):
    class Meta:
        unknown = EXCLUDE


class Anything(fields.Raw):
    """A field that is looked at later or not at all: a wrong one costs no version its way to the server."""

    def __init__(self, kind: str, description: str, **schema: object) -> None:
        super().__init__(allow_none=True, metadata={"type": kind, "description": description, **schema})


class Envelopes(fields.Field):
    """A list, in one look: each element is opened by ``open_envelopes`` and answered by its own status."""

    default_error_messages = {"list": "Not a list."}

    def __init__(self, description: str, element: str, most: int) -> None:
        items = {"$ref": f"#/components/schemas/{element}"}
        super().__init__(
            required=True, metadata={"type": "array", "items": items, "maxItems": most, "description": description}
        )

    def _deserialize(self, value: object, *_args: object, **_named: object) -> list[object]:
        if not isinstance(value, list):
            raise self.make_error("list")
        return value


_WITNESS = "The newest witness that this tablet was given, as it was given; null before the first."


class PushRequest(Wire):
    proto = Anything("integer", "1. Versions under another number are kept and answered `too_new`.")
    device_id = Anything("string", "The tablet's id.", format="uuid")
    batch_id = Anything("string", "Echoed; an answer with another one is none.", maxLength=64)
    witness = Anything("string", _WITNESS)
    app_version = Anything("string", "Of the app, for support.")
    device_time = Anything("string", "The tablet's clock.", format="date-time")
    versions = Envelopes("At most 50, or one of up to 1 MiB.", "Envelope", 50)


class InventoryRequest(Wire):
    proto = Anything("integer", "1.")
    device_id = Anything("string", "The tablet's id.", format="uuid")
    witness = Anything("string", _WITNESS)
    have = Envelopes("Versions that the tablet holds as received.", "VersionName", 2_000)


class EnrolmentRequest(Wire):
    device_id = fields.UUID(required=True, metadata={"description": "Made by the tablet, anew with new storage."})
    name = Anything("string", "What people call it.", maxLength=200)


class PullQuery(Wire):
    cursor = fields.String(metadata={"description": "`next_cursor` of the page before; none: from nothing."})
    have = fields.String(load_default="", metadata={"description": "Hashes of the bundle's parts here, by comma."})
    limit = fields.Integer(load_default=500, metadata={"description": "Entries a page, 1 to 500.", "minimum": 1})


class Answer(Schema):
    proto = fields.Integer(required=True)
    witness = fields.String(required=True, metadata={"description": "Signed {municipality, epoch, seq, chain}."})
    server_time = fields.DateTime(required=True)
    durable_through = fields.Dict(required=True, allow_none=True, metadata={"description": "{epoch, seq} or null."})


class ResultOfOne(Schema):
    vid = fields.String(required=True)
    sha256 = fields.String(required=True, metadata={"description": "Of the bytes that came: equal, or no answer."})
    status = fields.String(
        required=True,
        metadata={"enum": ["stored", "already", "quarantined", "erased", "retry", "too_big"]},
    )
    seq = fields.Integer(required=True, allow_none=True)
    heads = fields.Integer(required=True, metadata={"description": "Heads of the record after the commit."})
    code = fields.String(metadata={"description": "Why it is in quarantine."})
    detail = fields.String(metadata={"description": "For support, in English."})


class PushAnswer(Answer):
    batch_id = fields.String(required=True, allow_none=True)
    results = fields.List(fields.Nested(ResultOfOne), required=True)


class Present(Schema):
    vid = fields.String(required=True)
    seq = fields.Integer(required=True)


class InventoryAnswer(Answer):
    present = fields.List(fields.Nested(Present), required=True)
    missing = fields.List(fields.String(), required=True)
    differing = fields.List(fields.String(), required=True)
    erased = fields.List(fields.String(), required=True)


class PullAnswer(Answer):
    entries = fields.List(fields.Dict(), required=True, metadata={"items": {"$ref": "#/components/schemas/Entry"}})
    next_cursor = fields.String(required=True)
    more = fields.Boolean(required=True, metadata={"description": "Whether another page stands ready."})
    reset = fields.Boolean(required=True, metadata={"description": "Answered from nothing."})
    bundle = fields.Dict(required=True, metadata={"$ref": "#/components/schemas/Bundle"})
    person = fields.Dict(required=True, metadata={"description": "Who is signed in, with role and schools."})
    csrf = fields.String(required=True, metadata={"description": "For X-CSRFToken of the enrolment."})


class FormerTablet(Schema):
    """What this browser had of this person's before its storage was cleared."""

    device_id = fields.UUID(required=True)
    name = fields.String(required=True, metadata={"description": "What people call it."})
    seen_at = fields.DateTime(required=True, metadata={"description": "Last heard of, to the hour."})
    n_records = fields.Integer(required=True, metadata={"description": "Finished there, and here."})


class EnrolmentAnswer(Schema):
    proto = fields.Integer(required=True)
    person = fields.Dict(required=True, metadata={"description": "{id, name}."})
    device_token = fields.String(required=True, metadata={"description": "Shown once; the former one ends."})
    former = fields.Nested(FormerTablet, required=True, allow_none=True)
