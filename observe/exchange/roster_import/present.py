"""What the database says of one municipality's schools and people, by the roster's own ids."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from observe.errors import OtherMunicipality
from observe.models.people import Appointment, Person
from observe.models.schools import Municipality, School, Section, SectionTeacher, Term

Row = dict[str, Any]
"""One row, by column."""


@dataclass
class Present:
    """Rows by the roster's id; appointments by (person, school, role) as database ids, the oldest first."""

    municipality: Row | None = None
    schools: dict[str, Row] = field(default_factory=dict)
    terms: dict[str, Row] = field(default_factory=dict)
    sections: dict[str, Row] = field(default_factory=dict)
    people: dict[str, Row] = field(default_factory=dict)
    unlisted: dict[str, list[Row]] = field(default_factory=dict)
    """People who stand in no roster yet, such as the first administrator, by e-mail."""
    appointments: dict[tuple[UUID, UUID | None, str], list[Row]] = field(default_factory=dict)
    teaching: dict[tuple[UUID, UUID], Row] = field(default_factory=dict)
    """By (section, person) as database ids."""


def present_of(connection: Connection, source_id: str | None) -> Present:
    """The municipality that the roster names, or the only one there is. Seven queries.

    Raises OtherMunicipality where the database holds another municipality than the one named.
    """
    home = _municipality(connection, source_id)
    if home is None:
        return Present()
    present = Present(municipality=home)
    for name, model in (("schools", School), ("terms", Term), ("sections", Section)):
        setattr(
            present,
            name,
            {row["source_id"]: row for row in _rows(connection, model, model.municipality_id == home["id"])},
        )
    for row in _rows(connection, Person, Person.municipality_id == home["id"]):
        if row["source_id"] is not None:
            present.people[row["source_id"]] = row
        elif row["email"]:
            present.unlisted.setdefault(row["email"], []).append(row)
    for row in _rows(connection, Appointment, Appointment.municipality_id == home["id"]):
        present.appointments.setdefault((row["person_id"], row["school_id"], row["role"]), []).append(row)
    in_home = SectionTeacher.section_id.in_(select(Section.id).where(Section.municipality_id == home["id"]))
    for row in _rows(connection, SectionTeacher, in_home):
        present.teaching[row["section_id"], row["person_id"]] = row
    return present


def known_ids(connection: Connection) -> dict[str, frozenset[str]]:
    """The roster ids of earlier imports by OneRoster table, for files that bring changes only."""
    schools = frozenset(connection.scalars(select(School.source_id)))
    districts = frozenset(connection.scalars(select(Municipality.source_id).where(Municipality.source_id.is_not(None))))
    return {
        "schools": schools,
        "orgs": schools | districts,
        "academicSessions": frozenset(connection.scalars(select(Term.source_id))),
        "classes": frozenset(connection.scalars(select(Section.source_id))),
        "users": frozenset(connection.scalars(select(Person.source_id).where(Person.source_id.is_not(None)))),
    }


def _municipality(connection: Connection, source_id: str | None) -> Row | None:
    homes = _rows(connection, Municipality)
    named = [home for home in homes if home["source_id"] == source_id and source_id is not None]
    if named or not homes:
        return named[0] if named else None
    # A roster without a district, or a municipality made by hand before the first roster, means the only one there is.
    if len(homes) == 1 and (source_id is None or homes[0]["source_id"] is None):
        return homes[0]
    raise OtherMunicipality(source_id=source_id, names=", ".join(sorted(home["name"] for home in homes)))


def _rows(connection: Connection, model: type, *where: ColumnElement[bool]) -> list[Row]:
    table = model.__table__
    order = [table.c.starts_on] if "starts_on" in table.c else []
    return [dict(row) for row in connection.execute(select(table).where(*where).order_by(*order)).mappings()]
