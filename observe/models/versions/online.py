"""Versions made on pages: their frame, and the one step that takes them in. Their parents are the caller's affair."""

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from observe.models.versions.accept import Judge, Result, accept
from observe.models.versions.bodies import MOST_PARENTS, web_device
from observe.models.versions.envelopes import Carrier, envelope_of, open_envelopes


def framed(values: Mapping[str, object], parents: Sequence[str], **changes: object) -> str:
    """A body as JSON text: ``values`` of an earlier version with ``changes``, as made on a page by its author."""
    nonce = base64.urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode()
    device = str(web_device(UUID(values["author"])))
    frame = {"parents": list(dict.fromkeys(parents))[:MOST_PARENTS], "device_id": device, "device_seq": 0}
    return json.dumps({**values, **frame, "nonce": nonce, **changes}, ensure_ascii=False)


def take_in(
    connection: Connection, *, municipality_id: UUID, vid: UUID, body: str, by: UUID | None, judge: Judge, at: datetime
) -> Result:
    """Through ``accept``, as made by the server for ``by``; the caller looks at the status and commits or not."""
    arrivals = open_envelopes([envelope_of(vid, body)])
    named = {"municipality_id": municipality_id, "carrier": Carrier(by, None, is_server=True), "judge": judge, "at": at}
    (result,) = accept(connection, **named, arrivals=arrivals)
    return result
