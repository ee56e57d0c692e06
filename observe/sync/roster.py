"""The roster that a notebook carries: who teaches what at the schools that its person leads. No pupils, no e-mail."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, or_, select

from observe.models.people import Appointment, Person
from observe.models.schools import School, Section, SectionTeacher


def roster_of(connection: Connection, school_ids: Sequence[UUID], today: date) -> dict[str, list[dict[str, object]]]:
    """``{"schools": [{id, name, people, sections}]}`` as of a local day. Four queries."""
    if not school_ids:
        return {"schools": []}
    schools = connection.execute(select(School.id, School.name).where(School.id.in_(school_ids)).order_by(School.name))
    sections = _sections(connection, school_ids, today)
    taught = _taught(connection, sections, today)
    people = _people(connection, school_ids, today)
    return {
        "schools": [
            {
                "id": str(school_id),
                "name": name,
                "people": [
                    _person(one, taught.get(one.id, ()), sections) for one in people if one.school_id == school_id
                ],
                "sections": [row for home, row in sections.values() if home == school_id],
            }
            for school_id, name in schools
        ]
    }


def _person(row, section_ids: Sequence[UUID], sections: dict) -> dict[str, object]:
    own = [sections[section_id][1] for section_id in section_ids if sections[section_id][0] == row.school_id]
    return {
        "id": str(row.id),
        "name": f"{row.given_name} {row.family_name}".strip(),
        "given_name": row.given_name,
        "role": row.role,
        "sections": [section["id"] for section in own],
        "subjects": sorted({section["subject"] for section in own if section["subject"]}),
    }


def _people(connection: Connection, school_ids: Sequence[UUID], today: date) -> list:
    """One row a person, school and role; who both teaches and leads a school is listed as a teacher."""
    query = (
        select(Person.id, Person.given_name, Person.family_name, Appointment.school_id, Appointment.role)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Appointment.school_id.in_(school_ids),
            or_(Appointment.starts_on.is_(None), Appointment.starts_on <= today),
            or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
        )
        # 'teacher' comes after 'leader' and 'principal' in the alphabet: the last one stays.
        .order_by(Person.given_name, Person.family_name, Person.id, Appointment.role)
    )
    return list({(row.id, row.school_id): row for row in connection.execute(query)}.values())


def _sections(
    connection: Connection, school_ids: Sequence[UUID], today: date
) -> dict[UUID, tuple[UUID, dict[str, object]]]:
    """``{section id: (school id, its entry)}``."""
    query = (
        select(Section.id, Section.school_id, Section.title, Section.subject, Section.grade_level)
        .where(Section.school_id.in_(school_ids), or_(Section.ended_on.is_(None), Section.ended_on >= today))
        .order_by(Section.grade_level, Section.title, Section.id)
    )
    return {
        section_id: (home, {"id": str(section_id), "title": title, "subject": subject, "grade_level": grade_level})
        for section_id, home, title, subject, grade_level in connection.execute(query)
    }


def _taught(connection: Connection, sections: dict, today: date) -> dict[UUID, list[UUID]]:
    """``{person id: section ids}``, in the order of the sections."""
    query = select(SectionTeacher.person_id, SectionTeacher.section_id).where(
        SectionTeacher.section_id.in_(
            select(Section.id).where(Section.school_id.in_({home for home, _ in sections.values()}))
        ),
        or_(SectionTeacher.ended_on.is_(None), SectionTeacher.ended_on >= today),
    )
    taught: dict[UUID, list[UUID]] = {}
    place = {section_id: number for number, section_id in enumerate(sections)}
    for person_id, section_id in connection.execute(query):
        if section_id in place:
            taught.setdefault(person_id, []).append(section_id)
    return {person_id: sorted(ids, key=place.__getitem__) for person_id, ids in taught.items()}
