"""JSON Schemas of what marshmallow does not look into: versions, and the parts of a pull. They describe, nothing more;
``models.versions`` judges.
"""

from observe.models.pairs import STANDINGS

UUID = {"type": "string", "format": "uuid"}
NULLABLE_UUID = {"type": ["string", "null"], "format": "uuid"}
SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
MOMENT = {"type": "string", "format": "date-time"}
NULLABLE_MOMENT = {"type": ["string", "null"], "format": "date-time"}


def _object(required: tuple[str, ...] = (), **properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {})}


def _list(of: object) -> dict[str, object]:
    return {"type": "array", "items": of}


def _named(name: str) -> dict[str, object]:
    return _object(id=NULLABLE_UUID, **{name: {"type": "string", "maxLength": 200}})


ENVELOPE = _object(("vid", "sha256", "body"), vid=UUID, sha256=SHA256, body={
    "type": "string",
    "contentMediaType": "application/json",
    "contentSchema": {"$ref": "#/components/schemas/Body"},
    "description": "The version as JSON text, made once on the tablet; sha256 is of its UTF-8 bytes, both are stored "
    "unchanged and nobody writes them anew. At most 1 MiB.",
})  # fmt: skip
VERSION_NAME = _object(("vid", "sha256"), vid=UUID, sha256=SHA256)
LABEL = {"type": "string", "maxLength": 80}
NOTE = _object(
    ("id", "kind", "text"),
    id=UUID, at=MOMENT, minute={"type": "integer", "minimum": 0}, kind={"enum": ["saw", "heard", "counted"]},
    text={"type": "string"}, indicators=_list({"type": "string"}),
    tally={**_object(("label", "n"), label=LABEL, n={"type": "integer", "minimum": 0, "maximum": 9999}),
           "description": "A tally; `text` says the same in words."},
    intervals={
        **_object(
            ("seconds", "labels", "marks"),
            seconds={"type": "integer", "minimum": 5, "maximum": 3600},
            labels={**_list(LABEL), "minItems": 2, "maxItems": 3},
            marks={**_list({"type": ["integer", "null"], "minimum": 0, "maximum": 2}), "maxItems": 1000},
        ),
        "description": "What was seen each time the interval had passed: the place of its label, null where nobody "
        "tapped. `text` says the same in words.",
    },
)  # fmt: skip
RATING = _object(
    ("level",),
    level={"oneOf": [{"type": "integer", "minimum": 1}, {"const": "not_observed"}]},
    reason={"type": ["string", "null"]},
)
LOCK = _object(
    ("at", "salt", "ratings", "commitment"),
    at=MOMENT, salt={"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"}, commitment=SHA256,
    ratings={"type": "object", "description": "Levels by the rubric's indicator codes, as locked."},
)  # fmt: skip
PAIR = {
    **_object(
        ("code",),
        code={"type": "string", "pattern": "^[2-9A-HJKMNP-Z]{10}$"},
        lock={"oneOf": [{"type": "null"}, LOCK]},
        told={"type": ["string", "null"], "pattern": "^[2-9A-HJKMNP-Z]{8}$", "description": "The other's lock word."},
    ),
    "description": "With kind paired: the code that two observers share, and the lock on the ratings.",
}
PAYLOAD = _object(
    ("kind", "school_id", "teacher", "minutes", "ratings"),
    kind={"enum": ["visit", "walkthrough", "paired", "self", "calibration"]},
    is_practice={"type": "boolean", "description": "An invented teacher: seen by its author alone, in no figure."},
    school_id=UUID,
    teacher={**_named("name"), "description": "id null: the name was typed, and waits in quarantine for a mapping. "
             "A walkthrough has neither id nor name."},
    section=_named("title"), subject={"type": "string", "maxLength": 64}, grade_level={"type": ["integer", "null"]},
    also_present=_list(_named("name")), minutes={"type": "integer", "minimum": 0, "maximum": 1440},
    broken_off={"type": "boolean"}, wish={"type": "string"}, focus=_list({"type": "string"}), notes=_list(NOTE),
    ratings={"type": "object", "additionalProperties": RATING, "description": "By the rubric's indicator codes."},
    feedback=_object(
        worked={"type": "string"}, worked_notes=_list(UUID), question={"type": "string"},
        next_step={"type": "string"}, next_step_on={"type": ["string", "null"], "format": "date"},
    ),
    share={"enum": ["now", "talk"], "description": "talk: at the latest seven days after the lesson."},
    pair=PAIR,
    pupil_voice={
        **_object(
            ("set", "n", "counts"),
            set={"type": "integer", "minimum": 1, "maximum": 255, "description": "Which questions were asked."},
            n={"type": "integer", "minimum": 1, "maximum": 60, "description": "Pupils asked; no seat, no name."},
            counts=_list(_list({"type": "integer", "minimum": 0})),
        ),
        "description": "Per question how often each answer was given: counts alone, nothing of one pupil.",
    },
)  # fmt: skip
WITHDRAWAL = _object(("reason",), reason={"enum": ["wrong_teacher", "discarded", "other"]})
BODY = _object(
    ("schema", "rid", "parents", "record_type", "act", "stage", "author", "device_id", "device_seq", "rubric",
     "observed_at", "tz", "nonce", "payload"),
    schema={"const": 1}, rid={**UUID, "description": "The record; its identity is (author, rid)."},
    parents={**_list(UUID), "description": "vids that this version supersedes."},
    day_confirmed={"type": "boolean", "description": "The author was asked for the day of the lesson."},
    drafts={**_list(UUID), "description": "vids of the draft versions that this one goes on from: they are over."},
    record_type={"const": "observation"}, act={"enum": ["put", "withdraw"]},
    stage={"enum": ["draft", "done"], "description": "A draft stands beside the graph and supersedes nothing."},
    author=UUID, device_id=UUID, device_seq={"type": "integer", "minimum": 0, "maximum": 2**53},
    rubric={"type": ["string", "null"], "description": "The content hash of the rubric version."},
    observed_at=MOMENT, tz={"type": "string"}, nonce={"type": "string", "description": "16 random bytes, base64url."},
    payload={"oneOf": [PAYLOAD, WITHDRAWAL]},
)  # fmt: skip
ENTRY = _object(
    ("seq", "kind", "rid", "vid", "at", "n_heads", "state"),
    seq={"type": "integer"},
    kind={"enum": [
        "stored", "quarantined", "repaired", "shared", "acknowledged", "responded", "paired", "withdrawn", "erased",
    ]},
    rid=NULLABLE_UUID, vid={"type": ["string", "null"]}, at=MOMENT, n_heads={"type": "integer"},
    state={
        **_object(
            shared_at=NULLABLE_MOMENT, shared_by_deadline_at=NULLABLE_MOMENT, acknowledged_at=NULLABLE_MOMENT,
            responded_at=NULLABLE_MOMENT, quarantined={"type": ["string", "null"]},
            pair={"enum": [*STANDINGS, None], "description": "How it stands as a half of a pair; null for none."},
            asks_day={"type": "boolean", "description": "Whether the day is doubted: the author is asked for it."},
        ),
        "description": "Of the record, now.",
    },
    version={**ENVELOPE, "description": "The version that the event stored, for its author; of a sealed one "
             "`opened` is the body that it hides."},
)  # fmt: skip
BUNDLE = _object(
    ("parts", "content"),
    parts={
        "type": "object", "additionalProperties": SHA256,
        "description": "rubrics, roster, subjects, words, settings, notice, seal_keys: the hash of each.",
    },
    content={"type": "object", "description": "By hash, the parts that `have` did not name."},
)  # fmt: skip
REFUSAL = _object(("code", "detail"), code={"type": "string"}, detail={"type": "string"})
