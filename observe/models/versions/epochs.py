"""Epochs: how the server finds out that it was set back to an older copy, and says so by opening a new history.

Only what we signed proves anything. A witness or cursor proves a rollback if its epoch is unknown here, or if it is of
the present epoch and its seq is ahead of ours or our chain at its seq is another.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from observe.models.base import uuid7
from observe.models.versions.erasure import Ledger, no_ledger, replay
from observe.models.versions.feed import Head, locked_head, move
from observe.models.versions.tables import Epoch, FeedEvent
from observe.models.versions.witness import Claim

# Other tablets may hold later places of the lost history than the proof names: a seq must name one thing for ever.
SEQ_JUMP = 1_000_000
# The first seq in the row of an epoch whose history is not here.
LOST = 0


def heed(
    connection: Connection, municipality_id: UUID, claims: Iterable[Claim | None], at: datetime,
    ledger: Ledger = no_ledger,
) -> Head:  # fmt: skip
    """The head, locked; after a proof of rollback the head of a new epoch. Claims that nobody signed are None.

    An older copy knows nothing of later erasures: those of the ledger are done again before the epoch is used.
    """
    head = locked_head(connection, municipality_id, at)
    for claim in claims:
        if proves_rollback(connection, head, claim):
            why = f"Epoch {claim.epoch} was proved at {claim.seq}; this server stood at {head.epoch}, {head.seq}."
            open_epoch(connection, head, claim, why, at)
            replay(connection, municipality_id, ledger(), at)
            head = locked_head(connection, municipality_id, at)
    return head


def proves_rollback(connection: Connection, head: Head | None, claim: Claim | None) -> bool:
    """Whether what we once signed cannot be true of the history that stands here; at most two queries."""
    if claim is None or (head and claim.municipality_id != head.municipality_id):
        return False
    if head is None or (claim.epoch != head.epoch and not _is_known(connection, claim)):
        return True
    if claim.epoch != head.epoch:
        return False
    return claim.seq > head.seq or (claim.chain is not None and claim.chain != chain_at(connection, head, claim.seq))


def _is_known(connection: Connection, claim: Claim) -> bool:
    query = select(Epoch.epoch).where(Epoch.municipality_id == claim.municipality_id, Epoch.epoch == claim.epoch)
    return connection.execute(query).first() is not None


def chain_at(connection: Connection, head: Head, seq: int) -> str | None:
    """Our chain after ``seq``; at the opening of an epoch, before its first event, the one it continues."""
    if seq == head.seq:
        return head.chain
    at_event = select(FeedEvent.chain).where(FeedEvent.municipality_id == head.municipality_id, FeedEvent.seq == seq)
    at_opening = select(Epoch.chain).where(
        Epoch.municipality_id == head.municipality_id, Epoch.epoch == head.epoch, Epoch.first_seq == seq + 1
    )
    return connection.execute(at_opening).scalar() or connection.execute(at_event).scalar()


def set_back_at(connection: Connection, municipality_id: UUID) -> datetime | None:
    """When this server last found out that it was set back, or was restored; None if its history was never broken."""
    query = select(Epoch.at).where(Epoch.municipality_id == municipality_id, Epoch.first_seq > 1)
    return connection.execute(query.order_by(Epoch.first_seq.desc()).limit(1)).scalar()


def open_epoch(connection: Connection, head: Head, lost: Claim, why: str, at: datetime) -> Head:
    """Begin a new history beyond the lost one. A lost epoch is noted too, or each of its tablets would prove it."""
    seq = max(head.seq, lost.seq) + SEQ_JUMP
    opening = {"epoch": uuid7(), "first_seq": seq + 1, "chain": head.chain, "why": why}
    unknown = {"epoch": lost.epoch, "first_seq": LOST, "chain": lost.chain or "", "why": "known from outside only"}
    openings = [opening] if _is_known(connection, lost) else [unknown, opening]
    connection.execute(insert(Epoch), [{"municipality_id": head.municipality_id, "at": at, **row} for row in openings])
    opened = head._replace(epoch=opening["epoch"], seq=seq)
    move(connection, opened)
    return opened
