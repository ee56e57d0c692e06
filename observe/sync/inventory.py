"""Inventory: a tablet asks what the server has of what it once acknowledged, so that nothing is missed in silence."""

from uuid import UUID

from flask import Response, g
from sqlalchemy import Connection, or_, select

from observe import clock
from observe.errors import TooLarge
from observe.extensions import db
from observe.models.versions import ErasedRecord, FeedEvent, Quarantined, Version, uuid_or_none
from observe.sync import history
from observe.sync.blueprint import blueprint
from observe.sync.device import by_device_token
from observe.sync.schemas import InventoryAnswer, InventoryRequest
from observe.sync.wire import LARGEST_REQUEST_BYTES, answer

MOST_ASKED = 2_000


@blueprint.post("/inventory")
@blueprint.doc(security=[{"device": []}])
@by_device_token
@blueprint.arguments(InventoryRequest)
@blueprint.response(200, InventoryAnswer)
def inventory(asked: dict[str, object]) -> Response:
    """Ask which of up to 2,000 versions are here

    By device token, for versions of its own person and such as it carried. Those in quarantine are here too:
    their bytes are kept. `missing` are sent again; the bytes of `differing` are sent and kept in quarantine.
    """
    pairs = [(str(entry.get("vid")), str(entry.get("sha256"))) for entry in asked["have"] if isinstance(entry, dict)]
    if len(asked["have"]) > MOST_ASKED:
        raise TooLarge(bytes=LARGEST_REQUEST_BYTES, versions=MOST_ASKED)
    at, home = clock.now(), g.enrolment.municipality_id
    head = history.head_after(home, [history.claim_in(asked.get("witness"))], at)
    with db.engine.connect() as connection:
        found = _found(connection, home, g.enrolment.person_id, [vid for vid, _ in pairs])
        erased = _erased(connection, home, g.enrolment.person_id)
    return answer({**history.said_with(head, at), **_sorted_out(pairs, found, erased)})


def _sorted_out(pairs: list[tuple[str, object]], found: dict[str, dict[str, int]], erased: set[str]) -> dict:
    """``{present, missing, differing, erased}``; every vid asked for stands in one of them."""
    said: dict[str, list] = {"present": [], "missing": [], "differing": [], "erased": []}
    for vid, sha256 in pairs:
        here = found.get(vid.lower(), {})
        if sha256 in here:
            said["present"].append({"vid": vid, "seq": here[sha256]})
        else:
            said["differing" if here else "erased" if vid.lower() in erased else "missing"].append(vid)
    return said


def _found(connection: Connection, home: UUID, person: UUID, vids: list[str]) -> dict[str, dict[str, int]]:
    """``{vid: {sha256: seq}}`` of this person's versions, stored or set aside."""
    found: dict[str, dict[str, int]] = {}
    ids = [vid for vid in map(uuid_or_none, vids) if vid]
    for table, keys in ((Quarantined, [str(vid) for vid in ids]), (Version, ids)):
        is_own = or_(table.author_id == person, table.carried_by == person)
        query = select(table.vid, table.sha256, table.seq).where(table.municipality_id == home, table.vid.in_(keys))
        for vid, sha256, seq in connection.execute(query.where(is_own)):
            found.setdefault(str(vid), {})[sha256] = seq
    return found


def _erased(connection: Connection, home: UUID, person: UUID) -> set[str]:
    """Vids of this person's erased records, by the tombstones in the feed."""
    query = (
        select(FeedEvent.vid)
        .join(ErasedRecord, (ErasedRecord.author_id == FeedEvent.author_id) & (ErasedRecord.rid == FeedEvent.rid))
        .where(FeedEvent.municipality_id == home, ErasedRecord.municipality_id == home, FeedEvent.author_id == person)
    )
    return {vid for vid in connection.execute(query).scalars() if vid}
