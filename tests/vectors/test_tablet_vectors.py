"""What tablets write into a capsule opens here, and what the vectors tell them is what this server says."""

import hashlib
import json
from pathlib import Path

import pytest

from observe.models.versions.envelopes import open_envelopes
from observe.sync.schemas import InventoryAnswer

HERE = Path(__file__).parent
VID = "0193579c-2a00-7000-8000-0000000000f1"


def vectors(name: str) -> list | dict:
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def test_versions_in_a_capsule_open_to_the_bytes_that_the_tablet_wrote():
    written = json.loads(vectors("capsule")["text"])
    assert written["format"] == "observe-capsule/1"
    arrivals = open_envelopes(written["versions"])
    assert [arrival.sha256 for arrival in arrivals] == [one["sha256"] for one in written["versions"]]
    assert [hashlib.sha256(arrival.raw).hexdigest() for arrival in arrivals] == [one.sha256 for one in arrivals]


@pytest.mark.parametrize("vector", vectors("pruning"), ids=lambda vector: vector["name"])
def test_answer_that_settles_or_prunes_is_one_that_the_description_allows(vector):
    told, epoch = vector["answer"], vector["answer"]["epoch"]
    through = None if told["durable_through"] is None else {"epoch": epoch, "seq": told["durable_through"]}
    frame = {"proto": 1, "witness": "w", "server_time": "2026-11-24T09:00:00Z", "durable_through": through}
    here, gone = {"present": [{"vid": VID, "seq": 7}], "missing": []}, {"present": [], "missing": [VID]}
    found = here if told["present"] else gone
    assert InventoryAnswer().validate({**frame, **found, "differing": [], "erased": []}) == {}
