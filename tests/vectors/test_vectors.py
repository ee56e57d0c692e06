"""The server reads what the vectors say that tablets write, byte for byte, and signs what they say they can read."""

import hashlib
import json
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, derive_private_key

from observe.models.versions.bodies import read_body
from observe.models.versions.envelopes import open_envelopes
from observe.models.versions.sealing import kid_of, open_sealed, point_of, seal, unwritten, written
from observe.models.versions.witness import Claim, witness_of

HERE = Path(__file__).parent
VID = "0193579c-2a00-7000-8000-0000000000f1"


def vectors(name: str) -> list | dict:
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", vectors("bodies"), ids=lambda vector: vector["name"])
def test_body_has_the_bytes_and_the_hash_of_the_tablet(vector):
    raw = vector["body"].encode()
    assert len(raw) == vector["bytes"]
    assert hashlib.sha256(raw).hexdigest() == vector["sha256"]


@pytest.mark.parametrize("vector", vectors("bodies"), ids=lambda vector: vector["name"])
def test_envelope_of_the_tablet_opens_to_the_same_bytes(vector):
    [arrival] = open_envelopes([{"vid": VID, "sha256": vector["sha256"], "body": vector["body"]}])
    assert arrival.raw == vector["body"].encode()
    assert arrival.sha256 == vector["sha256"]
    assert str(arrival.rid) == vector["fields"]["rid"]


@pytest.mark.parametrize("vector", vectors("bodies")[:4], ids=lambda vector: vector["name"])
def test_body_of_the_tablet_has_no_fault(vector):
    body, fault = read_body(json.loads(vector["body"]))
    assert fault is None
    assert not body.is_strange


def test_witness_is_signed_as_tablets_read_it():
    witnesses = vectors("witnesses")
    for place in witnesses["signed"]:
        claim = Claim(UUID(place["municipality"]), UUID(place["epoch"]), place["seq"], place["chain"])
        assert witness_of(witnesses["key"], claim) == place["witness"]


SEALS = vectors("seals")


def keyring() -> dict[str, EllipticCurvePrivateKey]:
    return {SEALS["server"]["kid"]: _key(SEALS["server"])}


def _key(named: dict[str, str]) -> EllipticCurvePrivateKey:
    return derive_private_key(int.from_bytes(unwritten(named["private"]), "big"), SECP256R1())


def test_a_seal_key_is_named_by_its_point():
    assert kid_of(unwritten(SEALS["server"]["point"])) == SEALS["server"]["kid"]
    assert written(point_of(_key(SEALS["server"]))) == SEALS["server"]["point"]


@pytest.mark.parametrize("vector", SEALS["sealed"], ids=lambda vector: vector["name"])
def test_a_sealed_version_has_the_bytes_of_the_tablet_and_opens_to_its_body(vector):
    point, iv = unwritten(SEALS["server"]["point"]), unwritten(vector["iv"])
    assert seal(vector["body"], point, _key(vector["ephemeral"]), iv) == vector["sealed"]
    assert hashlib.sha256(vector["sealed"].encode()).hexdigest() == vector["sha256"]
    opened = open_sealed(json.loads(vector["sealed"]), keyring())
    assert opened.body == vector["body"].encode()
    assert opened.fault is None


@pytest.mark.parametrize("vector", SEALS["cannot_open"], ids=lambda vector: vector["name"])
def test_what_cannot_be_opened_still_says_whose_it_is(vector):
    opened = open_sealed(json.loads(vector["sealed"]), keyring())
    assert opened.body is None
    assert opened.fault.code == "cannot_open"
    assert opened.header["author"]
