"""The invented people that the sign-in page of a demo offers; asked for only where the home is one."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import get_locale
from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from observe.data import shipped
from observe.models.people import Person


@dataclass(frozen=True)
class Member:
    person_id: UUID
    name: str
    does: str


def cast(session: Session) -> list[Member]:
    """Those of the shipped list who are in this demo's roster, in its order. One query."""
    listed = {tuple(entry["name"].split(" ", 1)): entry["does"] for entry in shipped("cast")["cast"]}
    wanted = tuple_(Person.given_name, Person.family_name).in_(list(listed))
    people = {
        (person.given_name, person.family_name): person for person in session.scalars(select(Person).where(wanted))
    }
    return [
        Member(people[name].id, people[name].name, does[get_locale().language])
        for name, does in listed.items()
        if name in people
    ]
