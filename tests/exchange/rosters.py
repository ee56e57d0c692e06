"""Small OneRoster sets for tests: one municipality, two schools, the cast, and pupils who must stay outside."""

import zipfile
from copy import deepcopy
from pathlib import Path

from observe.exchange.oneroster.writing import write_roster

Tables = dict[str, list[dict[str, str]]]

ORGS = [
    {"sourcedId": "kommune", "name": "Nordsund Kommune", "type": "district"},
    *(
        {"sourcedId": name, "name": name.title(), "type": "school", "identifier": number, "parentSourcedId": "kommune"}
        for name, number in (("sofiendal", "280001"), ("havne", "280002"))
    ),
]
TERM = {"sourcedId": "efteraar", "title": "Efterår 2026", "type": "term", "schoolYear": "2027"}
STAFF = {
    # name: (OneRoster role, org)
    "olga": ("siteAdministrator", "sofiendal"),
    "tom": ("teacher", "sofiendal"),
    "tara": ("teacher", "sofiendal"),
    "pia": ("principal", "sofiendal"),
    "liam": ("principal", "havne"),
    "ana": ("districtAdministrator", "kommune"),
}
PUPILS = ("emil", "freja")
ROLES_1_1 = dict.fromkeys(("siteAdministrator", "principal", "districtAdministrator"), "administrator")


def tables() -> Tables:
    """A whole OneRoster 1.2 set; change it and write it."""
    return deepcopy(
        {
            "orgs": ORGS,
            "academicSessions": [{**TERM, "startDate": "2026-08-01", "endDate": "2027-02-01"}],
            "courses": [{"sourcedId": "dansk", "title": "Dansk", "orgSourcedId": "kommune", "subjects": "Dansk"}],
            "classes": [section("4b", "4.b")],
            "users": [user(name) for name in (*STAFF, *PUPILS)],
            "roles": [
                *(role(name, *STAFF[name]) for name in STAFF),
                *(role(name, "student", "sofiendal") for name in PUPILS),
            ],
            "enrollments": [enrolment("tom", "teacher"), *(enrolment(name, "student") for name in PUPILS)],
        }
    )


def tables_1_1() -> Tables:
    """The same people as OneRoster 1.1 says it: the role stands on the user, and there is no principal."""
    made = tables()
    del made["roles"]
    for row in made["users"]:
        said, org = STAFF.get(row["sourcedId"], ("student", "sofiendal"))
        row.update(role=ROLES_1_1.get(said, said), orgSourcedIds=org)
    return made


def section(name: str, title: str, school: str = "sofiendal") -> dict[str, str]:
    return {
        "sourcedId": name,
        "title": title,
        "courseSourcedId": "dansk",
        "classType": "scheduled",
        "schoolSourcedId": school,
        "termSourcedIds": "efteraar",
    }


def user(name: str) -> dict[str, str]:
    return {
        "sourcedId": name,
        "enabledUser": "true",
        "username": name,
        "givenName": name.title(),
        "familyName": "Nord",
        "email": f"{name.title()}@example.org",
    }


def role(name: str, said: str, org: str) -> dict[str, str]:
    place = {"userSourcedId": name, "roleType": "primary", "role": said, "orgSourcedId": org}
    return {"sourcedId": f"role-{name}-{org}-{said}", **place}


def enrolment(name: str, said: str, of: str = "4b", school: str = "sofiendal") -> dict[str, str]:
    place = {"classSourcedId": of, "schoolSourcedId": school, "userSourcedId": name, "role": said}
    return {"sourcedId": f"enrolment-{of}-{name}", **place}


def written(folder: Path, made: Tables, version: str = "1.2", mode: str = "bulk") -> Path:
    """The set as a folder; in a delta every row is active unless it says otherwise."""
    if mode == "delta":
        modified = {"status": "active", "dateLastModified": "2026-11-24T06:00:00Z"}
        made = {table: [{**modified, **row} for row in rows] for table, rows in made.items()}
    write_roster(folder, made, version=version, mode=mode)
    return folder


def zipped(folder: Path) -> Path:
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for path in folder.glob("*.csv"):
            made.write(path, f"roster/{path.name}")
    return archive
