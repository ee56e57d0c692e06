"""Enrolment: a signed-in person gets a device token for this tablet, which outlives the login."""

import secrets
from uuid import UUID

from flask import Response, request
from flask_login import current_user
from sqlalchemy import Connection, case, exists, insert, select, update

from observe import clock
from observe.errors import AuthRequired
from observe.extensions import csrf, db
from observe.models.base import uuid7
from observe.models.devices import NAME_LENGTH, Former, former_of
from observe.models.engine import WRITES
from observe.models.people import Enrolment, Person
from observe.models.versions import Quarantined, by_roster, judge_waiting, locked_head
from observe.sync.blueprint import blueprint
from observe.sync.device import hash_of
from observe.sync.remembered import remember, remembered
from observe.sync.schemas import EnrolmentAnswer, EnrolmentRequest
from observe.sync.wire import PROTO, answer, written

TOKEN_BYTES = 32
# Signing in again is the way back for a tablet that was retired or reported stolen.
IN_USE = {"retired_at": None, "retired_by": None, "stolen_at": None, "stolen_by": None}


@blueprint.post("/enrolment")
@blueprint.doc(security=[{"login": [], "form_token": []}])
@blueprint.arguments(EnrolmentRequest)
@blueprint.response(200, EnrolmentAnswer)
def enrol(asked: dict[str, object]) -> Response:
    """Get a device token for this person on this tablet

    By the login's cookie and X-CSRFToken. A second call gives a new token and ends the first; it is also the way back
    for a tablet that was retired or reported stolen. `former` is what this browser had before its storage was cleared,
    known by a cookie.
    """
    if not current_user.is_authenticated:
        raise AuthRequired
    # Asked here and not before every view: without a login the answer has to be 401, whatever the form token.
    csrf.protect()
    token, device_id, before = secrets.token_urlsafe(TOKEN_BYTES), asked["device_id"], remembered(request)
    person_id, home = current_user.person_id, current_user.municipality_id
    with db.engine.connect().execution_options(**WRITES) as connection:
        _enrol(connection, home, person_id, device_id, token, _name(asked))
        former = former_of(connection, person_id, [one for one in before if one != device_id])
        given, family = connection.execute(
            select(Person.given_name, Person.family_name).where(Person.id == person_id)
        ).one()
        connection.commit()
    person = {"id": str(person_id), "name": f"{given} {family}".strip()}
    told = {"proto": PROTO, "person": person, "device_token": token, "former": _shown(former)}
    return remember(answer(told), device_id, before)


def _enrol(connection: Connection, home: UUID, person_id: UUID, device_id: UUID, token: str, name: str) -> None:
    at = clock.now()
    # The counter before any row: a push of this tablet takes them in this order, too.
    locked_head(connection, home, at)
    here = (Enrolment.person_id == person_id, Enrolment.device_id == device_id)
    values = {"token_hash": hash_of(token), "seen_at": at, **IN_USE}
    # A name that people gave it since stays.
    kept = case((Enrolment.name == "", name), else_=Enrolment.name)
    if connection.execute(update(Enrolment).where(*here).values({**values, "name": kept})).rowcount == 0:
        key = {"id": uuid7(), "municipality_id": home, "person_id": person_id, "device_id": device_id}
        connection.execute(insert(Enrolment).values(**key, **values, name=name, enrolled_at=at))
    # What came from this tablet before anybody knew whose it was has waited for this.
    waits = exists().where(Quarantined.municipality_id == home, Quarantined.device_id == device_id)
    if connection.execute(select(waits.where(Quarantined.resolved_at.is_(None)))).scalar():
        judge_waiting(connection, municipality_id=home, judge=by_roster, at=at)


def _shown(former: Former | None) -> dict[str, object] | None:
    if former is None:
        return None
    seen_at = written(former.seen_at)
    return {"device_id": str(former.device_id), "name": former.name, "seen_at": seen_at, "n_records": former.n_records}


def _name(asked: dict[str, object]) -> str:
    name = asked.get("name")
    return name.encode("utf-8", "replace").decode().replace("\0", "")[:NAME_LENGTH] if isinstance(name, str) else ""
