"""Who pushes: the enrolment behind a device token. It may push and ask the inventory of its own versions, no more."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from flask import g, request
from sqlalchemy import Connection, Row, bindparam, select, update

from observe.errors import AuthRequired, DeviceStolen
from observe.extensions import db
from observe.models.people import Enrolment
from observe.models.versions import Carrier

# Knowing to the hour when a tablet was last heard of is enough, and spares every push a write.
SEEN_EVERY = timedelta(hours=1)


def hash_of(token: str) -> str:
    """What is kept of a device token. It is 256 random bits, so that one SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_device_token(view: Callable) -> Callable:
    """Put the enrolment in ``g.enrolment``; raises AuthRequired, or DeviceStolen for a tablet that was reported so.

    A retired tablet passes: what it brings goes to quarantine, because refusing it would lose it.
    """

    @wraps(view)
    def guarded(*args: object, **named: object) -> object:
        g.enrolment = _enrolment()
        return view(*args, **named)

    return guarded


def _enrolment() -> Row:
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise AuthRequired
    with db.engine.connect() as connection:
        row = connection.execute(_BY_TOKEN, {"hash": hash_of(token.strip())}).first()
    if row is None:
        raise AuthRequired
    if row.stolen_at is not None:
        raise DeviceStolen
    return row


_BY_TOKEN = select(
    Enrolment.id, Enrolment.municipality_id, Enrolment.person_id, Enrolment.device_id, Enrolment.seen_at,
    Enrolment.stolen_at, Enrolment.counted_from, Enrolment.n_pushes,
).where(Enrolment.token_hash == bindparam("hash"))  # fmt: skip


def carrier_of(enrolment: Row) -> Carrier:
    return Carrier(enrolment.person_id, enrolment.device_id)


def is_seen_again(enrolment: Row, at: datetime) -> bool:
    """Whether it is long enough ago that the tablet was last heard of."""
    return at - enrolment.seen_at >= SEEN_EVERY


def note_seen(connection: Connection, enrolment: Row, at: datetime) -> None:
    if is_seen_again(enrolment, at):
        connection.execute(update(Enrolment).where(Enrolment.id == enrolment.id).values(seen_at=at))
