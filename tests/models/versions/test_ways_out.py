"""What no way out of quarantine may do: bring back what was erased, read an unknown protocol as if it were ours."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from observe.errors import NotRepairable
from observe.models.base import uuid7
from observe.models.versions import (
    ErasedRecord,
    Quarantined,
    Version,
    accept,
    accept_as_is,
    by_roster,
    judge_waiting,
    open_envelopes,
)  # fmt: skip
from tests.models.versions.store import ARRIVAL, envelope

LATER = ARRIVAL + timedelta(days=1)


def accept_it(store, sent) -> None:
    store.write(accept_as_is, vid=sent["vid"], sha256=sent["sha256"], by=None, judge=by_roster, at=LATER)


def test_nothing_of_an_erased_record_is_accepted_as_it_is(sqlite_store):
    store, rid = sqlite_store, uuid7()
    sent = envelope(store.body("liam", rid=str(rid)))
    store.push(sent, by="liam")
    row = {"municipality_id": store.home, "author_id": store.people["liam"].id, "rid": rid, "at": LATER}
    with store.engine.begin() as connection:
        connection.execute(insert(ErasedRecord).values(row))
    with pytest.raises(NotRepairable, match="erased"):
        accept_it(store, sent)
    assert store.counted(Version) == 0


def test_a_moment_of_no_calendar_is_never_accepted(sqlite_store):
    sent = envelope(sqlite_store.body(observed_at="+012026-11-24T07:02:00.000Z"))
    assert sqlite_store.push(sent)[0].code == "clock"
    with pytest.raises(NotRepairable, match="in its content"):
        accept_it(sqlite_store, sent)


def test_what_came_under_an_unknown_protocol_is_not_read_as_ours(sqlite_store):
    store = sqlite_store
    arrivals = open_envelopes([envelope(store.body())], is_proto_known=False)
    store.write(accept, carrier=store.carrier(), arrivals=arrivals, judge=by_roster, at=ARRIVAL)
    assert store.write(judge_waiting, judge=by_roster, at=LATER) == 0
    assert [row.code for row in store.rows(Quarantined)] == ["too_new"]
    assert store.counted(Version) == 0
