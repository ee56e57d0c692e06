"""Which backups go: a pure rule on their ages."""

from datetime import UTC, datetime, timedelta

from observe.exchange.backup.manifest import Manifest
from observe.exchange.backup.retention import expired

# A Monday.
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def nights(*ages: int) -> list[Manifest]:
    """Backups of so many days ago, newest first."""
    moments = [NOW - timedelta(days=age) for age in sorted(ages)]
    return [Manifest(str(at.date()), "", at, at, 0, "", "", (), ()) for at in moments]


def ages_of(gone: list[Manifest]) -> list[int]:
    return [(NOW - one.made_at).days for one in gone]


def test_all_of_a_week_stay_then_one_a_week_and_none_is_older_than_35_days():
    gone = ages_of(expired(nights(*range(60)), NOW))
    kept = sorted(set(range(60)) - set(gone))
    assert kept == [0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 22, 29]


def test_the_newest_stays_however_old_it_is():
    assert ages_of(expired(nights(40, 50), NOW)) == [50]


def test_nothing_goes_where_nothing_is():
    assert expired([], NOW) == []
