"""Reads a version's body into plain values and says what is wrong with its shape; knows no rubric and no person.

Unknown fields are kept (the bytes are stored as sent) and noted; a known field that is wrong is a fault.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID, uuid5

from observe.models.moments import moment_or_none
from observe.models.versions.payloads import payload_fault
from observe.models.versions.payloads.pair import lock_of

SCHEMA = 1
# The type of record that this release can judge; plans and conversations belong to releases to come.
RECORD_TYPE = "observation"
MOST_PARENTS = 100
LARGEST_INTEGER = 2**53
KNOWN = frozenset((
    "schema", "rid", "parents", "record_type", "act", "stage", "author", "device_id", "device_seq", "rubric",
    "observed_at", "tz", "nonce", "payload", "repaired_by", "drafts", "day_confirmed",
))  # fmt: skip

_is_uuid = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}").fullmatch
_is_hash = re.compile(r"[0-9a-f]{64}").fullmatch
# What a clock far from this age makes of JavaScript's toISOString(): six digits of year and a sign.
_is_far_moment = re.compile(r"[+-]\d{6}-\d\d-\d\dT.*").fullmatch


def web_device(person_id: UUID) -> UUID:
    """Stands for the tablet in versions that this person makes, or that are made for them, on pages."""
    return uuid5(person_id, "web")


class Fault(NamedTuple):
    """Why a version is set aside: a stable code of ``docs/sync.md`` and a sentence for whoever repairs it."""

    code: str
    detail: str


@dataclass(slots=True)
class Body:
    rid: UUID
    author_id: UUID
    device_id: UUID
    device_seq: int
    record_type: str
    act: str
    stage: str
    parents: tuple[UUID, ...]
    rubric: str | None
    observed_at: datetime
    payload: dict[str, object]
    school_id: UUID | None = None
    teacher_id: UUID | None = None
    """Whom it is about; None for a walkthrough, for a practice observation, and for a name that was typed."""
    is_day_confirmed: bool = False
    """Whether its author was asked for the day of the lesson and gave this one."""
    is_strange: bool = False
    """Whether it carries fields that this release does not know."""

    @property
    def is_put(self) -> bool:
        return self.act == "put"

    @property
    def is_draft(self) -> bool:
        return self.stage == "draft"

    @property
    def pair_lock(self) -> str | None:
        """The commitment of a half of a pair; a draft's is none yet."""
        return lock_of(self.payload) if self.is_put and not self.is_draft else None

    @property
    def shares(self) -> bool:
        """Whether this version asks that the teacher may read it at once."""
        if self.stage == "draft" or self.act == "withdraw" or self.payload.get("is_practice"):
            return False
        if self.payload.get("kind") == "self":
            return False
        return self.payload.get("share") == "now" and self.teacher_id is not None


def uuid_or_none(text: object) -> UUID | None:
    """The UUID in its ordinary writing with hyphens; None for anything else."""
    return uuid_of(text) if type(text) is str and _is_uuid(text) else None


# The same author, tablet, school and teachers stand in every version of a batch.
uuid_of = lru_cache(maxsize=4096)(UUID)


def read_body(values: object) -> tuple[Body | None, Fault | None]:
    """The body from parsed JSON. A fault may come with a body (identity known, content wrong) or without one."""
    if type(values) is not dict:
        return None, Fault("unreadable", "The body is not a JSON object.")
    schema = values.get("schema")
    if type(schema) is int and schema > SCHEMA:
        return None, Fault("too_new", f"schema {schema} is newer than {SCHEMA}.")
    wrong = _frame_fault(values)
    if wrong:
        return None, wrong
    body = _body(values)
    body.is_day_confirmed = values.get("day_confirmed") is True
    if body.record_type != RECORD_TYPE:
        return body, Fault("too_new", f"record_type {body.record_type} is not known to this release.")
    wrong, is_strange = payload_fault(body.payload, body.act, body.stage)
    body.is_strange = is_strange or not values.keys() <= KNOWN
    if body.is_put and not body.is_draft:
        _name_whom(body)
    return body, Fault("invalid_field", wrong) if wrong else None


def _body(values: dict[str, object]) -> Body:
    return Body(
        UUID(values["rid"]), uuid_of(values["author"]), uuid_of(values["device_id"]), values["device_seq"],
        values["record_type"], values["act"], values["stage"], tuple(map(UUID, values["parents"])), values["rubric"],
        moment_or_none(values["observed_at"]), values["payload"],
    )  # fmt: skip


def _name_whom(body: Body) -> None:
    """Whom and where, also from a payload with a fault: one stored under older rules keeps its teacher."""
    body.school_id = uuid_or_none(body.payload.get("school_id"))
    if not body.payload.get("is_practice"):
        teacher = body.payload.get("teacher")
        body.teacher_id = uuid_or_none(teacher.get("id")) if type(teacher) is dict else None


def _frame_fault(values: dict[str, object]) -> Fault | None:
    """The first field of the frame that is missing or wrong. The payload is read apart."""
    get = values.get
    for name, check in _FRAME:
        if not check(get(name)):
            return Fault("invalid_field", f"{name} is {_shown(get(name))}.")
    observed_at = get("observed_at")
    if type(observed_at) is str and _is_far_moment(observed_at):
        return Fault("clock", f"observed_at is {_shown(observed_at)}: no clock of this age.")
    if moment_or_none(observed_at) is None:
        return Fault("invalid_field", f"observed_at is {_shown(observed_at)}; want 2026-11-24T07:02:00Z.")
    return None


def _is_text(value: object) -> bool:
    return type(value) is str and len(value) <= 64


def _is_parents(value: object) -> bool:
    return type(value) is list and len(value) <= MOST_PARENTS and all(type(p) is str and _is_uuid(p) for p in value)


# In the order in which faults are told; what each field must be.
_FRAME = (
    ("schema", lambda value: type(value) is int and 1 <= value <= SCHEMA),
    ("rid", lambda value: type(value) is str and _is_uuid(value)),
    ("parents", _is_parents),
    ("drafts", lambda value: value is None or _is_parents(value)),
    ("day_confirmed", lambda value: value is None or type(value) is bool),
    ("record_type", lambda value: type(value) is str and value.isascii() and value.isalpha() and len(value) <= 16),
    ("act", lambda value: value in ("put", "withdraw")),
    ("stage", lambda value: value in ("draft", "done")),
    ("author", lambda value: type(value) is str and _is_uuid(value)),
    ("device_id", lambda value: type(value) is str and _is_uuid(value)),
    ("device_seq", lambda value: type(value) is int and 0 <= value <= LARGEST_INTEGER),
    ("rubric", lambda value: value is None or (type(value) is str and bool(_is_hash(value)))),
    ("tz", _is_text),
    ("nonce", _is_text),
    ("payload", lambda value: type(value) is dict),
)


def _shown(value: object) -> str:
    return "missing" if value is None else repr(value)[:80]
