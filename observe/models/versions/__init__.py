"""The grow-only set of record versions: accept, heads, quarantine, epoch, feed. Plain values and Core statements.

May not be imported here: flask, marshmallow, the clock. Judge, time and connection are arguments.
"""

from observe.models.versions.tables import Epoch, ErasedRecord, FeedCounter, FeedEvent, Quarantined, Version

__all__ = ["Epoch", "ErasedRecord", "FeedCounter", "FeedEvent", "Quarantined", "Version"]
