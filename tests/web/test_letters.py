"""Whatever is stored can be read: the letter of a version that newer rules would refuse, and of any that they take."""

import json
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from observe import clock
from observe.models.versions import Version
from observe.models.versions.payloads import payload_fault
from tests import factories as make
from tests.models.versions.test_payloads import UNREADABLE
from tests.visitor import Visitor

NAMES = st.one_of(st.none(), st.text(st.characters(), max_size=5))
TIMES = st.one_of(
    st.sampled_from([None, "soon", "2026-11-24T07:05:00", "2026-11-24T07:05Z", "0001-01-01T00:00+10:00"]),
    st.datetimes().map("{:%Y-%m-%dT%H:%MZ}".format),
)
NOTES = st.fixed_dictionaries({}, optional={"at": TIMES, "text": NAMES, "minute": st.integers(-1, 1441)})
FEEDBACK = st.fixed_dictionaries({}, optional={
    "worked": NAMES, "next_step": st.just("Pinde"),
    "next_step_on": st.sampled_from([None, "0001-01-01", "2026-02-31", "9999-12-31", "٢٠٢٦-١٢-٠٨"]),
})  # fmt: skip
CHANGES = st.fixed_dictionaries({}, optional={
    "wish": NAMES, "feedback": FEEDBACK, "notes": st.lists(NOTES.map(lambda given: make.note(3, "Text") | given)),
    "also_present": st.lists(st.one_of(st.none(), st.fixed_dictionaries({"id": st.none()}, optional={"name": NAMES}))),
})  # fmt: skip


def opened(store, app, cast, change):
    """The teacher's page of an observation that is stored as it is, past every rule."""
    made = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, shared_at=clock.now(), feedback={})
    version = store.get_one(Version, (made.municipality_id, made.head_vid))
    payload = make.make_payload(cast.sofiendal, cast.tom, None) | change
    version.body = json.dumps(make.make_body(cast.olga, payload)).encode()
    store.commit()
    return Visitor(app, cast.tom).get(f"/teacher/observations/{made.rid}")


@pytest.mark.parametrize("change", [change for _field, change in UNREADABLE])
def test_what_older_rules_stored_is_still_read(store, sqlite_app, cast, change):
    assert opened(store, sqlite_app, cast, change).status_code == 200


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
@given(change=CHANGES)
def test_whatever_is_taken_can_be_read(store, sqlite_app, cast, change):
    payload = make.make_payload(cast.sofiendal, cast.tom, None) | change
    assume(payload_fault(payload, "put", "done")[0] is None)
    assert opened(store, sqlite_app, cast, change).status_code == 200


def test_what_a_timer_counted_stands_as_a_small_table_and_a_tally_as_its_sentence(store, sqlite_app, cast):
    timed = {"seconds": 30, "labels": ["i gang", "venter"], "marks": [0, None, 0, 1]}
    notes = [
        make.note(3, "Hvert 30. sekund: i gang 2, venter 1, ikke set 1") | {"intervals": timed},
        make.note(5, "Hænder oppe: 7") | {"tally": {"label": "Hænder oppe", "n": 7}},
    ]
    page = opened(store, sqlite_app, cast, {"notes": notes}).text
    rows = re.findall(r'<th scope="row" data-slot="label">(.+?)</th><td class="num" data-slot="n">(\d+)</td>', page)
    assert rows == [("i gang", "2"), ("venter", "1"), ("not seen", "1")]
    assert "Looked up every 30 seconds" in page
    assert "Hænder oppe: 7" in page


def test_a_timer_of_another_shape_costs_no_letter(store, sqlite_app, cast):
    strange = [make.note(3, "Hvert 30. sekund: i gang 2") | {"intervals": [30, 2]}]
    assert "Hvert 30. sekund: i gang 2" in opened(store, sqlite_app, cast, {"notes": strange}).text
