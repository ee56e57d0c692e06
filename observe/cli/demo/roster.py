"""The demo's roster as OneRoster tables, made from ``data/demo/roster.yaml`` for one school year; no chance in it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from observe.cli.demo.visits import last_term, school_year_of
from observe.data import shipped

Tables = dict[str, list[dict[str, str]]]
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e"})
NOT_WORD = re.compile(r"[^a-z0-9]+")


def roster_tables(today: date) -> Tables:
    """A whole OneRoster 1.2 set for today's school year."""
    said = shipped("demo/roster")
    home = said["municipality"]["id"]
    tables: Tables = {
        "orgs": [{"sourcedId": home, "name": said["municipality"]["name"], "type": "district"}],
        "academicSessions": list(terms(today)),
        "courses": list(courses(home)),
        "classes": [],
        "users": [],
        "roles": [],
        "enrollments": [],
    }
    for name in said["administration"]:
        _add_person(tables, name, "districtAdministrator", home)
    for school in said["schools"]:
        _add_school(tables, school, home)
    return tables


def person_source_id(name: str, org: str) -> str:
    return f"{org}-{slug(name, '-')}"


def section_source_id(school: str, title: str, subject: str) -> str:
    return f"{school}-{slug(title, '')}-{subject}"


def slug(text: str, between: str) -> str:
    """``Åse Møller`` → ``aase-moeller``."""
    return NOT_WORD.sub(between, text.lower().translate(LETTERS)).strip(between)


def terms(today: date) -> Iterator[dict[str, str]]:
    """The two terms of today's school year, and those before them that the visits reach back to."""
    of_year = school_year_of(today)
    for title, year, starts, ends in (
        (f"Efteråret {of_year - 2}", of_year - 1, date(of_year - 2, 8, 1), date(of_year - 1, 2, 1)),
        (f"Foråret {of_year - 1}", of_year - 1, date(of_year - 1, 2, 1), date(of_year - 1, 8, 1)),
        (f"Efteråret {of_year - 1}", of_year, date(of_year - 1, 8, 1), date(of_year, 2, 1)),
        (f"Foråret {of_year}", of_year, date(of_year, 2, 1), date(of_year, 8, 1)),
    ):
        if ends <= last_term(today)[0]:
            continue
        facts = {"title": title, "type": "term", "schoolYear": str(year)}
        yield {"sourcedId": slug(title, "-"), "startDate": f"{starts}", "endDate": f"{ends}", **facts}


def courses(home: str) -> Iterator[dict[str, str]]:
    """One for each subject that we know."""
    for subject in shipped("subjects")["subjects"]:
        title = subject["title"]["da"]
        yield {"sourcedId": subject["code"], "title": title, "subjects": title, "orgSourcedId": home}


def _add_school(tables: Tables, school: dict[str, Any], home: str) -> None:
    facts = {"name": school["name"], "type": "school", "identifier": school["number"], "parentSourcedId": home}
    tables["orgs"].append({"sourcedId": school["id"], **facts})
    _add_person(tables, school["principal"], "principal", school["id"])
    for name in school["leaders"]:
        _add_person(tables, name, "siteAdministrator", school["id"])
    for teacher in school["teachers"]:
        _add_person(tables, teacher["name"], "aide" if teacher.get("is_pedagogue") else "teacher", school["id"])
        for subject, title in teacher["teaches"]:
            _add_section(tables, school["id"], title, subject, teacher["name"])


def _add_person(tables: Tables, name: str, role: str, org: str) -> None:
    source_id = person_source_id(name, org)
    given, family = name.split(" ", 1)
    # The domain is reserved for examples: no mail of a demo reaches anybody.
    email = f"{slug(name, '.')}@{org}.example"
    names = {"givenName": given, "familyName": family, "username": source_id, "email": email}
    tables["users"].append({"sourcedId": source_id, "enabledUser": "true", **names})
    post = {"userSourcedId": source_id, "roleType": "primary", "role": role, "orgSourcedId": org}
    tables["roles"].append({"sourcedId": f"{source_id}-{role}", **post})


def _add_section(tables: Tables, school: str, title: str, subject: str, teacher: str) -> None:
    source_id, grade = section_source_id(school, title, subject), int(title.split(".")[0])
    terms = ",".join(term["sourcedId"] for term in tables["academicSessions"][1:])
    place = {"courseSourcedId": subject, "schoolSourcedId": school, "termSourcedIds": terms}
    facts = {"title": title, "grades": f"{grade:02}" if grade else "KG", "classType": "scheduled"}
    tables["classes"].append({"sourcedId": source_id, **facts, **place})
    taught = {"classSourcedId": source_id, "schoolSourcedId": school, "role": "teacher"}
    person = person_source_id(teacher, school)
    tables["enrollments"].append({"sourcedId": f"{source_id}-{person}", "userSourcedId": person, **taught})
