"""What the server signs so that a tablet can prove its history: witness and cursor. Pure; the key is an argument.

A signed text is ``base64url(JSON) . base64url(HMAC-SHA256(key, purpose ‖ "." ‖ first part))``, both without padding.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

WITNESS = "observe/witness/v1"
CURSOR = "observe/cursor/v1"


class Claim(NamedTuple):
    """A place in the history that we once signed. ``chain`` is None in a cursor, which does not carry it."""

    municipality_id: UUID
    epoch: UUID
    seq: int
    chain: str | None


def sign(key: str, purpose: str, values: Mapping[str, object]) -> str:
    text = _encoded(json.dumps(values, separators=(",", ":")).encode())
    return f"{text}.{_encoded(_seal(key, purpose, text))}"


def opened(key: str, purpose: str, signed: object) -> dict[str, object] | None:
    """The values; None for anything that this key did not sign for this purpose: nothing unsigned proves anything."""
    if type(signed) is not str or not signed.isascii():
        return None
    text, _, seal = signed.partition(".")
    try:
        if not hmac.compare_digest(_decoded(seal), _seal(key, purpose, text)):
            return None
        return json.loads(_decoded(text))
    except (ValueError, binascii.Error):
        return None


def witness_of(key: str, claim: Claim) -> str:
    place = {"municipality": str(claim.municipality_id), "epoch": str(claim.epoch), "seq": claim.seq}
    return sign(key, WITNESS, {**place, "chain": claim.chain})


def claim_of(values: Mapping[str, object] | None) -> Claim | None:
    """The place that an opened witness or cursor names."""
    if values is None:
        return None
    return Claim(UUID(values["municipality"]), UUID(values["epoch"]), values["seq"], values.get("chain"))


def _seal(key: str, purpose: str, text: str) -> bytes:
    return hmac.digest(key.encode(), f"{purpose}.{text}".encode(), hashlib.sha256)


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
