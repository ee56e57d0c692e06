"""The roster of a generated municipality, as OneRoster tables: numbered schools and people, one section a teacher."""

from datetime import datetime
from itertools import cycle
from typing import NamedTuple

from observe.cli.demo.roster import Tables, courses, terms
from observe.cli.demo.visits import TZ

HOME = "generated"
# (subject, grade level) of the teachers of a school, in turn.
TAUGHT = (("danish", 4), ("mathematics", 7), ("music", 2), ("history", 8), ("science", 5), ("physical_education", 1))
LETTERS = "abcdef"


class Size(NamedTuple):
    n_schools: int
    n_teachers: int
    """At each school."""
    n_observers: int
    """At each school: its principal and other leaders."""


def roster_tables(size: Size, now: datetime) -> Tables:
    """A whole OneRoster 1.2 set for the school year of ``now``."""
    tables: Tables = {
        "orgs": [{"sourcedId": HOME, "name": "Talkøbing Kommune", "type": "district"}],
        "academicSessions": list(terms(now.astimezone(TZ).date())),
        "courses": list(courses(HOME)),
        "classes": [],
        "users": [],
        "roles": [],
        "enrollments": [],
    }
    _add_person(tables, "ana", "Ana Administration", "districtAdministrator", HOME)
    for number in range(size.n_schools):
        _add_school(tables, f"school-{number:04}", number, size)
    return tables


def _add_school(tables: Tables, school: str, number: int, size: Size) -> None:
    facts = {"name": f"Skole {number + 1}", "type": "school", "parentSourcedId": HOME}
    tables["orgs"].append({"sourcedId": school, **facts})
    for one in range(size.n_observers):
        role = "siteAdministrator" if one else "principal"
        _add_person(tables, f"{school}-leader-{one}", f"Leder {number + 1}-{one + 1}", role, school)
    for one, (subject, grade) in zip(range(size.n_teachers), cycle(TAUGHT)):
        teacher = f"{school}-teacher-{one}"
        _add_person(tables, teacher, f"Lærer {number + 1}-{one + 1}", "teacher", school)
        _add_section(tables, school, teacher, subject, f"{grade}.{LETTERS[one % len(LETTERS)]}")


def _add_person(tables: Tables, source_id: str, name: str, role: str, org: str) -> None:
    given, family = name.split(" ", 1)
    # The domain is reserved for examples: no mail reaches anybody.
    names = {"givenName": given, "familyName": family, "username": source_id, "email": f"{source_id}@generated.example"}
    tables["users"].append({"sourcedId": source_id, "enabledUser": "true", **names})
    post = {"userSourcedId": source_id, "roleType": "primary", "role": role, "orgSourcedId": org}
    tables["roles"].append({"sourcedId": f"{source_id}-{role}", **post})


def _add_section(tables: Tables, school: str, teacher: str, subject: str, title: str) -> None:
    source_id = f"{teacher}-{subject}"
    sessions = ",".join(term["sourcedId"] for term in tables["academicSessions"][1:])
    place = {"courseSourcedId": subject, "schoolSourcedId": school, "termSourcedIds": sessions}
    facts = {"title": title, "grades": f"{int(title[0]):02}", "classType": "scheduled"}
    tables["classes"].append({"sourcedId": source_id, **facts, **place})
    taught = {"classSourcedId": source_id, "schoolSourcedId": school, "role": "teacher"}
    tables["enrollments"].append({"sourcedId": f"{source_id}-taught", "userSourcedId": teacher, **taught})
