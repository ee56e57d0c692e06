"""Ways out of quarantine: what it waited for has come, a person accepts it as it is, or a person puts right what is
wrong, which makes a new version. The bytes set aside stay where they are.
"""

import base64
import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row, and_, select, tuple_, update

from observe.errors import NotRepairable
from observe.models.base import uuid7
from observe.models.versions.accept import Judge, accept, write_each
from observe.models.versions.bodies import uuid_or_none
from observe.models.versions.decisions import Decision, decide, moves_teacher, teachers_of
from observe.models.versions.envelopes import UNKNOWN_PROTO, Arrival, Carrier, envelope_of, open_bytes, open_envelopes
from observe.models.versions.feed import Event, append, locked_head, move
from observe.models.versions.sealing import NO_KEYS, Keyring
from observe.models.versions.standing import known_of
from observe.models.versions.tables import Quarantined
from observe.models.versions.writing import Intake

# Codes that may pass when a rubric, an appointment, an enrolment, a person or a release of ours comes. What came under
# an unknown protocol is left: its bytes would be read as if they had come under ours.
WAITING = ("unknown_rubric", "no_permission", "unknown_author", "unknown_teacher", "too_new")
# What a person may let in unchanged: the content is sound, only a right was missing.
# What waits for its key.
SEALED = "cannot_open"
ACCEPTABLE = ("no_permission", "unknown_author", "unknown_teacher")
# So many are judged at once, to keep few bodies in memory.
PAGE = 200
# Stands for the tablet where an online form made the version.
WEB_DEVICE = UUID(int=0)
NOBODY = Carrier(None, None, is_server=True)


def judge_waiting(
    connection: Connection, *, municipality_id: UUID, judge: Judge, at: datetime, keyring: Keyring = NO_KEYS
) -> int:
    """Judge again, in seq order, what waits; returns how many were let in. Call it in the transaction that brings a
    rubric, a roster or an appointment, opened with ``engine.WRITES``; with a keyring also what waits for its key.
    """
    n_admitted, after = 0, 0
    locked_head(connection, municipality_id, at)
    codes = (*WAITING, SEALED) if keyring else WAITING
    while rows := _waiting(connection, municipality_id, after, codes):
        after = rows[-1].seq
        arrivals = [_arrival(row, keyring) for row in rows]
        n_admitted += _judge_page(connection, municipality_id, rows, arrivals, judge, at)
    return n_admitted


def _waiting(connection: Connection, municipality_id: UUID, after: int, codes: Sequence[str]) -> Sequence[Row]:
    query = _ROWS.where(
        Quarantined.municipality_id == municipality_id, Quarantined.resolved_at.is_(None),
        Quarantined.code.in_(codes), Quarantined.detail != UNKNOWN_PROTO.detail, Quarantined.seq > after,
    )  # fmt: skip
    return connection.execute(query.order_by(Quarantined.seq).limit(PAGE)).all()


_ROWS = select(
    Quarantined.vid, Quarantined.sha256, Quarantined.body, Quarantined.opened, Quarantined.code, Quarantined.seq,
    Quarantined.carried_by,
    Quarantined.received_at, Quarantined.author_id, Quarantined.rid, Quarantined.resolved_at,
)  # fmt: skip


def _judge_page(
    connection: Connection, home: UUID, rows: Sequence[Row], arrivals: Sequence[Arrival], judge: Judge, at: datetime
) -> int:
    known = known_of(connection, home, arrivals)
    known.quarantined.clear()
    knowledge = judge(connection, home, arrivals)
    decisions = decide(arrivals, known, knowledge, Carrier(None, None))
    for row, decision in zip(rows, decisions, strict=True):
        if decision.status == "quarantined" and decision.fault.code != row.code:
            told = {"code": decision.fault.code, "detail": decision.fault.detail, "opened": decision.arrival.opened}
            _change(connection, home, [decision.arrival], **told)
    admitted = [decision for decision in decisions if decision.status == "stored" and decision.is_new]
    return _admit(connection, home, admitted, Intake(known, knowledge, NOBODY, at))


def _admit(connection: Connection, home: UUID, decisions: Sequence[Decision], intake: Intake) -> int:
    """Store what was set aside, by events ``repaired``; returns how many the database took."""
    for decision in decisions:
        decision.kind = "repaired"
    head = locked_head(connection, home, intake.at)
    move(connection, write_each(connection, head, decisions, intake))
    admitted = [decision.arrival for decision in decisions if decision.status == "stored"]
    _change(connection, home, admitted, resolved_at=intake.at, resolved_by=intake.carrier.person_id)
    return len(admitted)


def _arrival(row: Row, keyring: Keyring = NO_KEYS) -> Arrival:
    opened = bytes(row.opened) if row.opened else None
    arrival = open_bytes(bytes(row.body), uuid_or_none(row.vid), row.vid, row.sha256, keyring, opened)
    arrival.received_at, arrival.carried_by = row.received_at, row.carried_by
    return arrival


def _change(connection: Connection, home: UUID, arrivals: Sequence[Arrival], **values: object) -> None:
    keys = [(arrival.vid_text, arrival.sha256) for arrival in arrivals]
    if keys:
        here = and_(Quarantined.municipality_id == home, tuple_(Quarantined.vid, Quarantined.sha256).in_(keys))
        connection.execute(update(Quarantined).where(here).values(**values))


def accept_as_is(
    connection: Connection, *, municipality_id: UUID, vid: str, sha256: str, by: UUID | None, judge: Judge, at: datetime
) -> None:
    """Let in the same bytes under the same vid; ``by`` is None at the command line. Raises NotRepairable."""
    head = locked_head(connection, municipality_id, at)
    row = _row(connection, head.municipality_id, vid, sha256)
    arrival = _arrival(row)
    known = known_of(connection, municipality_id, [arrival])
    if row.code not in ACCEPTABLE or arrival.body is None or arrival.vid in known.versions:
        raise NotRepairable(vid=vid, reason=f"{row.code} cannot be accepted as it is")
    if arrival.record in known.erased:
        raise NotRepairable(vid=vid, reason="its record was erased")
    if moves_teacher(arrival, teachers_of(known)):
        raise NotRepairable(vid=vid, reason="its record is about another teacher")
    knowledge = judge(connection, municipality_id, [arrival])
    intake = Intake(known, knowledge, Carrier(by, None, is_server=True), at)
    if not _admit(connection, municipality_id, [Decision(arrival, "stored", is_new=True)], intake):
        raise NotRepairable(vid=vid, reason="the database refused it")


def map_teacher(
    connection: Connection, *, municipality_id: UUID, vid: str, sha256: str, teacher: dict[str, str],
    by: UUID | None, judge: Judge, at: datetime,
) -> UUID:  # fmt: skip
    """Put ``teacher`` ({id, name}) in the place of a typed name; returns the vid of the new version, made by the
    server, whose parent is the one set aside. Raises NotRepairable.
    """
    head = locked_head(connection, municipality_id, at)
    row = _row(connection, municipality_id, vid, sha256)
    if row.code != "unknown_teacher":
        raise NotRepairable(vid=vid, reason=f"{row.code} is not put right by naming a teacher")
    made, body = uuid7(), _with_teacher(bytes(row.opened or row.body), vid, teacher, by)
    arrivals = open_envelopes([envelope_of(made, body)])
    carrier = Carrier(by, None, is_server=True)
    result = accept(
        connection, municipality_id=municipality_id, carrier=carrier, arrivals=arrivals, judge=judge, at=at
    )[0]
    if result.status != "stored":
        raise NotRepairable(vid=vid, reason=result.detail or result.status)
    event = Event("repaired", row.author_id, row.rid, vid, sha256, by)
    move(connection, append(connection, locked_head(connection, head.municipality_id, at), [event], at))
    _change(connection, municipality_id, [_arrival(row)], resolved_at=at, resolved_by=by)
    return made


def _with_teacher(raw: bytes, vid: str, teacher: dict[str, str], by: UUID | None) -> str:
    values = json.loads(raw)
    nonce = base64.urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode()
    frame = {"parents": [vid], "device_id": str(WEB_DEVICE), "device_seq": 0, "nonce": nonce}
    payload = {**values["payload"], "teacher": teacher}
    frame["repaired_by"] = str(by) if by else None
    return json.dumps({**values, **frame, "payload": payload}, ensure_ascii=False)


def _row(connection: Connection, home: UUID, vid: str, sha256: str) -> Row:
    here = (Quarantined.municipality_id == home, Quarantined.vid == vid, Quarantined.sha256 == sha256)
    row = connection.execute(_ROWS.where(*here)).first()
    if row is None or row.resolved_at is not None:
        raise NotRepairable(vid=vid, reason="it is not in quarantine")
    return row
