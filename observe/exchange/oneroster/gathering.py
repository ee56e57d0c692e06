"""Rows of the OneRoster tables become the plain values of a roster; a method per table, in the order they are read."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from observe.exchange.oneroster.findings import Findings
from observe.exchange.oneroster.layouts import KEPT_ROLES, LEFT_OUT_ROLES
from observe.exchange.oneroster.references import References
from observe.exchange.oneroster.roster import Appointment, Municipality, Person, Roster, School, Section, Term
from observe.exchange.oneroster.subjects import grade_level_of, subject_of
from observe.exchange.oneroster.tables import Row


@dataclass
class Gathering:
    """``orgs`` maps each org to (type, parent); ``courses`` to (subject words, title, grades); ``emails`` to lines."""

    roster: Roster
    references: References
    findings: Findings
    known_schools: frozenset[str]
    orgs: dict[str, tuple[str, str]] = field(default_factory=dict)
    courses: dict[str, tuple[list[str], str, list[str]]] = field(default_factory=dict)
    staff: set[str] = field(default_factory=set)
    emails: dict[str, int] = field(default_factory=dict)

    def is_pupil(self, table: str, values: dict[str, str]) -> bool:
        """Whether this row is dropped here and now; the only place that sees pupils."""
        if not self._has_no_place(table, values):
            return False
        if table == "users":
            self._leave_out(values["sourcedId"])
        return True

    def _leave_out(self, person: str) -> None:
        self.roster.n_left_out += 1
        self.references.left_out.add(person)

    def _has_no_place(self, table: str, values: dict[str, str]) -> bool:
        if table == "enrollments":
            return values["role"] == "student"
        if table == "roles":
            return values["role"] in LEFT_OUT_ROLES
        if table != "users":
            return False
        if "role" in values:
            return values["role"] in LEFT_OUT_ROLES
        is_known = self.roster.modes["users"] == "delta" and values["sourcedId"] in self.references.known["users"]
        return values["sourcedId"] not in self.staff and not is_known

    def orgs_row(self, row: Row) -> None:
        name = row["sourcedId"]
        if row.is_gone:
            self.roster.gone_schools.add(name)
            return
        self.orgs[name] = row["type"], row["parentSourcedId"]
        if row["type"] == "school":
            self.roster.schools[name] = School(name, row["name"], row["identifier"] or None)
        elif row["type"] == "district":
            if self.roster.municipality:
                sentence = _l("A roster is of one municipality; this is the second district.")
                self.findings.problem("orgs.csv", row.line, "type", "second_district", sentence)
            self.roster.municipality = Municipality(name, row["name"])

    def academic_sessions_row(self, row: Row) -> None:
        if row.is_gone:
            return
        if not row["schoolYear"].isdecimal() or len(row["schoolYear"]) != 4:
            sentence = _l("The year in which the school year ends is expected, as 2027.")
            self.findings.problem("academicSessions.csv", row.line, "schoolYear", "wrong_year", sentence)
            return
        starts_on, ends_on = row.day("startDate"), _last_day(row.day("endDate"))
        if ends_on < starts_on:
            sentence = _l("The term ends before it begins.")
            self.findings.problem("academicSessions.csv", row.line, "endDate", "wrong_order", sentence)
            return
        facts = row["sourcedId"], row["title"], row["type"], int(row["schoolYear"]), starts_on, ends_on
        self.roster.terms[row["sourcedId"]] = Term(*facts)

    def courses_row(self, row: Row) -> None:
        words = [*row.members("subjects"), *row.members("subjectCodes")]
        self.courses[row["sourcedId"]] = words, row["title"], row.members("grades")

    def classes_row(self, row: Row) -> None:
        name = row["sourcedId"]
        if row.is_gone:
            self.roster.gone_sections.add(name)
            return
        school = self.school_of(row["schoolSourcedId"])
        if school is None:
            sentence = _l("A class belongs to a school; this is none.")
            self.findings.problem("classes.csv", row.line, "schoolSourcedId", "no_school", sentence)
            return
        words, course, grades = self.courses.get(row["courseSourcedId"], ([], "", []))
        own = [*row.members("subjects"), *row.members("subjectCodes")]
        is_homeroom = row["classType"] == "homeroom" and not own
        subject = None if is_homeroom else subject_of([*own, *words], [course, row["title"]])
        grade_level = grade_level_of([*row.members("grades"), row["title"], *grades])
        self.roster.sections[name] = Section(name, school, row["title"], subject, grade_level)

    def roles_row(self, row: Row) -> None:
        if self._appoint(row["userSourcedId"], row["orgSourcedId"], "orgSourcedId", "roles.csv", row):
            self.staff.add(row["userSourcedId"])

    def users_row(self, row: Row) -> None:
        name = row["sourcedId"]
        if row.is_gone or row["enabledUser"] == "false":
            self._end(name)
            return
        if row["role"]:
            self.roster.settled_people.add(name)
            orgs = row.members("orgSourcedIds")
            n_appointed = sum(self._appoint(name, org, "orgSourcedIds", "users.csv", row) for org in orgs)
            if not n_appointed:
                self._leave_out(name)
                return
        self.roster.people[name] = self._person(row)

    def enrollments_row(self, row: Row) -> None:
        if row["role"] != "teacher":
            return
        section, person = row["classSourcedId"], row["userSourcedId"]
        if person in self.references.left_out:
            sentence = _l("Teaches the class, but has no role as staff: the person is left out.")
            self.findings.warning("enrollments.csv", row.line, "userSourcedId", "left_out", sentence)
        elif row.is_gone or person in self.roster.gone_people:
            self.roster.gone_teaching.add((section, person))
        else:
            self.roster.teaching[section, person] = _last_day(row.day("endDate"))

    def school_of(self, org: str) -> str | None:
        """The school that an org is or belongs to; None for a municipality, a state or a circle of parents."""
        seen: set[str] = set()
        while org and org not in seen:
            if org in self.roster.schools or org in self.known_schools:
                return org
            seen.add(org)
            org = self.orgs.get(org, ("", ""))[1]
        return None

    def _person(self, row: Row) -> Person:
        given, family = row["preferredGivenName"] or row["givenName"], row["preferredFamilyName"] or row["familyName"]
        email = row["email"].lower() or None
        line = self.emails.setdefault(email, row.line) if email else row.line
        if line != row.line:
            sentence = _l("Line %(line)s has the same e-mail: nobody can be invited by it.", line=line)
            self.findings.warning("users.csv", row.line, "email", "shared_email", sentence)
        return Person(row["sourcedId"], given, family, email)

    def _appoint(self, person: str, org: str, column: str, file: str, row: Row) -> bool:
        """Note one appointment; False where the roster's role has no place here."""
        role = KEPT_ROLES.get(row["role"])
        if role is None:
            sentence = _l("“%(role)s” has no role here: the person gets no appointment.", role=row["role"])
            self.findings.warning(file, row.line, "role", "unknown_role", sentence)
            return False
        school = None if role == "administration" else self.school_of(org)
        if school is None and role == "leader":
            role = "administration"
        if school is None and role != "administration":
            sentence = _l("The role belongs to a school; this is none: the person gets no appointment.")
            self.findings.warning(file, row.line, column, "no_school", sentence)
            return False
        made = Appointment(person, school, role, row.day("beginDate"), _last_day(row.day("endDate")))
        if row.is_gone:
            self.roster.gone_appointments.add(made.key)
        else:
            self.roster.appointments[made.key] = _longer(self.roster.appointments.get(made.key), made)
        return True

    def _end(self, person: str) -> None:
        """Somebody who left or may not sign in: what an earlier import said of the person ends."""
        self.roster.gone_people.add(person)
        for key in [key for key in self.roster.appointments if key[0] == person]:
            del self.roster.appointments[key]


def _longer(one: Appointment | None, other: Appointment) -> Appointment:
    """Of two rows about the same appointment the one that lasts longer."""
    if one is None:
        return other
    return max(one, other, key=lambda made: made.ends_on or date.max)


def _last_day(end: date | None) -> date | None:
    """OneRoster's end date is the first day after; ours is the last day within."""
    return end and end - timedelta(days=1)
