"""What a roster would change: every row to make, change or end, and whether so much ends that somebody must say yes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from observe.exchange.oneroster.roster import Roster
from observe.exchange.roster_import import places, staff
from observe.exchange.roster_import.changes import Change, Ledger
from observe.exchange.roster_import.present import Present, present_of
from observe.models.limits import Limits, limits_of

# Where a first roster makes the municipality, the column's default.
DEFAULT_TZ = "Europe/Copenhagen"
# In the order in which rows refer to each other.
COMPARE = {
    "municipality": places.compare_municipality,
    "school": places.compare_schools,
    "term": places.compare_terms,
    "section": places.compare_sections,
    "person": staff.compare_people,
    "appointment": staff.compare_appointments,
    "section_teacher": staff.compare_teaching,
}


@dataclass(frozen=True)
class Difference:
    municipality_id: UUID
    changes: tuple[Change, ...]
    n_appointments: int
    """Appointments from the roster that were open before."""
    ends_share: float
    """More than this share of them may not end unconfirmed."""

    def of(self, verb: str, table: str | None = None) -> list[Change]:
        return [change for change in self.changes if change.verb == verb and table in (None, change.table)]

    @property
    def n_ends(self) -> int:
        """How many appointments end: the number to confirm if it is many."""
        return len(self.of("ends", "appointment"))

    @property
    def n_schools_ending(self) -> int:
        return len(self.of("ends", "school"))

    @property
    def is_drastic(self) -> bool:
        """Whether a school vanishes, or so many appointments end that it may be a mistake."""
        return self.n_schools_ending > 0 or self.n_ends > self.ends_share * self.n_appointments


def difference_of(connection: Connection, roster: Roster, at: datetime) -> Difference:
    """What the roster would change now: reads what is there and writes nothing. Raises OtherMunicipality."""
    present = present_of(connection, roster.municipality.source_id if roster.municipality else None)
    home = present.municipality or {"tz": DEFAULT_TZ, "settings": {}}
    return compared(roster, present, at.astimezone(ZoneInfo(home["tz"])).date(), limits_of(home["settings"]).ends_share)


def compared(roster: Roster, present: Present, on: date, ends_share: float = Limits.ends_share) -> Difference:
    """The same on plain values; ``on`` is the local day, the last one of whoever ends."""
    ledger = Ledger(roster, present, on)
    for compare in COMPARE.values():
        compare(ledger)
    rows = [row for rows in present.appointments.values() for row in rows]
    n_open = sum(row["is_from_roster"] and staff.is_open(row, on) for row in rows)
    return Difference(ledger.home, tuple(ledger.changes), n_open, ends_share)
