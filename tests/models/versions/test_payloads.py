"""What no letter could show is set aside with its field named; what may be left out may be left out."""

import json

import pytest

from observe.models.base import uuid7
from observe.models.versions.envelopes import envelope_of
from tests import factories as make
from tests.models.versions.store import envelope

HALF = "\ud800"
NOTE = make.note(3, "Text")
UNREADABLE = [
    ("payload.notes[0].at", {"notes": [{name: value for name, value in NOTE.items() if name != "at"}]}),
    ("payload.notes[0].at", {"notes": [NOTE | {"at": "soon"}]}),
    ("payload.notes[1].at", {"notes": [NOTE, NOTE | {"at": "2026-11-24T07:05:00"}]}),
    ("payload.notes[0].at", {"notes": [NOTE | {"at": "9999-12-31T23:59:59Z"}]}),
    ("payload.feedback.next_step_on", {"feedback": {"next_step_on": "2026-02-31"}}),
    ("payload.also_present", {"also_present": [{"id": None}]}),
    ("payload.also_present", {"also_present": [{"id": None, "name": None}]}),
    ("payload.also_present", {"also_present": [None]}),
    ("payload.notes[0]", {"notes": [NOTE | {"text": HALF}]}),
    ("payload.wish", {"wish": HALF}),
    ("payload.also_present", {"also_present": [{"id": None, "name": HALF}]}),
    ("payload.ratings.voices", {"ratings": {"voices": {"level": 2, "reason": HALF}}}),
    ("payload.feedback.worked", {"feedback": {"worked": HALF}}),
    ("payload.feedback.question", {"feedback": {"question": HALF}}),
    ("payload.feedback.next_step", {"feedback": {"next_step": HALF}}),
]


@pytest.mark.parametrize(("field", "change"), UNREADABLE)
def test_what_no_letter_could_show_is_set_aside_with_its_field_named(sqlite_store, field, change):
    store = sqlite_store
    # Half a pair arrives as an escape: as bytes it would be no UTF-8.
    body = json.dumps(store.body(payload=store.payload(**change)))
    (result,) = store.push(envelope_of(uuid7(), body))
    assert (result.status, result.code) == ("quarantined", "invalid_field")
    assert result.detail.startswith(f"{field} is ")


def test_a_walkthrough_may_leave_out_teacher_and_section(sqlite_store):
    store = sqlite_store
    payload = store.payload(None, kind="walkthrough", is_practice=False, also_present=[{"id": None, "name": "Vigga"}])
    del payload["teacher"], payload["section"]
    assert store.push(envelope(store.body(payload=payload)))[0].status == "stored"
