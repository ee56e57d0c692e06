"""Opens what a tablet sent: ``{vid, sha256, body}`` becomes an Arrival. Nothing here refuses and nothing asks a
database, so that it is done before the counter is locked.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, NoReturn
from uuid import UUID

from observe.models.versions.bodies import Body, Fault, read_body, uuid_or_none
from observe.models.versions.sealing import NO_KEYS, Keyring, Opened, is_sealed, open_sealed

LARGEST_BODY_BYTES = 1024 * 1024
UNKNOWN_PROTO = Fault("too_new", "The protocol is newer than this release.")
# What was sent as a vid is kept as far as the column reaches.
VID_LENGTH = 64


class Carrier(NamedTuple):
    """Whose enrolment brought the versions. None as ``person_id``: nobody's, the server makes them itself."""

    person_id: UUID | None
    device_id: UUID | None
    is_server: bool = False
    """Whether an online form made the version: its author is signed in, and no tablet is asked for."""


@dataclass(slots=True)
class Arrival:
    """One element of a batch, read as far as it can be read."""

    vid: UUID | None
    vid_text: str
    sha256: str
    """Of the bytes that came, whatever the envelope claims."""
    raw: bytes
    body: Body | None
    fault: Fault | None
    """Known without asking anything: its bytes go to quarantine."""
    rid: UUID | None
    author_id: UUID | None
    device_id: UUID | None
    received_at: datetime | None = None
    first_at: datetime | None = None
    """When the first version of its record arrived: what its day is compared with."""
    carried_by: UUID | None = None
    is_by_author: bool = False
    """Whether its author is known to have brought it; a file read in by nobody proves nothing of the kind."""
    flags: list[str] = field(default_factory=list)
    opened: bytes | None = None
    """What a sealed body hides; None where it came unsealed, or cannot be opened."""

    @property
    def is_too_big(self) -> bool:
        return len(self.raw) > LARGEST_BODY_BYTES

    @property
    def record(self) -> tuple[UUID | None, UUID | None]:
        """A record's identity: two people who made the same rid made two records."""
        return self.author_id, self.rid


def open_envelopes(
    elements: Sequence[object], is_proto_known: bool = True, keyring: Keyring = NO_KEYS
) -> list[Arrival]:
    """An Arrival for every element, in order. Under a protocol we do not know nothing is read but the bytes.

    Sealed bodies whose key is not in ``keyring`` get the fault ``cannot_open``.
    """
    arrivals = [_open(element, keyring) for element in elements]
    if not is_proto_known:
        for arrival in arrivals:
            arrival.fault = arrival.fault or UNKNOWN_PROTO
    return arrivals


def _open(element: object, keyring: Keyring) -> Arrival:
    if type(element) is not dict or type(element.get("body")) is not str:
        return _unreadable(element)
    raw = _bytes_of(element["body"])
    vid = uuid_or_none(element.get("vid"))
    return open_bytes(raw, vid, _plain(element.get("vid"))[:VID_LENGTH], element.get("sha256"), keyring)


def open_bytes(
    raw: bytes, vid: UUID | None, vid_text: str, claimed: object = None, keyring: Keyring = NO_KEYS,
    opened: bytes | None = None,
) -> Arrival:  # fmt: skip
    """An Arrival from stored bytes; ``claimed`` is the sha256 in the envelope, None if nobody claims one.

    ``opened`` is what a sealed body was found to hide before: no key is needed any more.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    arrival = Arrival(vid, str(vid) if vid else vid_text, sha256, raw, None, None, None, None, None)
    if vid is None:
        arrival.fault = Fault("unreadable", "vid is no UUID.")
    elif claimed is not None and claimed != sha256:
        arrival.fault = Fault("unreadable", "sha256 is not that of the body: it was changed on its way.")
    elif not arrival.is_too_big:
        arrival.opened = opened
        _read(arrival, keyring)
    return arrival


def _read(arrival: Arrival, keyring: Keyring) -> None:
    try:
        values = _parsed(arrival.opened or arrival.raw)
        if is_sealed(values):
            sealed = open_sealed(values, keyring)
            arrival.opened, values = sealed.body, _parsed(sealed.body) if sealed.body else sealed
    except (ValueError, RecursionError) as reason:
        arrival.fault = Fault("unreadable", f"The body is no JSON: {reason}"[:200])
        return
    if isinstance(values, Opened):
        arrival.fault, values = values.fault, values.header
    else:
        arrival.body, arrival.fault = read_body(values)
    _name(arrival, values)


def _name(arrival: Arrival, values: object) -> None:
    """Whose it is, also as far as a body with a fault says: its author should see it in quarantine."""
    body = arrival.body
    if body:
        arrival.rid, arrival.author_id, arrival.device_id = body.rid, body.author_id, body.device_id
    elif type(values) is dict:
        arrival.rid, arrival.author_id, arrival.device_id = (
            uuid_or_none(values.get(name)) for name in ("rid", "author", "device_id")
        )
    if body and body.is_strange:
        arrival.flags.append("unknown_field")


def _parsed(raw: bytes) -> object:
    # Decoded here: json.loads would guess an encoding and let half a surrogate pair through.
    return _DECODER.decode(raw.decode())


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _unreadable(element: object) -> Arrival:
    """An element that is no envelope is kept as the JSON text of itself, under the sha256 of these bytes."""
    raw = json.dumps(element).encode()
    vid_text = _plain(element.get("vid"))[:VID_LENGTH] if type(element) is dict else ""
    fault = Fault("unreadable", "The element is not {vid, sha256, body} with a body of text.")
    return Arrival(None, vid_text, hashlib.sha256(raw).hexdigest(), raw, None, fault, None, None, None)


def _bytes_of(text: str) -> bytes:
    """UTF-8; a lone surrogate keeps its own three bytes, so that what came can be looked at."""
    return text.encode("utf-8", "surrogatepass")


def _plain(value: object) -> str:
    """Text that every database takes."""
    return value.encode("utf-8", "replace").decode().replace("\0", "?") if type(value) is str else ""


def envelope_of(vid: UUID, body: str) -> dict[str, str]:
    """The envelope of a version that the server makes."""
    return {"vid": str(vid), "sha256": hashlib.sha256(body.encode()).hexdigest(), "body": body}
