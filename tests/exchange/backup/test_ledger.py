"""The ledger of erasures: a line each, on the disk before the erasure counts, and no damaged line hides another."""

from datetime import UTC, datetime
from uuid import UUID

from observe.exchange.backup.ledger import FILE, count_unreadable, erasures, note_erasure
from observe.models.versions import Erasure

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def erasure(number: int) -> Erasure:
    return Erasure(UUID(int=1), UUID(int=2), UUID(int=number), AT)


def test_what_was_noted_is_read_again(tmp_path):
    assert erasures(tmp_path / "none yet") == []
    for number in (3, 4):
        note_erasure(tmp_path / "backups", erasure(number))
    assert erasures(tmp_path / "backups") == [erasure(3), erasure(4)]


def test_a_line_cut_off_by_a_crash_hides_no_other(tmp_path):
    note_erasure(tmp_path, erasure(3))
    with (tmp_path / FILE).open("ab") as ledger:
        ledger.write(b'\n{"municipality": "00000000-0000-0000-0000-0000000000')
    note_erasure(tmp_path, erasure(4))
    assert erasures(tmp_path) == [erasure(3), erasure(4)]
    assert count_unreadable(tmp_path) == 1
