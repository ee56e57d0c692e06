"""Restoring: everything is there again, in a new epoch, but for what was erased; and a copy by hand is found out."""

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import Session

from observe import clock
from observe.errors import BackupDamaged, NoSuchBackup
from observe.exchange.backup.bars import no_bars
from observe.exchange.backup.ledger import note_erasure
from observe.exchange.backup.making import way_of
from observe.exchange.backup.restoring import begin_anew, find_backup, lost_heads, restored
from observe.exchange.backup.rows import renew_history
from observe.models.engine import WRITES
from observe.models.observations import Observation
from observe.models.people import Account
from observe.models.versions import Epoch, Erasure, FeedEvent, Version, head_of
from observe.models.versions.soundness import faults
from tests import factories as make
from tests.databases import KEY, engine_on
from tests.models.versions.store import ARRIVAL, envelope


def url_of(store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def restore(store, folder, name=None) -> str:
    """As `observe restore` does; returns where the database of before is kept."""
    url, manifest = url_of(store), find_backup(folder, name)
    store.engine.dispose()
    lost = lost_heads(url, folder, KEY)
    with restored(manifest, folder, url, no_bars) as scratch:
        with engine_on(scratch) as engine, engine.connect().execution_options(**WRITES) as connection:
            begin_anew(connection, lost, folder, "a test", clock.now())
            connection.commit()
        return way_of(url).take_place(scratch, url, clock.now())


def head(store):
    with store.engine.connect() as connection:
        return head_of(connection, store.home)


def vids(store) -> set[str]:
    return {str(row.vid) for row in store.rows(Version)}


def test_what_the_backup_holds_is_there_again_in_a_new_epoch_beyond_what_was_lost(store, folder, back_up):
    kept, later = envelope(store.body()), envelope(store.body())
    store.push(kept)
    back_up(store)
    store.push(later)
    lost = head(store)
    former = restore(store, folder)
    assert vids(store) == {kept["vid"]}
    assert head(store).epoch != lost.epoch
    assert head(store).seq > lost.seq
    with store.engine.connect() as connection:
        assert faults(connection, store.home) == []
    url = make_url(url_of(store))
    before = create_engine(url.set(database=former))
    with before.connect() as connection:
        assert head_of(connection, store.home) == lost
    before.dispose()
    store.push(kept, later)
    assert vids(store) == {kept["vid"], later["vid"]}


def test_all_logins_end_with_a_restore_for_the_copy_knows_of_no_sign_out_since(store, folder, back_up):
    with Session(store.engine) as session:
        make.make_account(session, store.people["olga"])
        session.commit()
    back_up(store)
    signed_in_by = store.rows(Account)[0].changed_at
    restore(store, folder)
    assert store.rows(Account)[0].changed_at > signed_in_by


def test_what_was_erased_stays_so_over_a_restore(store, folder, back_up):
    body = store.body()
    sent = envelope(body)
    store.push(sent)
    back_up(store)
    rid, author = store.rows(Version)[0].rid, store.people["olga"].id
    note_erasure(folder, Erasure(store.home, author, rid, ARRIVAL))
    restore(store, folder)
    assert store.rows(Version) == store.rows(Observation) == []
    assert store.push(sent)[0].status == "erased"
    opened = max(row.first_seq for row in store.rows(Epoch))
    assert [event.seq >= opened for event in store.rows(FeedEvent) if event.kind == "erased"] == [True]


def test_a_database_that_is_gone_can_be_restored(sqlite_store, folder, back_up):
    store = sqlite_store
    sent = envelope(store.body())
    store.push(sent)
    back_up(store)
    store.engine.dispose()
    way_of(url_of(store)).drop(url_of(store))
    assert restore(store, folder) == ""
    assert vids(store) == {sent["vid"]}


def test_a_database_that_cannot_be_read_can_be_replaced(sqlite_store, folder, back_up):
    store = sqlite_store
    sent = envelope(store.body())
    store.push(sent)
    back_up(store)
    store.engine.dispose()
    with open(make_url(url_of(store)).database, "r+b") as file:
        file.write(b"no database any more" * 100)
    restore(store, folder)
    assert vids(store) == {sent["vid"]}


@pytest.mark.parametrize("damage", [b"", b"changed"])
def test_a_damaged_backup_is_refused_and_the_database_is_as_it_was(sqlite_store, folder, back_up, damage):
    store = sqlite_store
    store.push(envelope(store.body()))
    made = back_up(store)
    store.push(envelope(store.body()))
    before = vids(store)
    with (folder / made.file).open("r+b") as file:
        file.seek(200_000)
        file.write(damage) if damage else file.truncate()
    with pytest.raises(BackupDamaged):
        restore(store, folder)
    assert vids(store) == before


def test_a_backup_is_found_by_its_name_and_else_the_newest(sqlite_store, folder, back_up):
    first, second = back_up(sqlite_store), back_up(sqlite_store)
    assert find_backup(folder, None) == second
    assert find_backup(folder, first.name) == find_backup(folder, first.file) == first
    with pytest.raises(NoSuchBackup):
        find_backup(folder, "another")


# A copy by hand: nothing of ours ran, and nothing in the database tells.


def start(store, folder) -> None:
    """What `observe serve` does before it serves."""
    with store.engine.connect().execution_options(**WRITES) as connection:
        renew_history(connection, folder, KEY, clock.now())
        connection.commit()


def copied_back(store, folder, manifest) -> None:
    store.engine.dispose()
    file = make_url(url_of(store)).database
    way_of(url_of(store)).drop(url_of(store))
    with open(file, "wb") as live:
        live.write((folder / manifest.file).read_bytes())


def test_an_older_backup_copied_back_by_hand_is_found_out_at_the_start(sqlite_store, folder, back_up):
    store = sqlite_store
    store.push(envelope(store.body()))
    older = back_up(store)
    store.push(envelope(store.body()))
    back_up(store)
    lost = head(store)
    copied_back(store, folder, older)
    start(store, folder)
    assert (head(store).epoch != lost.epoch, head(store).seq > lost.seq) == (True, True)
    before = head(store)
    start(store, folder)
    assert head(store) == before


def test_what_was_erased_is_erased_again_before_a_copy_by_hand_is_served(sqlite_store, folder, back_up):
    store = sqlite_store
    store.push(envelope(store.body()))
    made = back_up(store)
    note_erasure(folder, Erasure(store.home, store.people["olga"].id, store.rows(Version)[0].rid, ARRIVAL))
    copied_back(store, folder, made)
    start(store, folder)
    assert store.rows(Version) == []


def test_a_start_on_the_present_database_changes_nothing(store, folder, back_up):
    store.push(envelope(store.body()))
    back_up(store)
    store.push(envelope(store.body()))
    before = head(store)
    start(store, folder)
    assert head(store) == before
