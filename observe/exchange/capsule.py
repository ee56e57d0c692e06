"""The capsule: a file that carries versions past a broken network, login or server. Written and read here.

A tablet writes its unsent versions into it; a page and ``observe import-capsule`` take them in by the one way in.
"""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from observe.errors import NoCapsule
from observe.models.versions import (
    Arrival,
    Carrier,
    Claim,
    Judge,
    Ledger,
    Quarantined,
    Result,
    accept,
    heed,
    open_envelopes,
    uuid_or_none,
)
from observe.models.versions.sealing import Keyring

FORMAT = "observe-capsule/1"
# A batch as a tablet would send it: the memory of a page is small.
BATCH = 50


@dataclass(frozen=True)
class Capsule:
    made_at: str
    app_version: str
    device_id: UUID | None
    person_id: UUID | None
    witness: object
    versions: Sequence[object]
    """Envelopes, as on the wire."""
    n_drafts: int
    """Drafts that no version carries: they are shown and not taken in."""
    n_unreadable: int


def read_capsule(raw: bytes) -> Capsule:
    """Raises NoCapsule for anything that a tablet did not write as one."""
    try:
        values = json.loads(raw)
    except (ValueError, RecursionError):
        raise NoCapsule from None
    if type(values) is not dict or values.get("format") != FORMAT or type(values.get("versions")) is not list:
        raise NoCapsule
    return Capsule(
        str(values.get("made_at") or ""),
        str(values.get("app_version") or ""),
        uuid_or_none(values.get("device_id")),
        uuid_or_none(values.get("person_id")),
        values.get("witness"),
        values["versions"],
        len(_listed(values.get("drafts"))),
        len(_listed(values.get("unreadable"))),
    )


def _listed(value: object) -> list[object]:
    return value if type(value) is list else []


def take_in(
    connection: Connection, capsule: Capsule, *, municipality_id: UUID, by: UUID | None, claim: Claim | None,
    judge: Judge, at: datetime, keyring: Keyring, ledger: Ledger,
) -> list[Result]:  # fmt: skip
    """Every version as if the tablet had pushed it, carried by ``by``; the results in the file's order.

    ``claim`` is what the file's witness says: it may prove that this server was set back. The caller commits.
    """
    heed(connection, municipality_id, [claim], at, ledger)
    carrier, results = Carrier(by, capsule.device_id), []
    for start in range(0, len(capsule.versions), BATCH):
        arrivals: list[Arrival] = open_envelopes(capsule.versions[start : start + BATCH], keyring=keyring)
        results += accept(
            connection, municipality_id=municipality_id, carrier=carrier, arrivals=arrivals, judge=judge, at=at
        )
    return results


def capsule_of(rows: Iterable[Quarantined], at: datetime) -> bytes:
    """A capsule with the bytes of these as they came; what is no text goes as base64 among the unreadable."""
    versions, unreadable = [], []
    for row in rows:
        try:
            body = bytes(row.body).decode()
            versions.append({"vid": row.vid, "sha256": row.sha256, "body": body})
        except UnicodeDecodeError:
            text = base64.b64encode(bytes(row.body)).decode()
            unreadable.append({"store": "quarantine", "key": row.sha256, "text": text})
    made_at = at.isoformat().replace("+00:00", "Z")
    frame = {"format": FORMAT, "made_at": made_at, "app_version": "server", "device_id": None, "person_id": None}
    whole = {**frame, "witness": None, "versions": versions, "drafts": [], "unreadable": unreadable}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
