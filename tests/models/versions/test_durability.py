"""How far a second copy reaches: by backups of this very history, and by nothing else."""

from datetime import timedelta

import pytest

from observe.models.base import uuid7
from observe.models.versions import Backup, Claim, durable_through, head_of, heed, only_here_since
from observe.models.versions.durability import keep_backups, record_backup
from tests.models.versions.store import ARRIVAL, envelope

NIGHT = ARRIVAL + timedelta(hours=18)


def head(store):
    with store.engine.connect() as connection:
        return head_of(connection, store.home)


def through(store):
    with store.engine.connect() as connection:
        return durable_through(connection, head_of(connection, store.home))


def back_up(store, name="night", **wrong: object):
    """Note a backup of now, or of another place in some history; returns the head that it covers."""
    covered = head(store)._replace(**wrong)
    with store.engine.begin() as connection:
        record_backup(connection, name, "disk", [covered], NIGHT)
    return covered


def test_without_a_second_copy_nothing_is_durable(store):
    store.push(envelope(store.body()))
    assert through(store) is None
    with store.engine.connect() as connection:
        assert durable_through(connection, None) is None
        assert only_here_since(connection, head(store)) == ARRIVAL


def test_a_backup_covers_what_came_before_it_and_nothing_later(store):
    store.push(envelope(store.body()))
    covered = back_up(store)
    store.push(envelope(store.body()), at=NIGHT)
    assert through(store) == {"epoch": str(covered.epoch), "seq": covered.seq}
    with store.engine.connect() as connection:
        assert only_here_since(connection, head(store)) == NIGHT


def test_the_furthest_backup_that_is_ours_counts(store):
    store.push(envelope(store.body()))
    first = back_up(store, "first")
    store.push(envelope(store.body()))
    back_up(store, "of a lost history", chain="f" * 64)
    assert through(store)["seq"] == first.seq


@pytest.mark.parametrize("wrong", [{"chain": "f" * 64}, {"epoch": uuid7()}, {"seq": 1_000}])
def test_a_backup_of_another_history_covers_nothing(store, wrong):
    store.push(envelope(store.body()))
    back_up(store, **wrong)
    assert through(store) is None


def test_a_new_epoch_begins_with_nothing_covered_and_is_covered_by_its_own_backup(store):
    store.push(envelope(store.body()))
    back_up(store)
    store.write(heed, claims=[Claim(store.home, uuid7(), 9, "0" * 64)], at=NIGHT)
    assert through(store) is None
    again = back_up(store, "the night after")
    assert through(store) == {"epoch": str(again.epoch), "seq": again.seq}


def test_a_backup_that_is_gone_from_its_place_counts_no_more(store):
    store.push(envelope(store.body()))
    back_up(store, "first")
    back_up(store, "second")
    with store.engine.begin() as connection:
        keep_backups(connection, "another disk", [])
        keep_backups(connection, "disk", ["second"])
    assert [row.name for row in store.rows(Backup)] == ["second"]
