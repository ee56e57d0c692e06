"""Which backups may go: all of a week stay, then one a week, and none is older than 35 days. Pure.

The law asks for the last: what was erased must be gone from the backups too. The newest is never taken.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from observe.exchange.backup.manifest import Manifest

ALL_OF = timedelta(days=7)
LONGEST = timedelta(days=35)


def expired(there: Sequence[Manifest], now: datetime) -> list[Manifest]:
    """Those to delete, of manifests sorted newest first."""
    kept_weeks: set[tuple[int, int]] = set()
    gone = []
    for manifest in there[1:]:
        age = now - manifest.made_at
        week = manifest.made_at.isocalendar()[:2]
        if age > LONGEST or (age > ALL_OF and week in kept_weeks):
            gone.append(manifest)
        elif age > ALL_OF:
            kept_weeks.add(week)
    return gone
