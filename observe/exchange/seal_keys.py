"""Private seal keys as files, one a key, in a folder apart from the database and its backups: ``<kid>.pem``, 0600."""

import json
import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from sqlalchemy import Connection

from observe.models.seal_keys import keys_in_use
from observe.models.versions.sealing import CURVE, Keyring, kid_of, open_sealed, point_of, seal, unwritten, written

ENDING = ".pem"
# What is sealed and opened to try a key.
TEST_BODY = '{"rid":"test","nonce":"","payload":{}}'


def make_key(folder: Path) -> tuple[str, str]:
    """Make a key pair and write its private half durably; returns (kid, point in base64url)."""
    key = generate_private_key(CURVE)
    point = point_of(key)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{kid_of(point)}{ENDING}"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    return kid_of(point), written(point)


def keyring_in(folder: Path) -> Keyring:
    """All private keys of the folder by kid, read anew only when a file came or went."""
    return _read(folder, folder.stat().st_mtime_ns) if folder.is_dir() else {}


@lru_cache(maxsize=4)
def _read(folder: Path, _changed: int) -> Keyring:
    found = {}
    for path in sorted(folder.glob(f"*{ENDING}")):
        key = load_pem_private_key(path.read_bytes(), None)
        if isinstance(key, EllipticCurvePrivateKey):
            found[kid_of(point_of(key))] = key
    return found


def destroy_key(folder: Path, kid: str) -> None:
    (folder / f"{kid}{ENDING}").unlink(missing_ok=True)


def unusable_keys(connection: Connection, folder: Path) -> list[str]:
    """The kids that tablets may seal to and that open no test envelope here; empty where all is well."""
    keyring = keyring_in(folder)
    return [kid for kid, point in keys_in_use(connection)["keys"].items() if not _opens(keyring, point)]


def _opens(keyring: Keyring, point: str) -> bool:
    envelope = json.loads(seal(TEST_BODY, unwritten(point)))
    return open_sealed(envelope, keyring).body == TEST_BODY.encode()
