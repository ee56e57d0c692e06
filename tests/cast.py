"""The people of the tests: every question of permission has its answer from the name.

Olga observes at Sofiendal; Tom is the teacher she observed; Tara teaches there too and must not see Tom's; Pia is
principal there; Lena leads there, but did not observe Tom; Liam leads another school and must see nothing; Mona is a
mentor with a grant until a date; Ana works in the administration; nobody is anonymous.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from observe.models.people import MentorGrant, Person
from observe.models.rubrics import RubricVersion
from observe.models.schools import Municipality, School, Section
from tests import factories as make

# After any day on which the tests may run.
GRANT_UNTIL = date(2099, 6, 30)
NAMES = ("olga", "tom", "tara", "pia", "lena", "liam", "mona", "ana")


@dataclass(frozen=True)
class Cast:
    municipality: Municipality
    sofiendal: School
    elsewhere: School
    section: Section
    """4.b, whom Tom teaches."""
    rubric: RubricVersion
    olga: Person
    tom: Person
    tara: Person
    pia: Person
    lena: Person
    liam: Person
    mona: Person
    ana: Person

    def person(self, name: str) -> Person:
        return getattr(self, name)


def make_cast(session: Session) -> Cast:
    """Everybody, their schools, a section and the shipped rubric; flushed, not committed. Nobody has a password yet."""
    home = make.make_municipality(session)
    sofiendal = make.make_school(session, home, "Sofiendalskolen")
    elsewhere = make.make_school(session, home, "Havneskolen")
    people = _people(session, home)
    for name, role in (("olga", "leader"), ("tom", "teacher"), ("tara", "teacher"), ("pia", "principal")):
        make.appoint(session, people[name], role, sofiendal)
    make.appoint(session, people["lena"], "leader", sofiendal)
    make.appoint(session, people["liam"], "principal", elsewhere)
    make.appoint(session, people["ana"], "administration")
    _grant(session, sofiendal, people["mona"], people["pia"])
    return Cast(
        municipality=home,
        sofiendal=sofiendal,
        elsewhere=elsewhere,
        section=make.make_section(session, sofiendal, people["tom"]),
        rubric=make.make_rubric(session, home),
        **people,
    )


def _people(session: Session, home: Municipality) -> dict[str, Person]:
    names = {
        "olga": "Olga Rask Villadsen",
        "tom": "Tom Bjerregaard Holm",
        "tara": "Tara Nygaard",
        "pia": "Pia Lindholt",
        "lena": "Lena Østergaard",
        "liam": "Liam Krogh",
        "mona": "Mona Sejersen",
        "ana": "Ana Brix",
    }
    return {key: make.make_person(session, home, name) for key, name in names.items()}


def _grant(session: Session, school: School, mentor: Person, principal: Person) -> None:
    make.add(
        session,
        MentorGrant(
            municipality_id=school.municipality_id,
            school_id=school.id,
            mentor_id=mentor.id,
            granted_by=principal.id,
            granted_at=datetime(2026, 8, 10, tzinfo=UTC),
            until_on=GRANT_UNTIL,
        ),
    )
