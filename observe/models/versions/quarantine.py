"""Ways out of quarantine without a change: what it waited for has come, or a person accepts it as it is. What changes
content is in ``repair``. The bytes set aside stay where they are.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row, and_, select, tuple_, update

from observe.errors import N_, NotRepairable
from observe.models.versions.accept import Judge, write_each
from observe.models.versions.bodies import uuid_or_none
from observe.models.versions.decisions import Decision, decide, moves_teacher, teachers_of
from observe.models.versions.envelopes import UNKNOWN_PROTO, Arrival, Carrier, open_bytes
from observe.models.versions.feed import locked_head, move
from observe.models.versions.known import known_of
from observe.models.versions.sealing import NO_KEYS, Keyring
from observe.models.versions.tables import Quarantined
from observe.models.versions.writing import Intake

# Codes that may pass when a rubric, an appointment, an enrolment, a person or a release of ours comes. What came under
# an unknown protocol is left: its bytes would be read as if they had come under ours.
WAITING = ("unknown_rubric", "no_permission", "unknown_author", "unknown_teacher", "too_new")
# What waits for its key.
SEALED = "cannot_open"
# What a person may let in unchanged: the content is sound, only a right was missing.
ACCEPTABLE = ("no_permission", "unknown_author", "unknown_teacher")
# So many are judged at once, to keep few bodies in memory.
PAGE = 200
# Reasons of NotRepairable.
NOT_AS_IT_IS = N_("what is wrong is in its content, so that it cannot be let in as it is")
ERASED = N_("its record was erased")
OTHER_TEACHER = N_("its record is about another teacher")
REFUSED = N_("the database refused it")
NOT_WAITING = N_("it is not in quarantine")
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
    Quarantined.vid, Quarantined.sha256, Quarantined.body, Quarantined.opened, Quarantined.code, Quarantined.detail,
    Quarantined.seq, Quarantined.carried_by, Quarantined.received_at, Quarantined.author_id, Quarantined.rid,
    Quarantined.resolved_at,
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
    arrival.is_by_author = row.carried_by is None and row.code != "unknown_author"
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
    locked_head(connection, municipality_id, at)
    row = row_set_aside(connection, municipality_id, vid, sha256)
    arrival = _arrival(row)
    known = known_of(connection, municipality_id, [arrival])
    if row.code not in ACCEPTABLE or arrival.body is None or arrival.vid in known.versions:
        raise NotRepairable(vid=vid, reason=NOT_AS_IT_IS)
    if arrival.record in known.erased:
        raise NotRepairable(vid=vid, reason=ERASED)
    if moves_teacher(arrival, teachers_of(known)):
        raise NotRepairable(vid=vid, reason=OTHER_TEACHER)
    knowledge = judge(connection, municipality_id, [arrival])
    intake = Intake(known, knowledge, Carrier(by, None, is_server=True), at)
    if not _admit(connection, municipality_id, [Decision(arrival, "stored", is_new=True)], intake):
        raise NotRepairable(vid=vid, reason=REFUSED)


def resolve(connection: Connection, home: UUID, row: Row, at: datetime, by: UUID | None) -> None:
    """Note that one set aside waits no longer; its bytes stay."""
    here = (Quarantined.municipality_id == home, Quarantined.vid == row.vid, Quarantined.sha256 == row.sha256)
    connection.execute(update(Quarantined).where(*here).values(resolved_at=at, resolved_by=by))


def waiting_of_record(connection: Connection, home: UUID, author_id: UUID | None, rid: UUID | None) -> Sequence[Row]:
    """What waits of one record, in the order it came."""
    here = (Quarantined.municipality_id == home, Quarantined.author_id == author_id, Quarantined.rid == rid)
    return connection.execute(_ROWS.where(*here, Quarantined.resolved_at.is_(None)).order_by(Quarantined.seq)).all()


def row_set_aside(connection: Connection, home: UUID, vid: str, sha256: str) -> Row:
    """The one that waits under this name; raises NotRepairable if none does."""
    here = (Quarantined.municipality_id == home, Quarantined.vid == vid, Quarantined.sha256 == sha256)
    row = connection.execute(_ROWS.where(*here)).first()
    if row is None or row.resolved_at is not None:
        raise NotRepairable(vid=vid, reason=NOT_WAITING)
    return row
