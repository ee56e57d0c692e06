"""OneRoster 1.1 and 1.2 CSV: reads a folder or a zip into plain values, and names every fault by file, line and column.

Pupils, guardians and demographics are dropped while the file streams by and never kept. May not be imported here:
models, the database, the clock.
"""

from observe.exchange.oneroster.reading import Reading, read_roster
from observe.exchange.oneroster.roster import Roster

__all__ = ["Reading", "Roster", "read_roster"]
