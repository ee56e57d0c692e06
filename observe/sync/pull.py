"""Pull: what happened to a person's own records, page by page in the order of the commits, and the bundle.

Stored bytes are put into the answer as they are; nothing of them is read.
"""

import hashlib
import json
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from observe import clock
from observe.errors import AuthRequired
from observe.extensions import db
from observe.models.schools import Municipality, School
from observe.models.versions import Head, claim_of
from observe.policy.viewer import Viewer, load_viewer
from observe.sync import history
from observe.sync.blueprint import blueprint
from observe.sync.bundle import bundle_of
from observe.sync.entries import Page, page_of
from observe.sync.schemas import PullAnswer, PullQuery
from observe.sync.wire import json_answer

SCHEMA = 1
MOST_ENTRIES = 500
# The role that a notebook goes by, where a person has several.
ROLES = ("principal", "leader", "administration", "teacher")


@blueprint.get("/pull")
@blueprint.doc(security=[{"login": []}], parameters=[{
    "in": "header", "name": "X-Observe-Witness", "schema": {"type": "string"}, "description": "The newest witness.",
}])  # fmt: skip
@blueprint.arguments(PullQuery, location="query")
@blueprint.response(200, PullAnswer)
def pull(asked: dict[str, object]) -> Response:
    """What happened to one's own records since a cursor, and the bundle

    By the login's cookie; 401 `auth_required` without. Without a cursor, or with one of another epoch, of another
    scope or not ours: from nothing, with `reset: true`; copies not named again by the last page are dropped.
    """
    if not current_user.is_authenticated:
        raise AuthRequired
    at, home = clock.now(), current_user.municipality_id
    scope, cursor = _scope(current_user.person_id), history.read_cursor(asked.get("cursor"))
    # A cursor proves a rollback as a witness does, though it carries no chain.
    claims = [history.claim_in(request.headers.get("X-Observe-Witness")), claim_of(cursor)]
    # Read before the events: whatever is committed in between comes with the next page.
    head = history.head_after(home, claims, at)
    # SQLite goes on reading as of the first question, the login's, which may be older than the head.
    db.session.rollback()
    after = _start(cursor, head, scope)
    page = page_of(db.session.connection(), head, current_user.person_id, after or 0, _limit(asked))
    municipality = db.session.get_one(Municipality, home)
    viewer = load_viewer(db.session, current_user.person_id, at.astimezone(ZoneInfo(municipality.tz)).date())
    bundle = bundle_of(db.session, viewer, str(asked["have"]).split(","))
    return json_answer(_body(head, page, after is None, scope, viewer, bundle, at))


def _scope(person_id: UUID) -> str:
    """Names what is delivered: a person's own records. Another scope is answered from nothing."""
    return hashlib.sha256(f"own:{person_id}".encode()).hexdigest()[:16]


def _start(cursor: dict[str, object] | None, head: Head, scope: str) -> int | None:
    """The seq to go on from; None for from nothing."""
    place = (str(head.municipality_id), str(head.epoch), scope, SCHEMA)
    names = ("municipality", "epoch", "scope", "schema")
    return cursor["seq"] if cursor and tuple(cursor[name] for name in names) == place else None


def _limit(asked: dict[str, object]) -> int:
    return max(1, min(int(asked["limit"]), MOST_ENTRIES))


def _body(head: Head, page: Page, is_reset: bool, scope: str, viewer: Viewer, bundle: bytes, at: datetime) -> bytes:
    reached = page.last_seq if page.more else head.seq
    said = {
        **history.said_with(head, at),
        "next_cursor": history.cursor_to(head, reached, scope, SCHEMA),
        "more": page.more,
        "reset": is_reset,
        "person": _person(viewer),
        "csrf": generate_csrf(),
    }
    frame = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return b'%s,"entries":[%s],"bundle":%s}' % (frame[:-1], b",".join(page.entries), bundle)


def _person(viewer: Viewer) -> dict[str, object]:
    held = {post.role for post in viewer.posts}
    school_ids = viewer.led_school_ids or viewer.school_ids("teacher")
    schools = [db.session.get_one(School, school_id) for school_id in school_ids]
    return {
        "id": str(viewer.person_id),
        "given_name": viewer.given_name,
        "family_name": viewer.family_name,
        "role": next((role for role in ROLES if role in held), None),
        "schools": [{"id": str(school.id), "name": school.name} for school in schools],
        "language": viewer.language,
    }
