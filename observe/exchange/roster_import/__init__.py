"""Brings a roster into the database: what is there, what differs, and writing the difference in one transaction.

Nothing is deleted: who is absent from a whole roster ends on the day of the import. May not be imported here: flask,
the clock; the day and the moment are arguments.
"""

from observe.exchange.roster_import.changes import Change
from observe.exchange.roster_import.difference import Difference, difference_of
from observe.exchange.roster_import.present import known_ids
from observe.exchange.roster_import.writing import write

__all__ = ["Change", "Difference", "difference_of", "known_ids", "write"]
