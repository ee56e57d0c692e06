"""Fills a home that has the demo's roster: the notice, a mentor, and a term of visits that come in as any push does."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.cli.demo.bodies import Payload, Place, iso, made_uuid, showcase_payload, visit_payload
from observe.cli.demo.pairs import halves, partners
from observe.cli.demo.releases import release_last_term
from observe.cli.demo.roster import person_source_id, section_source_id
from observe.cli.demo.visits import TZ, Visit, visits
from observe.data import notice_draft, shipped
from observe.models.answers import acknowledge, send_response
from observe.models.notices import notice_in_force, publish, record_reading
from observe.models.observations import Observation
from observe.models.people import Enrolment, MentorGrant, Person
from observe.models.rubrics import RubricVersion
from observe.models.schools import Municipality, School, Section
from observe.models.versions import Carrier, accept, by_roster, open_envelopes
from observe.models.versions.envelopes import envelope_of

SEED = 2026
SHARE_READ = 0.8
SHARE_ANSWERED = 0.3
PUSHED_AFTER = timedelta(minutes=20)
STAYS_NEW = timedelta(days=10)

Progress = Callable[[int], None]
Action = Callable[[datetime], None]


class Filling:
    """Everything happens at its own moment, the oldest first, in the one transaction that the session has open."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self.random = Random(SEED)  # noqa: S311 (an invented term, no secret)
        self.said = shipped("demo/roster")
        self.home = session.scalars(select(Municipality).filter_by(source_id=self.said["municipality"]["id"])).one()
        self.people = self._by_source_id(Person)
        self.schools = self._by_source_id(School)
        self.sections = self._by_source_id(Section)
        rubrics = select(RubricVersion).filter_by(municipality_id=self.home.id)
        self.rubric = session.scalars(rubrics.order_by(RubricVersion.imported_at.desc())).first()
        self.indicators = json.loads(self.rubric.body)
        self.devices: dict[UUID, tuple[UUID, int]] = {}

    def _by_source_id(self, model: type) -> dict[str, Any]:
        rows = self.session.scalars(select(model).filter_by(municipality_id=self.home.id))
        return {row.source_id: row for row in rows if row.source_id}

    @property
    def is_done(self) -> bool:
        return self.session.scalar(select(Observation.rid).filter_by(municipality_id=self.home.id).limit(1)) is not None

    def agenda(self) -> list[tuple[datetime, Action]]:
        """What happens when, in order; nothing lies after now."""
        today = self.now.astimezone(TZ).date()
        planned = visits(today, SEED)
        self.partners = partners(planned)
        begins_at = planned[0].starts_at - timedelta(days=2)
        actions: list[tuple[datetime, Action]] = [(begins_at, self._open_house)]
        second = {(partner, visit.school) for visit, partner in self.partners.items()}
        for observer in sorted({(visit.observer, visit.school) for visit in planned} | second):
            actions.append((begins_at + timedelta(hours=1), lambda at, one=observer: self._enrol(*one, at)))
        for visit in planned:
            actions += self._of_visit(visit)
        return sorted((action for action in actions if action[0] <= self.now), key=lambda action: action[0])

    def release_last_term(self) -> int:
        """Of those schools whose principals have released it, when everything has happened."""
        principals = {each["id"]: self._person(each["principal"], each["id"]).id for each in self.said["schools"]}
        return release_last_term(self.session, self.home, self.schools, principals, self.now)

    def _of_visit(self, visit: Visit) -> list[tuple[datetime, Action]]:
        """The push, and what its teacher does after it was shared."""
        payload = self._payload(visit)
        rid = made_uuid(visit.starts_at, self.random)
        pushed_at = visit.starts_at + timedelta(minutes=visit.minutes) + PUSHED_AFTER
        actions: list[tuple[datetime, Action]] = [(pushed_at, lambda at: self._push(visit, payload, rid, at))]
        if visit in self.partners:
            payload, second = self._halves(visit, payload)
            partner = replace(visit, observer=self.partners[visit])
            their_rid = str(uuid5(UUID(rid), partner.observer))
            actions.append((pushed_at, lambda at: self._push(partner, second, their_rid, at)))
        shared_at = pushed_at if payload["share"] == "now" else visit.starts_at + timedelta(days=7)
        # The newest feedback waits to be read, so that somebody who signs in as a teacher has something new.
        is_new = visit.is_newest and self.now - visit.starts_at < STAYS_NEW
        if self.random.random() < SHARE_READ and not is_new:
            read_at = shared_at + timedelta(hours=self.random.randint(3, 70))
            actions.append((read_at, lambda at: self._read(visit, rid, at)))
        return actions

    def _payload(self, visit: Visit) -> Payload:
        section = self.sections[section_source_id(visit.school, visit.section, visit.subject)]
        teacher = self._person(visit.teacher, visit.school)
        place = Place(
            school_id=str(self.schools[visit.school].id),
            teacher={"id": str(teacher.id), "name": teacher.name},
            section={"id": str(section.id), "title": section.title},
            subject=visit.subject,
            grade_level=section.grade_level,
            starts_at=visit.starts_at,
            minutes=visit.minutes,
        )
        shown = showcase_payload(place, self.indicators, self.random) if visit.is_showcase else None
        return shown or visit_payload(place, self.indicators, self.random)

    def _halves(self, visit: Visit, payload: Payload) -> tuple[Payload, Payload]:
        names = (visit.observer, self.partners[visit])
        authors = tuple(self._person(name, visit.school).id for name in names)
        locked_at = iso(visit.starts_at + timedelta(minutes=visit.minutes))
        seed = int(visit.starts_at.timestamp())
        return halves(payload, authors, self.indicators, self.rubric.content_hash, locked_at, seed)

    def _open_house(self, at: datetime) -> None:
        """The notice is published, and the mentor gets leave for the school year."""
        publish(self.session, self.home.id, notice_texts(self.home.name), at)
        mentor = self.said["mentor"]
        given, family = mentor["name"].split(" ", 1)
        person = Person(municipality_id=self.home.id, given_name=given, family_name=family)
        self.session.add(person)
        self.session.flush()
        school = next(school for school in self.said["schools"] if school["id"] == mentor["school"])
        until_on = date(self.now.year + (self.now.month >= 7), 6, 30)
        granted_by = self._person(school["principal"], school["id"]).id
        grant = {"granted_by": granted_by, "granted_at": at, "until_on": until_on}
        place = {"municipality_id": self.home.id, "school_id": self.schools[school["id"]].id}
        self.session.add(MentorGrant(mentor_id=person.id, **place, **grant))

    def _enrol(self, observer: str, school: str, at: datetime) -> None:
        """A tablet, and the notice read on it."""
        person, device = self._person(observer, school), UUID(made_uuid(at, self.random))
        # Nobody holds the token: the demo's visits come in here, not over the wire.
        token_hash = sha256(self.random.randbytes(32)).hexdigest()
        facts = {"name": "Demotablet", "enrolled_at": at, "seen_at": at}
        home = {"municipality_id": self.home.id, "person_id": person.id}
        self.session.add(Enrolment(device_id=device, token_hash=token_hash, **home, **facts))
        self.session.flush()
        record_reading(self.session, notice_in_force(self.session, self.home.id), person.id, at)
        self.devices[person.id] = device, 0

    def _push(self, visit: Visit, payload: Payload, rid: str, at: datetime) -> None:
        author = self._person(visit.observer, visit.school).id
        device, n_before = self.devices[author]
        self.devices[author] = device, n_before + 1
        body = {
            "schema": 1, "rid": rid, "parents": [], "record_type": "observation", "act": "put", "stage": "done",
            "author": str(author), "device_id": str(device), "device_seq": n_before + 1,
            "rubric": self.rubric.content_hash, "observed_at": iso(visit.starts_at), "tz": TZ.key,
            "nonce": sha256(rid.encode()).hexdigest()[:22], "payload": payload,
        }  # fmt: skip
        envelope = envelope_of(UUID(made_uuid(at, self.random)), json.dumps(body, ensure_ascii=False))
        carrier, arrivals = Carrier(author, device), open_envelopes([envelope])
        facts = {"municipality_id": self.home.id, "judge": by_roster, "at": at}
        (result,) = accept(self.session.connection(), carrier=carrier, arrivals=arrivals, **facts)
        if result.status != "stored":
            raise RuntimeError(f"a visit of the demo was {result.status}: {result.code} {result.detail}")

    def _read(self, visit: Visit, rid: str, at: datetime) -> None:
        observation = self.session.scalars(select(Observation).filter_by(rid=UUID(rid))).one()
        teacher = self._person(visit.teacher, visit.school).id
        if self.random.random() < SHARE_ANSWERED:
            words = self.random.choice(shipped("demo/notes")["responses"])
            send_response(self.session, observation, teacher, words, at)
        else:
            acknowledge(self.session, observation, teacher, at)

    def _person(self, name: str, school: str) -> Person:
        return self.people[person_source_id(name, school)]


def notice_texts(municipality: str) -> dict[str, str]:
    """The shipped draft with its open places filled in for an invented municipality."""
    filled = {"[Kommunens navn]": municipality, "[Name of the municipality]": municipality}
    filled |= {"[e-mail]": "databeskyttelse@sofiendal.example"}
    texts = notice_draft()
    for place, words in filled.items():
        texts = {language: text.replace(place, words) for language, text in texts.items()}
    return texts
