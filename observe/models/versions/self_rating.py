"""A teacher's rating of their own lesson becomes a version: the next one of its record, made on a page."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection

from observe.errors import NotResolved
from observe.models.base import uuid7
from observe.models.versions.accept import Judge
from observe.models.versions.feed import locked_head
from observe.models.versions.heads import heads_of
from observe.models.versions.known import nodes_of
from observe.models.versions.online import framed, take_in


def save_self_rating(
    connection: Connection, *, municipality_id: UUID, author_id: UUID, rid: UUID, rubric: str, observed_at: datetime,
    tz: str, payload: Mapping[str, object] | None, judge: Judge, at: datetime,
) -> UUID:  # fmt: skip
    """Follow all heads with this payload, or with a withdrawal where it is None; returns the vid.

    Raises NotResolved if it would be set aside. The caller commits.
    """
    locked_head(connection, municipality_id, at)
    nodes = nodes_of(connection, municipality_id, author_id, rid)
    heads = [str(node.vid) for node in heads_of(nodes)[0]] if nodes else []
    values = {
        "schema": 1, "rid": str(rid), "record_type": "observation", "stage": "done", "author": str(author_id),
        "rubric": rubric, "observed_at": observed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "tz": tz,
    }  # fmt: skip
    act = {"act": "put", "payload": payload} if payload else {"act": "withdraw", "payload": {"reason": "other"}}
    vid = uuid7()
    named = {"municipality_id": municipality_id, "by": author_id, "judge": judge, "at": at}
    result = take_in(connection, vid=vid, body=framed(values, heads, **act), **named)
    if result.status != "stored":
        raise NotResolved(reason=result.detail or result.status)
    return vid
