"""Makes real rows for tests: each function inserts one thing, with ordinary values where the test names none."""

import base64
import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import observe
from observe.exchange.rubric_files import RubricReading, read_rubric
from observe.models.base import uuid7
from observe.models.observations import Observation
from observe.models.pairs import PairHalf
from observe.models.people import Account, Appointment, Enrolment, Person
from observe.models.releases import Release
from observe.models.rubrics import RubricVersion
from observe.models.schools import Municipality, School, Section, SectionTeacher, Term
from observe.models.versions import Version
from observe.models.versions.halves import stand_anew
from tests.models.pairs import pair_of

RUBRIC_FILE = Path(observe.__file__).parent / "data" / "rubrics" / "undervisning-og-laeringsmiljoe.1.yaml"
# Tuesday of week 48; the lesson begins at 08:02 in Copenhagen.
LESSON_AT = datetime(2026, 11, 24, 7, 2, tzinfo=UTC)
PASSWORD = "et godt langt kodeord"
# As cheap as argon2 allows: tests sign in often and guard nothing.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOT_OBSERVED = 255
Row = TypeVar("Row")


def add(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def make_municipality(session: Session, name: str = "Nordsund Kommune", **given: object) -> Municipality:
    return add(session, Municipality(name=name, source_id=name, settings={}, **given))


def make_school(session: Session, municipality: Municipality, name: str) -> School:
    return add(session, School(municipality_id=municipality.id, source_id=name, name=name))


def make_term(session: Session, municipality: Municipality, starts_on: date, ends_on: date, title: str) -> Term:
    """A term of the school year that ends in the year after the first of August on or before its first day."""
    given = {"title": title, "kind": "term", "starts_on": starts_on, "ends_on": ends_on}
    school_year = starts_on.year + (starts_on.month >= 8)
    return add(session, Term(municipality_id=municipality.id, source_id=title, school_year=school_year, **given))


def make_section(session: Session, school: School, teacher: Person, title: str = "4.b", **given: object) -> Section:
    given = {"subject": "danish", "grade_level": 4} | given
    section = add(
        session,
        Section(municipality_id=school.municipality_id, school_id=school.id, source_id=title, title=title, **given),
    )
    add(session, SectionTeacher(section_id=section.id, person_id=teacher.id))
    return section


def make_person(session: Session, municipality: Municipality, name: str, **given: object) -> Person:
    """``name`` is given name, a space, family names."""
    given_name, family_name = name.split(" ", 1)
    given = {"source_id": name, "email": f"{given_name.lower()}@example.org"} | given
    return add(
        session, Person(municipality_id=municipality.id, given_name=given_name, family_name=family_name, **given)
    )


def appoint(session: Session, person: Person, role: str, school: School | None = None, **days: date) -> Appointment:
    return add(
        session,
        Appointment(
            municipality_id=person.municipality_id,
            person_id=person.id,
            school_id=school.id if school else None,
            role=role,
            **days,
        ),
    )


def make_account(session: Session, person: Person, password: str = PASSWORD, at: datetime = LESSON_AT) -> Account:
    return add(session, Account(person_id=person.id, password_hash=CHEAP.hash(password), changed_at=at))


def make_enrolment(
    session: Session, person: Person, token: str, at: datetime = LESSON_AT, **given: object
) -> Enrolment:
    given = {"device_id": uuid7()} | given
    return add(
        session,
        Enrolment(
            municipality_id=person.municipality_id,
            person_id=person.id,
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            enrolled_at=at,
            seen_at=at,
            **given,
        ),
    )


@cache
def shipped_rubric() -> RubricReading:
    return read_rubric(RUBRIC_FILE.read_bytes(), RUBRIC_FILE.name)


def make_rubric(session: Session, municipality: Municipality, reading: RubricReading | None = None) -> RubricVersion:
    reading = reading or shipped_rubric()
    return add(
        session,
        RubricVersion(
            municipality_id=municipality.id,
            content_hash=reading.content_hash,
            key=reading.rubric["key"],
            version=reading.rubric["version"],
            body=reading.body,
            imported_at=LESSON_AT - timedelta(days=90),
        ),
    )


def make_release(session: Session, principal: Person, school: School, term: Term, **given: object) -> Release:
    """A release without cells, open to nobody."""
    numbers = {"n_observations": 0, "n_teachers": 0, "n_observers": 0, "limits": {}, "cells": []}
    days = {"starts_on": term.starts_on, "ends_on": term.ends_on, "made_at": LESSON_AT, "settled_at": LESSON_AT}
    frame = {"municipality_id": school.municipality_id, "school_id": school.id, "term_id": term.id}
    facts = frame | {"made_by_id": principal.id, "rubric_hash": shipped_rubric().content_hash}
    return add(session, Release(**facts | numbers | days | given))


def indicators_of(reading: RubricReading) -> list[str]:
    """The rubric's indicator codes in the order of the packed levels."""
    return [row["code"] for domain in reading.rubric["domains"] for row in domain["indicators"]]


def note(minute: int, text: str, *indicators: str, kind: str = "saw", start: datetime = LESSON_AT) -> dict[str, object]:
    at = (start + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "id": str(uuid7()), "at": at, "minute": minute, "kind": kind, "text": text, "indicators": list(indicators),
    }  # fmt: skip


def make_payload(
    school: School, teacher: Person | None, section: Section | None, start: datetime = LESSON_AT, **given: object
) -> dict[str, object]:
    """Payload schema 1 of a visit, as the tablet writes it; ``given`` replaces fields."""
    notes = [
        note(0, "Timens mål står på tavlen. Du læser det op.", "questions", start=start),
        note(2, "»Hvorfor tror I, han lyver?«", "questions", kind="heard", start=start),
        note(5, "9 af 22 elever får ordet.", "voices", kind="counted", start=start),
    ]
    return {
        "kind": "visit",
        "is_practice": teacher is None,
        "school_id": str(school.id),
        "teacher": {"id": str(teacher.id), "name": teacher.name} if teacher else {"id": None, "name": "Ida Prøve"},
        "section": {"id": str(section.id) if section else None, "title": section.title if section else "4.b"},
        "subject": "danish",
        "grade_level": 4,
        "also_present": [],
        "minutes": 15,
        "broken_off": False,
        "wish": "Hvem får ordet, når vi taler om teksten?",
        "focus": ["voices", "questions", "peers"],
        "notes": notes,
        "ratings": {"voices": {"level": 2}, "questions": {"level": 3}, "peers": {"level": "not_observed"}},
        "feedback": {
            "worked": "Da du gav alle et halvt minut til at tænke, svarede tre nye elever.",
            "worked_notes": [notes[1]["id"]],
            "question": "Hvad tænker du selv om de 13, der ikke fik ordet?",
            "next_step": "Trække navnepinde i to klassesamtaler om ugen",
            "next_step_on": "2026-12-08",
        },
        "share": "now",
        **given,
    }


def make_body(author: Person, payload: dict[str, object], **given: object) -> dict[str, object]:
    """A version's body as on the wire, before it becomes bytes."""
    return {
        "schema": 1,
        "rid": str(uuid7()),
        "parents": [],
        "record_type": "observation",
        "act": "put",
        "stage": "done",
        "author": str(author.id),
        "device_id": str(uuid7()),
        "device_seq": 1,
        "rubric": shipped_rubric().content_hash,
        "observed_at": LESSON_AT.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "tz": "Europe/Copenhagen",
        "nonce": base64.urlsafe_b64encode(bytes(16)).rstrip(b"=").decode(),
        "payload": payload,
        **given,
    }


def make_observation(
    session: Session,
    author: Person,
    teacher: Person | None,
    school: School,
    section: Section | None = None,
    *,
    at: datetime = LESSON_AT,
    shared_at: datetime | None = None,
    is_withdrawn: bool = False,
    **payload: object,
) -> Observation:
    """An observation as it stands after its version was accepted; not shared unless ``shared_at`` says when."""
    content = make_payload(school, teacher, section, at, **payload)
    body = make_body(author, content, observed_at=at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    version = _version(session, author, body, at)
    return add(
        session,
        Observation(
            author_id=author.id,
            rid=version.rid,
            municipality_id=author.municipality_id,
            school_id=school.id,
            teacher_id=teacher.id if teacher else None,
            head_vid=version.vid,
            n_heads=1,
            kind=content["kind"],
            is_practice=content["is_practice"],
            is_withdrawn=is_withdrawn,
            is_broken_off=content["broken_off"],
            observed_at=at,
            observed_on=at.date(),
            arrived_at=at + timedelta(minutes=content["minutes"]),
            minutes=content["minutes"],
            section_id=section.id if section else None,
            section_title=content["section"]["title"],
            subject=content["subject"],
            grade_level=content["grade_level"],
            rubric_hash=body["rubric"],
            levels=packed_levels(content["ratings"]),
            shared_at=shared_at,
            share_deadline_at=at + timedelta(days=7),
        ),
    )


def make_half(session: Session, observation: Observation, ratings: dict[str, dict[str, object]], code: str) -> PairHalf:
    """The half of a pair that this observation is, locked, as ``models.versions`` keeps it; the pair stands anew."""
    pair = pair_of(observation.author_id, observation.rubric_hash, ratings, code=code)
    names = ("author_id", "rid", "municipality_id", "school_id", "teacher_id", "observed_on", "rubric_hash")
    row = {name: getattr(observation, name) for name in (*names, "arrived_at", "is_withdrawn")}
    locked = {"commitment": pair["lock"]["commitment"], "is_kept": True, "told": None, "levels": packed_levels(ratings)}
    half = add(session, PairHalf(**row, **locked, code=code, standing="", is_open=False))
    stand_anew(session.connection(), observation.municipality_id, {code}, set())
    session.expire_all()
    return half


def packed_levels(ratings: dict[str, dict[str, object]]) -> bytes:
    levels = [ratings.get(code, {}).get("level", 0) for code in indicators_of(shipped_rubric())]
    return bytes(NOT_OBSERVED if level == "not_observed" else level for level in levels)


def _version(session: Session, author: Person, body: dict[str, object], at: datetime) -> Version:
    raw = json.dumps(body, ensure_ascii=False).encode()
    seq = session.scalar(select(func.coalesce(func.max(Version.seq), 0))) + 1
    return add(
        session,
        Version(
            municipality_id=author.municipality_id,
            vid=uuid7(),
            rid=UUID(body["rid"]),
            author_id=author.id,
            device_id=UUID(body["device_id"]),
            device_seq=body["device_seq"],
            sha256=hashlib.sha256(raw).hexdigest(),
            body=raw,
            record_type=body["record_type"],
            act=body["act"],
            stage=body["stage"],
            parents=" ".join(body["parents"]),
            rubric_hash=body["rubric"],
            received_at=at,
            seq=seq,
            observed_at=datetime.fromisoformat(body["observed_at"]),
        ),
    )
