"""The grow-only set of record versions: accept, heads, quarantine, epoch, feed. Plain values and Core statements.

May not be imported here: flask, marshmallow, the clock. Judge, time and connection are arguments.
"""

from observe.models.versions.accept import Judge, Result, accept
from observe.models.versions.bodies import uuid_or_none
from observe.models.versions.durability import durable_through, only_here_since
from observe.models.versions.envelopes import LARGEST_BODY_BYTES, Arrival, Carrier, open_envelopes
from observe.models.versions.epochs import heed, proves_rollback
from observe.models.versions.erasure import Erasure, Ledger, erase, replay
from observe.models.versions.feed import Event, Head, broken_link, head_of, locked_head, record_event
from observe.models.versions.judge import Knowledge, by_roster
from observe.models.versions.quarantine import accept_as_is, judge_waiting
from observe.models.versions.rebuild import rebuild
from observe.models.versions.repair import Repair, map_teacher, put_right
from observe.models.versions.tables import Backup, Epoch, ErasedRecord, FeedCounter, FeedEvent, Quarantined, Version
from observe.models.versions.witness import CURSOR, WITNESS, Claim, claim_of, opened, sign, witness_of

__all__ = [
    "Arrival", "Backup", "CURSOR", "Carrier", "Claim", "Epoch", "ErasedRecord", "Erasure", "Event", "FeedCounter",
    "FeedEvent", "Head", "Judge", "Knowledge", "LARGEST_BODY_BYTES", "Ledger", "Quarantined", "Repair", "Result",
    "Version", "WITNESS", "accept", "accept_as_is", "broken_link", "by_roster", "claim_of", "durable_through",
    "erase", "head_of", "heed", "judge_waiting", "locked_head", "map_teacher", "only_here_since", "open_envelopes",
    "opened", "proves_rollback", "put_right", "rebuild", "record_event", "replay", "sign", "uuid_or_none",
    "witness_of",
]  # fmt: skip
