"""The tablets of the demo's observers: what they finish comes in as any push does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from observe.cli.demo.bodies import Payload, iso, made_uuid
from observe.cli.demo.visits import TZ
from observe.models.notices import notice_in_force, record_reading
from observe.models.people import Enrolment
from observe.models.versions import Carrier, accept, by_roster, open_envelopes
from observe.models.versions.envelopes import envelope_of


@dataclass(frozen=True)
class Finished:
    """One observation as its observer, ``author``, finished it."""

    author: UUID
    rid: str
    observed_at: datetime
    payload: Payload


class Tablets:
    """One for each observer, in the one transaction that the session has open."""

    def __init__(self, session: Session, home_id: UUID, rubric_hash: str, random: Random) -> None:
        self._session, self._home_id, self._rubric_hash, self._random = session, home_id, rubric_hash, random
        self._used: dict[UUID, tuple[UUID, int]] = {}
        """{observer: (their tablet, how many versions it has sent)}"""

    def enrol(self, person_id: UUID, at: datetime) -> None:
        """A tablet, and the notice read on it; a second time nothing."""
        if person_id in self._used:
            return
        device = UUID(made_uuid(at, self._random))
        # Nobody holds the token: the demo's visits come in here, not over the wire.
        token_hash = sha256(self._random.randbytes(32)).hexdigest()
        facts = {"name": "Demotablet", "enrolled_at": at, "seen_at": at}
        home = {"municipality_id": self._home_id, "person_id": person_id}
        self._session.add(Enrolment(device_id=device, token_hash=token_hash, **home, **facts))
        self._session.flush()
        record_reading(self._session, notice_in_force(self._session, self._home_id), person_id, at)
        self._used[person_id] = device, 0

    def push(self, finished: Finished, at: datetime) -> None:
        device, n_before = self._used[finished.author]
        self._used[finished.author] = device, n_before + 1
        body = self._body(finished, device, n_before + 1)
        envelope = envelope_of(UUID(made_uuid(at, self._random)), json.dumps(body, ensure_ascii=False))
        carrier, arrivals = Carrier(finished.author, device), open_envelopes([envelope])
        facts = {"municipality_id": self._home_id, "judge": by_roster, "at": at}
        (result,) = accept(self._session.connection(), carrier=carrier, arrivals=arrivals, **facts)
        if result.status != "stored":
            raise RuntimeError(f"an observation of the demo was {result.status}: {result.code} {result.detail}")

    def _body(self, finished: Finished, device: UUID, device_seq: int) -> Mapping[str, object]:
        return {
            "schema": 1, "rid": finished.rid, "parents": [], "record_type": "observation", "act": "put",
            "stage": "done", "author": str(finished.author), "device_id": str(device), "device_seq": device_seq,
            "rubric": self._rubric_hash, "observed_at": iso(finished.observed_at), "tz": TZ.key,
            "nonce": sha256(finished.rid.encode()).hexdigest()[:22], "payload": finished.payload,
        }  # fmt: skip
