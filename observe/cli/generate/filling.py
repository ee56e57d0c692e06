"""Brings generated visits in as tablets do: bodies, envelopes, and the one way in."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, insert, select

from observe.aggregates.reliability import Components
from observe.cli.demo.bodies import iso, made_uuid
from observe.cli.demo.visits import TZ, school_days
from observe.cli.generate.levels import Levels
from observe.models.base import uuid7
from observe.models.people import LEADING_ROLES, Appointment, Enrolment, Person
from observe.models.rubrics import RubricVersion
from observe.models.schools import Municipality, School, Section, SectionTeacher
from observe.models.versions import Carrier, accept, by_roster, open_envelopes
from observe.models.versions.envelopes import envelope_of

REACHES_BACK = timedelta(weeks=40)
FIRST_LESSON = time(8, 0, tzinfo=TZ)
N_FOCUS = 4
MOST_IN_A_BATCH = 500
# A tablet comes to a network after so long; no lesson is too old to count by its own day.
OFFLINE_FOR = timedelta(days=50)
# As from files that were brought in: what the tablets of several observers wrote comes at once, so that many visits
# share the cost of a batch. Of few observers, because the store looks for every observer with every record.
NOBODY = Carrier(None, None)


class Visit(NamedTuple):
    number: int
    """Of all visits: what it is made from, with the seed."""
    school_id: UUID
    teacher_id: UUID
    day: date


class Batch(NamedTuple):
    """What reaches the server at once."""

    visits: list[tuple[UUID, Visit]]
    """(observer, visit)"""
    at: datetime


class Filling:
    """Writes into the connection's open transactions; the caller commits."""

    def __init__(self, connection: Connection, seed: int, components: Components, now: datetime) -> None:
        self.seed, self.now = seed, now
        self.home = connection.execute(select(Municipality.id)).scalar_one()
        (self.rubric_hash, body), *_ = connection.execute(select(RubricVersion.content_hash, RubricVersion.body))
        rubric = json.loads(body)
        self.codes = [indicator["code"] for domain in rubric["domains"] for indicator in domain["indicators"]]
        self.levels = Levels(components, len(rubric["levels"]), seed)
        self.sections = _sections(connection)
        self.names = _names(connection)
        self.teachers, self.observers = self._posted(connection, "teacher"), self._posted(connection, *LEADING_ROLES)
        self.devices = self._enrol(connection)
        self._n_made = dict.fromkeys(self.devices, 0)

    def batches(self, n_visits: int) -> Iterator[Batch]:
        """All visits, spread evenly over the schools and the last weeks, the oldest days first."""
        days = school_days((self.now - REACHES_BACK).astimezone(TZ).date(), self.now.astimezone(TZ).date())
        schools = sorted(self.teachers, key=self.names.get)
        by_observer: dict[UUID, list[tuple[UUID, Visit]]] = {}
        sent_on = days[0]
        for nth, day in enumerate(days):
            if day - sent_on >= OFFLINE_FOR:
                yield from self._sent(by_observer, days[nth - 1])
                by_observer, sent_on = {}, day
            for number in range(nth * n_visits // len(days), (nth + 1) * n_visits // len(days)):
                school, chance = schools[number % len(schools)], self._chance("visit", number)
                visit = Visit(number, school, chance.choice(self.teachers[school]), day)
                observer = chance.choice(self.observers[school])
                by_observer.setdefault(observer, []).append((observer, visit))
        yield from self._sent(by_observer, days[-1])

    def _sent(self, by_observer: dict[UUID, list[tuple[UUID, Visit]]], day: date) -> Iterator[Batch]:
        at = datetime.combine(day, time(16, tzinfo=TZ)).astimezone(self.now.tzinfo)
        visits = [visit for observer in sorted(by_observer, key=self.names.get) for visit in by_observer[observer]]
        for first in range(0, len(visits), MOST_IN_A_BATCH):
            yield Batch(visits[first : first + MOST_IN_A_BATCH], at)

    def push(self, connection: Connection, batch: Batch) -> int:
        """Accept a batch; how many of it were stored. Raises RuntimeError if one was set aside."""
        envelopes = [self._envelope(observer, visit, batch.at) for observer, visit in batch.visits]
        facts = {"municipality_id": self.home, "judge": by_roster, "at": batch.at}
        results = accept(connection, carrier=NOBODY, arrivals=open_envelopes(envelopes), **facts)
        faults = [result for result in results if result.status not in ("stored", "already")]
        if faults:
            raise RuntimeError(f"a generated visit was {faults[0].status}: {faults[0].code} {faults[0].detail}")
        return len(results)

    def _envelope(self, observer: UUID, visit: Visit, at: datetime) -> dict[str, str]:
        vid = UUID(made_uuid(at, self._chance("vid", visit.number)))
        return envelope_of(vid, self._body(observer, self.devices[observer], visit))

    def _body(self, observer: UUID, device: UUID, visit: Visit) -> str:
        chance = self._chance("body", visit.number)
        starts_at = datetime.combine(visit.day, FIRST_LESSON) + timedelta(minutes=chance.randrange(0, 360, 45))
        self._n_made[observer] += 1
        body = {
            "schema": 1, "rid": made_uuid(starts_at, chance), "parents": [], "record_type": "observation", "act": "put",
            "stage": "done", "author": str(observer), "device_id": str(device), "device_seq": self._n_made[observer],
            "rubric": self.rubric_hash, "observed_at": iso(starts_at.astimezone(self.now.tzinfo)), "tz": TZ.key,
            "nonce": sha256(f"{self.seed} {visit.number}".encode()).hexdigest()[:22],
            "payload": self._payload(observer, visit, chance),
        }  # fmt: skip
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))

    def _payload(self, observer: UUID, visit: Visit, chance: Random) -> dict[str, object]:
        section = self.sections[visit.teacher_id]
        focus = sorted(chance.sample(self.codes, N_FOCUS), key=self.codes.index)
        who = (self.names[one] for one in (visit.school_id, visit.teacher_id, observer))
        levels = self.levels.of_lesson(*who, visit.number, focus)
        feedback = {"worked": "", "worked_notes": [], "question": "", "next_step": "", "next_step_on": None}
        return {
            "kind": "visit", "is_practice": False, "school_id": str(visit.school_id),
            "teacher": {"id": str(visit.teacher_id), "name": "Lærer"},
            "section": {"id": str(section.id), "title": section.title}, "subject": section.subject,
            "grade_level": section.grade_level, "also_present": [], "minutes": chance.randint(10, 18),
            "broken_off": False, "wish": "", "focus": focus, "notes": [], "feedback": feedback, "share": "now",
            "ratings": {code: {"level": level} for code, level in levels.items()},
        }  # fmt: skip

    def _enrol(self, connection: Connection) -> dict[UUID, UUID]:
        """A tablet for each observer; nobody holds its token."""
        devices = {}
        begun_at = self.now - REACHES_BACK - timedelta(days=1)
        for observer in (person for persons in self.observers.values() for person in persons):
            devices[observer] = UUID(made_uuid(begun_at, self._chance("device", self.names[observer])))
            facts = {"id": uuid7(), "municipality_id": self.home, "person_id": observer, "device_id": devices[observer]}
            token_hash = sha256(f"{self.seed} {observer}".encode()).hexdigest()
            times = {"enrolled_at": begun_at, "seen_at": begun_at}
            connection.execute(insert(Enrolment).values(**facts, token_hash=token_hash, name="Tablet", **times))
        return devices

    def _posted(self, connection: Connection, *roles: str) -> dict[UUID, list[UUID]]:
        """{school: who has one of these roles there}, in the roster's order"""
        query = select(Appointment.school_id, Appointment.person_id).where(Appointment.role.in_(roles))
        found: dict[UUID, list[UUID]] = {}
        for school, person in sorted(connection.execute(query), key=lambda row: self.names[row.person_id]):
            found.setdefault(school, []).append(person)
        return found

    def _chance(self, *of: object) -> Random:
        return Random(" ".join(map(str, (self.seed, *of))))  # noqa: S311 (invented visits, no secret)


def _names(connection: Connection) -> dict[UUID, str]:
    """{school or person: the roster's id}: chance hangs on these, for ours differ each time."""
    rows = [connection.execute(select(model.id, model.source_id)) for model in (School, Person)]
    return {row.id: row.source_id for some in rows for row in some}


def _sections(connection: Connection) -> dict[UUID, Section]:
    """{teacher: the section taught}"""
    columns = (Section.id, Section.title, Section.subject, Section.grade_level)
    query = select(SectionTeacher.person_id, *columns).join(Section, Section.id == SectionTeacher.section_id)
    return {row.person_id: row for row in connection.execute(query)}
