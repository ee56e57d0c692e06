"""What no letter could show is set aside with its field named; what may be left out may be left out."""

import json

import pytest

from observe.models.base import uuid7
from observe.models.jobs import Job
from observe.models.observations import Observation
from observe.models.versions import Version
from observe.models.versions.envelopes import envelope_of
from observe.models.versions.projection import FEEDBACK_MAIL
from observe.models.voices import Voice, unpack_voice
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


TALLY = {"label": "Hænder oppe", "n": 7}
INTERVALS = {"seconds": 30, "labels": ["i gang", "venter"], "marks": [0, None, 1]}
VOICE = {"set": 1, "n": 4, "counts": [[2, 1, 1], [0, 0, 3]]}
WRONG_TOOLS = [
    ("payload.notes[0].tally", {"notes": [NOTE | {"tally": TALLY | {"n": -1}}]}),
    ("payload.notes[0].tally", {"notes": [NOTE | {"tally": TALLY | {"n": True}}]}),
    ("payload.notes[0].tally", {"notes": [NOTE | {"tally": {"n": 3}}]}),
    ("payload.notes[0].tally", {"notes": [NOTE | {"tally": "7"}]}),
    ("payload.notes[0].tally", {"notes": [NOTE | {"tally": TALLY | {"label": "x" * 81}}]}),
    ("payload.notes[0].intervals", {"notes": [NOTE | {"intervals": INTERVALS | {"seconds": 0}}]}),
    ("payload.notes[0].intervals", {"notes": [NOTE | {"intervals": INTERVALS | {"labels": ["i gang"]}}]}),
    ("payload.notes[0].intervals", {"notes": [NOTE | {"intervals": INTERVALS | {"marks": [2]}}]}),
    ("payload.notes[0].intervals", {"notes": [NOTE | {"intervals": INTERVALS | {"marks": None}}]}),
    ("payload.notes[0].intervals", {"notes": [NOTE | {"intervals": INTERVALS | {"marks": [0] * 1001}}]}),
    ("payload.pupil_voice", {"pupil_voice": [1]}),
    ("payload.pupil_voice.n", {"pupil_voice": VOICE | {"n": 0}}),
    ("payload.pupil_voice.set", {"pupil_voice": VOICE | {"set": 256}}),
    ("payload.pupil_voice.counts", {"pupil_voice": VOICE | {"counts": [[3, 2, 0]]}}),
    ("payload.pupil_voice.counts", {"pupil_voice": VOICE | {"counts": []}}),
    ("payload.pupil_voice.counts", {"pupil_voice": VOICE | {"counts": [[1, 1], [1, 1, 1]]}}),
    ("payload.pupil_voice.counts", {"pupil_voice": VOICE | {"counts": "many"}}),
]


@pytest.mark.parametrize(("field", "change"), WRONG_TOOLS)
def test_what_was_counted_wrong_is_set_aside_with_its_field_named(sqlite_store, field, change):
    (result,) = sqlite_store.push(envelope(sqlite_store.body(payload=sqlite_store.payload(**change))))
    assert (result.status, result.code) == ("quarantined", "invalid_field")
    assert result.detail.startswith(f"{field} is ")


def test_what_was_counted_is_known_and_what_stands_beside_it_is_kept_and_noted(sqlite_store):
    store = sqlite_store
    notes = [NOTE | {"tally": TALLY}, make.note(4, "Hvert 30. sekund") | {"intervals": INTERVALS}]
    store.push(envelope(store.body(payload=store.payload(notes=notes, pupil_voice=VOICE))))
    stranger = [NOTE | {"tally": TALLY | {"colour": "blue"}}]
    store.push(envelope(store.body(payload=store.payload(notes=stranger))))
    assert [row.flags for row in sorted(store.rows(Version), key=lambda row: row.seq)] == ["", "unknown_field"]


def test_what_pupils_answered_is_packed_for_figures_and_nothing_else_of_it(sqlite_store):
    store = sqlite_store
    store.push(envelope(store.body(payload=store.payload(pupil_voice=VOICE))))
    (row,) = store.rows(Observation)
    assert unpack_voice(row.pupil_voice) == Voice(set=1, n=4, counts=((2, 1, 1), (0, 0, 3)))


def test_a_walkthrough_that_names_a_teacher_is_set_aside(sqlite_store):
    store = sqlite_store
    typed = {"id": None, "name": "Tom"}
    for payload in (store.payload("tom", kind="walkthrough"), store.payload("tom", kind="walkthrough", teacher=typed)):
        (result,) = store.push(envelope(store.body(payload=payload)))
        assert (result.status, result.code) == ("quarantined", "invalid_field")
        assert result.detail.startswith("payload.teacher is ")


def test_a_self_rating_is_of_ones_own_lesson_and_shared_by_no_deadline(sqlite_store):
    store = sqlite_store
    own = store.payload("tom", kind="self", share="now")
    assert store.push(envelope(store.body("tom", payload=own)), by="tom")[0].status == "stored"
    (row,) = store.rows(Observation)
    assert (row.kind, row.shared_at) == ("self", None)
    assert not [job for job in store.rows(Job) if job.kind == FEEDBACK_MAIL]
    (result,) = store.push(envelope(store.body("olga", payload=own)))
    assert (result.status, result.code) == ("quarantined", "no_permission")
