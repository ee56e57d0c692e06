"""Compares people, their appointments and whom they teach with a roster."""

from datetime import date
from uuid import UUID

from observe.exchange.oneroster.roster import Appointment
from observe.exchange.roster_import.changes import Ledger, Row
from observe.models.base import uuid7

Post = tuple[UUID, UUID | None, str]
"""(person, school, role) as database ids."""


def compare_people(ledger: Ledger) -> None:
    """Somebody who was here before any roster, such as the first administrator, is recognised by the e-mail."""
    for name, person in ledger.roster.people.items():
        wanted = {"given_name": person.given_name, "family_name": person.family_name, "email": person.email}
        there = ledger.present.people.get(name)
        unlisted = ledger.present.unlisted.get(person.email or "", [])
        if there is None and len(unlisted) == 1 and unlisted[0]["id"] not in ledger.ids["person"].values():
            there, wanted = unlisted[0], {**wanted, "source_id": name}
        ledger.upsert("person", name, f"{person.given_name} {person.family_name}", there, wanted)


def compare_appointments(ledger: Ledger) -> None:
    said = {_post(ledger, appointment.key): appointment for appointment in ledger.roster.appointments.values()}
    names = _Names(ledger)
    for post, appointment in said.items():
        _appoint(ledger, names, post, appointment)
    leaves = _Leaves(ledger)
    for post, rows in ledger.present.appointments.items():
        if post not in said and leaves.has_left(post):
            for row in rows:
                if row["is_from_roster"] and is_open(row, ledger.on):
                    ledger.change("appointment", names.of_post(post), row, {"ends_on": ledger.on}, "ends")


def compare_teaching(ledger: Ledger) -> None:
    names, there = _Names(ledger), ledger.present.teaching
    said = {_pair(ledger, *pair): ends_on for pair, ends_on in ledger.roster.teaching.items()}
    for (section, person), ends_on in said.items():
        ended_on = ends_on if ends_on and ends_on < ledger.on else None
        name = f"{names.people[person]}, {names.sections[section]}"
        if row := there.get((section, person)):
            ledger.change("section_teacher", name, row, {"ended_on": ended_on}, "ends" if ended_on else "changed")
        elif ended_on is None:
            ledger.add("section_teacher", name, {"section_id": section, "person_id": person}, {})
    taken = {_pair(ledger, *pair) for pair in ledger.roster.gone_teaching}
    gone = there.keys() - said.keys() if ledger.roster.is_bulk("enrollments") else there.keys() & taken
    for section, person in sorted(gone):
        if there[section, person]["ended_on"] is None:
            name = f"{names.people[person]}, {names.sections[section]}"
            ledger.change("section_teacher", name, there[section, person], {"ended_on": ledger.on}, "ends")


def is_open(row: Row, on: date) -> bool:
    """Whether an appointment lasts on this day or beyond."""
    return row["ends_on"] is None or row["ends_on"] >= on


def _appoint(ledger: Ledger, names: "_Names", post: Post, said: Appointment) -> None:
    """Bring the rows of one person, school and role to what the roster says."""
    rows = ledger.present.appointments.get(post, [])
    row = _row_meant(rows, said, ledger.on)
    begins = {"starts_on": said.starts_on} if said.starts_on else {}
    if row is None:
        person, school, role = post
        key = {"person_id": person, "school_id": school, "role": role}
        # Somebody who was here before begins anew today; of somebody new nobody knows the first day.
        begins = begins or ({"starts_on": ledger.on} if rows else {})
        ledger.add("appointment", names.of_post(post), {"id": uuid7()}, {**key, **begins, "ends_on": said.ends_on})
        return
    ends = said.ends_on is not None and said.ends_on <= ledger.on < (row["ends_on"] or date.max)
    wanted = {**begins, "ends_on": said.ends_on, "is_from_roster": True}
    ledger.change("appointment", names.of_post(post), row, wanted, "ends" if ends else "changed")


def _row_meant(rows: list[Row], said: Appointment, on: date) -> Row | None:
    """The row that the roster speaks of: the open one; of ended ones the same or the last.

    None means a new appointment: where all have ended and the roster names one that goes on, unless its first day shows
    that the last one never ended.
    """
    lasting = next((row for row in rows if is_open(row, on)), None)
    if lasting or not rows:
        return lasting
    last = max(rows, key=lambda row: row["ends_on"])
    if said.ends_on is not None and said.ends_on < on:
        return next((row for row in rows if row["ends_on"] == said.ends_on), last)
    return last if said.starts_on and said.starts_on <= last["ends_on"] else None


class _Leaves:
    """Who has left: named as gone, or not named by a roster that names everybody."""

    def __init__(self, ledger: Ledger) -> None:
        roster = ledger.roster
        # 1.1 has no roles.csv: there the users say it.
        self.is_whole = roster.is_bulk("roles" if "roles" in roster.modes else "users")
        self.people = {ledger.ids["person"].get(name) for name in roster.gone_people | roster.settled_people}
        self.schools = {ledger.ids["school"].get(name) for name in roster.gone_schools} - {None}
        known = [key for key in roster.gone_appointments if key[0] in ledger.ids["person"]]
        self.posts = {_post(ledger, key) for key in known}

    def has_left(self, post: Post) -> bool:
        person, school, _ = post
        return self.is_whole or post in self.posts or person in self.people or school in self.schools


class _Names:
    """What people call those whom a change is about, by database id."""

    def __init__(self, ledger: Ledger) -> None:
        present, roster, ids = ledger.present, ledger.roster, ledger.ids
        self.people = {row["id"]: f"{row['given_name']} {row['family_name']}" for row in present.people.values()}
        self.people |= {ids["person"][n]: f"{p.given_name} {p.family_name}" for n, p in roster.people.items()}
        self.schools = {row["id"]: row["name"] for row in present.schools.values()}
        self.schools |= {ids["school"][name]: school.name for name, school in roster.schools.items()}
        self.sections = {row["id"]: row["title"] for row in present.sections.values()}
        self.sections |= {ids["section"][name]: section.title for name, section in roster.sections.items()}

    def of_post(self, post: Post) -> str:
        person, school, role = post
        parts = self.people.get(person, str(person)), role, self.schools.get(school, "")
        return ", ".join(part for part in parts if part)


def _post(ledger: Ledger, key: tuple[str, str | None, str]) -> Post:
    person, school, role = key
    return ledger.ids["person"][person], ledger.ids["school"][school] if school else None, role


def _pair(ledger: Ledger, section: str, person: str) -> tuple[UUID | None, UUID | None]:
    return ledger.ids["section"].get(section), ledger.ids["person"].get(person)
