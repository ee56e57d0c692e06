"""The entries of a page of the pull: events of a person's records with the state that each record has now."""

import json
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, select

from observe.models.feedback import Acknowledgement, Response
from observe.models.observations import TOLD_KINDS, Observation
from observe.models.pairs import PairHalf
from observe.models.versions import FeedEvent, Head, Quarantined, Version
from observe.sync.wire import written


class Page(NamedTuple):
    entries: list[bytes]
    """JSON texts."""
    more: bool
    last_seq: int
    """Of the last entry; meaningless without one."""


def page_of(connection: Connection, head: Head, person_id: UUID, after: int, limit: int) -> Page:
    """Up to ``limit`` events after a seq, none beyond the head, oldest first. Four queries."""
    asked = {"home": head.municipality_id, "person": person_id, "after": after, "to": head.seq, "n": limit + 1}
    rows = connection.execute(_EVENTS, asked).all()
    shown = rows[:limit]
    states = _states(connection, head.municipality_id, person_id, {row.rid for row in shown if row.rid})
    entries = [_entry(row, states.get(row.rid, NOTHING_KNOWN)) for row in shown]
    return Page(entries, len(rows) > limit, shown[-1].seq if shown else after)


# A version has the seq of the event that stored it: one look-up by the unique (municipality, seq) an event.
_EVENTS = (
    select(
        FeedEvent.seq, FeedEvent.kind, FeedEvent.rid, FeedEvent.vid, FeedEvent.at,
        Version.sha256, Version.body, Version.opened,
    )
    .outerjoin(
        Version,
        and_(
            Version.municipality_id == FeedEvent.municipality_id,
            Version.seq == FeedEvent.seq,
            Version.author_id == FeedEvent.author_id,
        ),
    )
    .where(
        FeedEvent.municipality_id == bindparam("home"),
        FeedEvent.author_id == bindparam("person"),
        FeedEvent.seq > bindparam("after"),
        FeedEvent.seq <= bindparam("to"),
    )
    .order_by(FeedEvent.seq)
    .limit(bindparam("n"))
)  # fmt: skip


class State(NamedTuple):
    """Where a record stands, as JSON: heads, and what became of it."""

    n_heads: int
    text: str


def _state(n_heads: int, *, asks_day: bool = False, **moments: object) -> State:
    names = ("shared_at", "shared_by_deadline_at", "acknowledged_at", "responded_at", "quarantined", "pair")
    told = {**{name: moments.get(name) for name in names}, "asks_day": asks_day}
    return State(n_heads, json.dumps(told, separators=(",", ":")))


NOTHING_KNOWN = _state(0)


def _states(connection: Connection, municipality_id: UUID, person_id: UUID, rids: set[UUID]) -> dict[UUID, State]:
    if not rids:
        return {}
    acknowledged = _by_record(connection, func.min(Acknowledgement.at), Acknowledgement, person_id)
    responded = _by_record(connection, func.min(Response.sent_at), Response, person_id)
    set_aside = _set_aside(connection, municipality_id, person_id)
    query = _RECORDS.where(Observation.author_id == person_id, Observation.rid.in_(rids))
    states = {rid: _state(0, quarantined=set_aside[rid]) for rid in rids & set_aside.keys()}
    for rid, n_heads, shared_at, deadline_at, is_practice, kind, pair, flags in connection.execute(query):
        states[rid] = _state(
            n_heads,
            shared_at=written(shared_at),
            shared_by_deadline_at=None if is_practice or kind not in TOLD_KINDS else written(deadline_at),
            acknowledged_at=written(acknowledged.get(rid)),
            responded_at=written(responded.get(rid)),
            quarantined=set_aside.get(rid),
            pair=pair,
            asks_day="clock" in (flags or "").split(),
        )
    return states


_RECORDS = (
    select(
        Observation.rid, Observation.n_heads, Observation.shared_at, Observation.share_deadline_at,
        Observation.is_practice, Observation.kind, PairHalf.standing, Version.flags,
    )
    .outerjoin(PairHalf, and_(PairHalf.author_id == Observation.author_id, PairHalf.rid == Observation.rid))
    .outerjoin(
        Version,
        and_(Version.municipality_id == Observation.municipality_id, Version.vid == Observation.head_vid),
    )
)  # fmt: skip


def _by_record(connection: Connection, moment, table: type, person_id: UUID) -> dict[UUID, object]:
    query = select(table.rid, moment).where(table.author_id == person_id).group_by(table.rid)
    return dict(connection.execute(query).all())


def _set_aside(connection: Connection, municipality_id: UUID, person_id: UUID) -> dict[UUID, str]:
    """``{rid: code}`` of what waits in quarantine."""
    query = select(Quarantined.rid, Quarantined.code).where(
        Quarantined.municipality_id == municipality_id, Quarantined.author_id == person_id,
        Quarantined.resolved_at.is_(None), Quarantined.rid.is_not(None),
    )  # fmt: skip
    return dict(connection.execute(query).all())


def _entry(row, state: State) -> bytes:
    rid = f'"{row.rid}"' if row.rid else "null"
    text = (
        f'{{"seq":{row.seq},"kind":"{row.kind}","rid":{rid},"vid":{json.dumps(row.vid)},'
        f'"at":"{written(row.at)}","n_heads":{state.n_heads},"state":{state.text}'
    )
    if row.body is None:
        return f"{text}}}".encode()
    body = _text(row.body)
    opened = f',"opened":{_text(row.opened)}' if row.opened else ""
    return f'{text},"version":{{"vid":"{row.vid}","sha256":"{row.sha256}","body":{body}{opened}}}}}'.encode()


def _text(stored: bytes) -> str:
    """Stored bytes as a JSON string."""
    return json.dumps(bytes(stored).decode(), ensure_ascii=False)
