"""A municipality to measure on: forty schools, a leader with a tablet at each, teachers, and what the tablets bring."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice
from random import Random
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy.orm import Session

from observe.models.base import uuid7
from observe.models.people import Person
from observe.models.schools import School
from tests import factories as make

N_SCHOOLS, N_TEACHERS = 40, 12
BATCH = 50
# Of the versions that arrive: quarantined for a teacher whom nobody knows, and sent a second time.
SHARE_QUARANTINED, SHARE_REPLAYED = 0.01, 0.05
N_RATINGS, N_NOTES = 20, 4
TERM_DAYS = 60


@dataclass(frozen=True)
class Corner:
    """One school: who leads it and with which tablet, and whom they may visit."""

    school: School
    leader: Person
    device_id: UUID
    token: str
    teachers: list[Person]


def found(session: Session, now: datetime) -> list[Corner]:
    """Everything but observations; committed."""
    home = make.make_municipality(session)
    make.make_rubric(session, home)
    day = timedelta(days=1)
    make.make_term(session, home, (now - TERM_DAYS * day).date(), (now + TERM_DAYS * day).date(), "Termin")
    corners = [_corner(session, home, number) for number in range(N_SCHOOLS)]
    session.commit()
    return corners


def _corner(session: Session, home, number: int) -> Corner:
    school = make.make_school(session, home, f"Skole {number}")
    leader = make.make_person(session, home, f"Leder Nr{number}", email=f"leader{number}@example.org")
    make.appoint(session, leader, "principal", school)
    teachers = [make.make_person(session, home, f"Lærer Nr{number}-{one}", email=None) for one in range(N_TEACHERS)]
    for teacher in teachers:
        make.appoint(session, teacher, "teacher", school)
    token = f"token {number}"
    return Corner(school, leader, make.make_enrolment(session, leader, token).device_id, token, teachers)


def versions(corner: Corner, n: int, now: datetime, draw: Random) -> list[dict[str, str]]:
    """``n`` envelopes of this school's tablet, spread over the last weeks; some 2 kB each."""
    return [_envelope(_body(corner, number, now, draw)) for number in range(n)]


def _body(corner: Corner, number: int, now: datetime, draw: Random) -> dict[str, object]:
    at = now - timedelta(minutes=draw.randrange(30, 30 * 24 * 60))
    codes = make.indicators_of(make.shipped_rubric())[:N_RATINGS]
    levels = {code: {"level": draw.choice((1, 2, 2, 3, 3, 3, 4, "not_observed"))} for code in codes}
    notes = [
        make.note(minute * 3, f"{draw.randrange(99)} elever skriver, læreren går rundt og spørger ind.", code)
        for minute, code in zip(range(N_NOTES), cycle(codes))
    ]
    payload = make.make_payload(corner.school, draw.choice(corner.teachers), None)
    payload |= {"section": {"id": None, "title": "4.b"}, "ratings": levels, "notes": notes}
    if draw.random() < SHARE_QUARANTINED:
        payload["teacher"] = {"id": None, "name": "Vikar Uden Række"}
    given = {
        "device_id": str(corner.device_id),
        "device_seq": number + 1,
        "observed_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return make.make_body(corner.leader, payload, **given)


def _envelope(body: dict[str, object]) -> dict[str, str]:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return {"vid": str(uuid7()), "sha256": hashlib.sha256(text.encode()).hexdigest(), "body": text}


def batches(corner: Corner, envelopes: list[dict[str, str]], draw: Random, size: int = BATCH) -> list[bytes]:
    """Requests of at most ``size`` versions as bytes, so that the measuring client only writes and reads."""
    sent = [*envelopes, *draw.sample(envelopes, int(len(envelopes) * SHARE_REPLAYED))]
    return [
        json.dumps({"proto": 1, "device_id": str(corner.device_id), "batch_id": str(uuid4()), "witness": None,
                    "app_version": "0.1.0", "device_time": "2026-11-24T07:20:00Z", "versions": part},
                   ensure_ascii=False).encode()
        for part in (sent[first : first + size] for first in range(0, len(sent), size))
    ]  # fmt: skip


def cookie_of(app: Flask, person: Person) -> str:
    """The header that a signed-in browser of this person sends."""
    client = app.test_client()
    with client.session_transaction() as opened:
        opened |= {"_user_id": f"{person.id} -", "_fresh": True}
    return f"{app.config['SESSION_COOKIE_NAME']}={client.get_cookie(app.config['SESSION_COOKIE_NAME']).value}"


def interleaved(lists: list[list[bytes]]) -> list[tuple[int, bytes]]:
    """(school's number, request) in turn, as forty tablets would come."""
    longest = max(map(len, lists))
    return [
        (number, one)
        for turn in range(longest)
        for number, some in enumerate(lists)
        for one in islice(some, turn, turn + 1)
    ]
