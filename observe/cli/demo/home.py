"""The home of the demo as its roster was read in: who and what is there by name, and how it was opened."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.cli.demo.bodies import Place
from observe.cli.demo.other_kinds import Walk
from observe.cli.demo.roster import person_source_id, section_source_id
from observe.cli.demo.visits import Visit
from observe.data import notice_draft, shipped
from observe.models.notices import publish
from observe.models.people import MentorGrant, Person
from observe.models.rubrics import RubricVersion
from observe.models.schools import Municipality, School, Section


class Home:
    """Names and ids are those of ``data/demo/roster.yaml``."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now
        self.said = shipped("demo/roster")
        self.row = session.scalars(select(Municipality).filter_by(source_id=self.said["municipality"]["id"])).one()
        self._people = self._by_source_id(Person)
        self.schools: dict[str, School] = self._by_source_id(School)
        self._sections = self._by_source_id(Section)
        self._leans = {school["id"]: school.get("lean", 0.0) for school in self.said["schools"]}
        rubrics = select(RubricVersion).filter_by(municipality_id=self.row.id)
        self.rubric = session.scalars(rubrics.order_by(RubricVersion.imported_at.desc())).first()
        self.indicators: dict[str, Any] = json.loads(self.rubric.body)

    def _by_source_id(self, model: type) -> dict[str, Any]:
        rows = self._session.scalars(select(model).filter_by(municipality_id=self.row.id))
        return {row.source_id: row for row in rows if row.source_id}

    def person(self, name: str, school: str) -> Person:
        return self._people[person_source_id(name, school)]

    def place_of(self, visit: Visit) -> Place:
        section = self._sections[section_source_id(visit.school, visit.section, visit.subject)]
        teacher = self.person(visit.teacher, visit.school)
        return Place(
            school_id=str(self.schools[visit.school].id),
            teacher={"id": str(teacher.id), "name": teacher.name},
            section={"id": str(section.id), "title": section.title},
            subject=visit.subject,
            grade_level=section.grade_level,
            starts_at=visit.starts_at,
            minutes=visit.minutes,
            lean=self._leans[visit.school],
            is_before=visit.is_before,
        )

    def place_of_walk(self, walk: Walk) -> Place:
        nobody = {"teacher": {}, "section": {}, "grade_level": None}
        place = {"school_id": str(self.schools[walk.school].id), "subject": walk.subject}
        return Place(**place, **nobody, starts_at=walk.starts_at, minutes=walk.minutes)

    def open(self, at: datetime) -> None:
        """The notice is published, and the mentor gets leave for the school year."""
        publish(self._session, self.row.id, notice_texts(self.row.name), at)
        mentor = self.said["mentor"]
        given, family = mentor["name"].split(" ", 1)
        person = Person(municipality_id=self.row.id, given_name=given, family_name=family)
        self._session.add(person)
        self._session.flush()
        school = next(school for school in self.said["schools"] if school["id"] == mentor["school"])
        until_on = date(self._now.year + (self._now.month >= 7), 6, 30)
        granted_by = self.person(school["principal"], school["id"]).id
        grant = {"granted_by": granted_by, "granted_at": at, "until_on": until_on}
        place = {"municipality_id": self.row.id, "school_id": self.schools[school["id"]].id}
        self._session.add(MentorGrant(mentor_id=person.id, **place, **grant))


def notice_texts(municipality: str) -> dict[str, str]:
    """The shipped draft with its open places filled in for an invented municipality."""
    filled = {"[Kommunens navn]": municipality, "[Name of the municipality]": municipality}
    filled |= {"[e-mail]": "databeskyttelse@sofiendal.example"}
    texts = notice_draft()
    for place, words in filled.items():
        texts = {language: text.replace(place, words) for language, text in texts.items()}
    return texts
