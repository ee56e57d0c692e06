"""Push: a tablet brings versions. The one way in is ``models.versions.accept``; this file speaks HTTP around it."""

from datetime import datetime

from flask import Response, g, request

from observe import clock
from observe.extensions import db
from observe.models.devices import check_rate, count_push
from observe.models.engine import WRITES
from observe.models.versions import (
    Arrival,
    Claim,
    Head,
    Result,
    accept,
    by_roster,
    head_of,
    heed,
    open_envelopes,
)  # fmt: skip
from observe.sync import history
from observe.sync.blueprint import blueprint
from observe.sync.device import by_device_token, carrier_of, is_seen_again, note_seen
from observe.sync.schemas import PushAnswer, PushRequest
from observe.sync.sealed import keyring
from observe.sync.wire import PROTO, answer, check_batch

LONGEST_BATCH_ID = 64


@blueprint.post("/push")
@blueprint.doc(security=[{"device": []}])
@by_device_token
@blueprint.arguments(PushRequest)
@blueprint.response(200, PushAnswer)
def push(asked: dict[str, object]) -> Response:
    """Store versions: at most 50 and 256 KiB inflated, or one alone up to 1 MiB

    By device token. `results[i]` answers `versions[i]`; the status of HTTP speaks of the request only. Sending again
    is safe: a version is named by its vid and sha256. An empty batch is the heartbeat that brings `durable_through`.
    Also: 400 not JSON or without `versions`, 401, 403 stolen, 413 too large, 415 not gzip, 429 and 503 with
    Retry-After.
    """
    check_batch(request, len(asked["versions"]))
    arrivals = open_envelopes(asked["versions"], asked.get("proto") == PROTO, keyring())
    at, claims = clock.now(), [history.claim_in(asked.get("witness"))]
    check_rate(g.enrolment, at)
    if arrivals or is_seen_again(g.enrolment, at):
        head, results = _stored(arrivals, claims, at)
    else:
        head, results = history.head_after(g.enrolment.municipality_id, claims, at), []
    said = history.said_with(head, at)
    return answer({**said, "batch_id": _echoed(asked.get("batch_id")), "results": [_told(one) for one in results]})


def _stored(arrivals: list[Arrival], claims: list[Claim | None], at: datetime) -> tuple[Head, list[Result]]:
    """One transaction: heed the witness, accept, note the tablet. The head is that of its commit."""
    home = g.enrolment.municipality_id
    with db.engine.connect().execution_options(**WRITES) as connection:
        head = heed(connection, home, claims, at, history.ledger)
        results = accept(
            connection, municipality_id=home, carrier=carrier_of(g.enrolment), arrivals=arrivals, judge=by_roster,
            at=at, head=head,
        )  # fmt: skip
        note_seen(connection, g.enrolment, at)
        count_push(connection, g.enrolment, at)
        head = head_of(connection, home)
        connection.commit()
    return head, results


def _echoed(batch_id: object) -> str | None:
    return batch_id[:LONGEST_BATCH_ID] if isinstance(batch_id, str) else None


def _told(result: Result) -> dict[str, object]:
    """The result without what it has nothing to say about."""
    told = result._asdict()
    if result.code is None:
        del told["code"], told["detail"]
    return told
