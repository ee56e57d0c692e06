"""What the administration reads of the second copy: since when there is none, and that an older one took its place."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from observe import clock
from observe.models.base import uuid7
from observe.models.versions import Epoch, head_of
from observe.models.versions.durability import record_backup
from tests.models.versions.store import envelope
from tests.visitor import Visitor


@pytest.fixture
def front(sqlite_app, versions):
    """``front()``: the words of Ana's front page."""
    ana = Visitor(sqlite_app, versions.people["ana"])
    return lambda: " ".join(ana.get("/administration/").text.split())


def test_the_administration_reads_since_when_something_is_on_one_disk_only(versions, front):
    versions.push(envelope(versions.body()))
    assert "has been on one disk only since Tuesday 24 November at 08:22" in front()
    assert "There is no backup yet" in front()
    with versions.engine.begin() as connection:
        record_backup(connection, "night", "disk", [head_of(connection, versions.home)], clock.now())
    assert "Everything that arrived is in a second place too." in front()


@pytest.mark.parametrize(("days", "is_told"), [(1, True), (31, False)])
def test_the_administration_is_told_for_a_month_that_the_server_was_set_back(versions, front, days, is_told):
    versions.push(envelope(versions.body()))
    assert "set back to an older copy" not in front()
    opening = {"epoch": uuid7(), "first_seq": 1_000_001, "chain": "0" * 64, "why": "proved"}
    with versions.engine.begin() as connection:
        at = clock.now() - timedelta(days=days)
        connection.execute(insert(Epoch).values(municipality_id=versions.home, at=at, **opening))
    assert ("set back to an older copy" in front()) is is_told
