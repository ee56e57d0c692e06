"""The server's signed word on its history, on every answer, and what a tablet's own copy of it may prove."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from flask import current_app

from observe.exchange.backup.ledger import erasures
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.versions import (
    CURSOR,
    WITNESS,
    Claim,
    Erasure,
    Head,
    claim_of,
    durable_through,
    head_of,
    heed,
    opened,
    proves_rollback,
    sign,
    witness_of,
)  # fmt: skip
from observe.sync.wire import PROTO, written


def _key() -> str:
    return current_app.extensions["observe_settings"].witness_key


def claim_in(witness: object) -> Claim | None:
    """What a witness of ours says; None for anything that we did not sign."""
    return claim_of(opened(_key(), WITNESS, witness))


def witness(head: Head) -> str:
    return witness_of(_key(), Claim(head.municipality_id, head.epoch, head.seq, head.chain))


def cursor_to(head: Head, seq: int, scope: str, schema: int) -> str:
    place = {"municipality": str(head.municipality_id), "epoch": str(head.epoch), "seq": seq}
    return sign(_key(), CURSOR, {**place, "scope": scope, "schema": schema})


def read_cursor(text: object) -> dict[str, object] | None:
    return opened(_key(), CURSOR, text)


def head_after(municipality_id: UUID, claims: Sequence[Claim | None], at: datetime) -> Head:
    """The head for an answer that stores nothing; a claim that proves a rollback opens a new epoch first."""
    with db.engine.connect() as connection:
        head = head_of(connection, municipality_id)
        if head and not any(proves_rollback(connection, head, claim) for claim in claims):
            return head
    with db.engine.connect().execution_options(**WRITES) as connection:
        head = heed(connection, municipality_id, claims, at, ledger)
        connection.commit()
    return head


def ledger() -> list[Erasure]:
    """What was ever erased, read from beside the backups: a copy that was brought back may not know it."""
    return erasures(Path(current_app.extensions["observe_settings"].backup_path))


def said_with(head: Head, at: datetime) -> dict[str, object]:
    """What every answer begins with. What is durable is asked after the commit: a standby may have just become so."""
    with db.engine.connect() as connection:
        through = durable_through(connection, head)
    return {"proto": PROTO, "witness": witness(head), "server_time": written(at), "durable_through": through}
