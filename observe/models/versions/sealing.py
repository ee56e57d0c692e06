"""Opens what a tablet sealed to this server's public key, and seals as a tablet does. Pure; the keyring is an argument.

A sealed body is the JSON text ``{v, kid, header, epk, iv, ct}``, all but v and kid in base64url without padding.
``header`` is the body without nonce and payload, and its text as sent the additional data; ``ct`` hides
``{nonce, payload}`` and ends in the tag. ECDH on P-256, raw points; HKDF-SHA-256, salt = ephemeral ‖ server point;
AES-256-GCM.
"""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from observe.models.versions.bodies import Fault

SEALING = 1
PURPOSE = b"observe/seal/v1"
KEY_BYTES, IV_BYTES = 32, 12
# So many hexadecimal digits of the point's SHA-256 name a key.
KID_LENGTH = 16
CURVE = SECP256R1()

Keyring = Mapping[str, EllipticCurvePrivateKey]
"""Private keys by kid."""
NO_KEYS: Keyring = {}


class Opened(NamedTuple):
    """``body`` is the text as its tablet wrote it, None with a fault; ``header`` is what is known in any case."""

    body: bytes | None
    header: dict[str, object]
    fault: Fault | None


def is_sealed(values: object) -> bool:
    return type(values) is dict and "ct" in values and "header" in values


def open_sealed(values: Mapping[str, object], keyring: Keyring) -> Opened:
    """What a sealed body hides; the fault is ``cannot_open``, or ``too_new`` for a sealing of a later release."""
    header = _header(values.get("header"))
    version = values.get("v")
    if type(version) is int and version > SEALING:
        return Opened(None, header, Fault("too_new", f"sealing {version} is newer than {SEALING}."))
    key = keyring.get(str(values.get("kid")))
    if key is None:
        return Opened(None, header, _cannot(f"No key here is {str(values.get('kid'))[:64]!r}."))
    try:
        hidden = _decrypted(values, key)
    except InvalidTag:
        return Opened(None, header, _cannot("The tag is wrong: it was changed, or sealed to another key."))
    except (ValueError, TypeError, KeyError):
        return Opened(None, header, _cannot("It is not {v, kid, header, epk, iv, ct} in base64url."))
    outside = unwritten(values["header"])
    if not outside.endswith(b"}") or not _hides_its_own(hidden):
        return Opened(None, header, _cannot("The header is no JSON object, or the content not nonce and payload."))
    return Opened(outside[:-1] + b"," + hidden[1:], header, None)


def _hides_its_own(hidden: bytes) -> bool:
    """Whether it is ``{nonce, payload}`` and cannot say anything else than the header about whose it is."""
    if not hidden.startswith(b"{"):
        return False
    try:
        names = [name for name, _ in json.loads(hidden, object_pairs_hook=list)]
    except (ValueError, RecursionError):
        return False
    return names == ["nonce", "payload"]


def _header(text: object) -> dict[str, object]:
    """Whose it is, as far as it says: readable without any key."""
    try:
        values = json.loads(unwritten(text))
    except (ValueError, TypeError, RecursionError):
        return {}
    return values if type(values) is dict else {}


def _cannot(detail: str) -> Fault:
    return Fault("cannot_open", detail)


def _decrypted(values: Mapping[str, object], key: EllipticCurvePrivateKey) -> bytes:
    """Raises InvalidTag, or ValueError, TypeError or KeyError for what is no sealed body."""
    point = unwritten(values["epk"])
    shared = key.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(CURVE, point))
    cipher = _cipher(shared, point, point_of(key))
    return cipher.decrypt(unwritten(values["iv"]), unwritten(values["ct"]), values["header"].encode())


def seal(body: str, point: bytes, ephemeral: EllipticCurvePrivateKey | None = None, iv: bytes | None = None) -> str:
    """The sealed body, byte for byte as ``js/offline/seal.js`` makes it; key and iv are given by tests alone."""
    values = json.loads(body)
    hidden = {name: values.pop(name) for name in ("nonce", "payload")}
    ephemeral, iv = ephemeral or generate_private_key(CURVE), iv or secrets.token_bytes(IV_BYTES)
    shared = ephemeral.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(CURVE, point))
    header, epk = written(_compact(values).encode()), point_of(ephemeral)
    ct = _cipher(shared, epk, point).encrypt(iv, _compact(hidden).encode(), header.encode())
    parts = {"header": header, "epk": written(epk), "iv": written(iv), "ct": written(ct)}
    return _compact({"v": SEALING, "kid": kid_of(point), **parts})


def _cipher(shared: bytes, ephemeral: bytes, point: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=ephemeral + point, info=PURPOSE).derive(shared))


def point_of(key: EllipticCurvePrivateKey) -> bytes:
    """The public key as its 65 raw bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def kid_of(point: bytes) -> str:
    return hashlib.sha256(point).hexdigest()[:KID_LENGTH]


def _compact(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unwritten(text: object) -> bytes:
    """Raises ValueError for anything that is no base64url text."""
    if type(text) is not str or not text.isascii():
        raise ValueError("no base64url text")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as reason:
        raise ValueError("no base64url text") from reason
