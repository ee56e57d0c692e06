"""What a second copy means at the door: every answer says how far it reaches, and an old copy forgets again."""

from pathlib import Path

from observe.exchange.backup.bars import no_bars
from observe.exchange.backup.ledger import note_erasure
from observe.exchange.backup.making import make_backup
from observe.exchange.backup.rows import note_backups
from observe.models.base import uuid7
from observe.models.versions import Claim, Erasure, Version, head_of, witness_of
from tests.databases import KEY


def back_up(olga) -> dict[str, object]:
    """A backup of now; returns what it reaches."""
    settings = olga.app.extensions["observe_settings"]
    make_backup(olga.store.engine, Path(settings.backup_path), KEY, no_bars)
    with olga.store.engine.begin() as connection:
        note_backups(connection, Path(settings.backup_path))
        head = head_of(connection, olga.store.home)
    return {"epoch": str(head.epoch), "seq": head.seq}


def test_every_answer_says_how_far_the_second_copy_reaches(olga):
    olga.sign_in()
    first, later = olga.version(), olga.version()
    assert olga.push(first).json["durable_through"] is None
    reached = back_up(olga)
    assert olga.push(later).json["durable_through"] == reached
    assert olga.push().json["durable_through"] == olga.inventory(first).json["durable_through"] == reached
    assert olga.pull()["durable_through"] == reached


def test_a_new_epoch_begins_with_nothing_that_is_safe_and_forgets_again(tablet):
    """A copy from before an erasure was put back by hand, and the first tablet that comes proves it."""
    olga = tablet("olga")
    sent = olga.version()
    olga.push(sent)
    back_up(olga)
    row = olga.store.rows(Version)[0]
    folder = Path(olga.app.extensions["observe_settings"].backup_path)
    note_erasure(folder, Erasure(row.municipality_id, row.author_id, row.rid, row.received_at))
    olga.witness = witness_of(KEY, Claim(olga.store.home, uuid7(), 99, "0" * 64))
    said = olga.inventory(sent).json
    assert (said["erased"], said["present"], said["durable_through"]) == ([sent["vid"]], [], None)
    assert olga.store.rows(Version) == []


def test_a_push_that_proves_an_old_copy_is_answered_by_what_was_erased(tablet):
    olga = tablet("olga")
    sent = olga.version()
    olga.push(sent)
    row = olga.store.rows(Version)[0]
    folder = Path(olga.app.extensions["observe_settings"].backup_path)
    note_erasure(folder, Erasure(row.municipality_id, row.author_id, row.rid, row.received_at))
    olga.witness = witness_of(KEY, Claim(olga.store.home, uuid7(), 99, "0" * 64))
    assert olga.results(sent)[0]["status"] == "erased"
