"""What a set of OneRoster files says about schools, people and sections: plain values, nothing about pupils."""

from dataclasses import dataclass, field
from datetime import date

TABLES = ("orgs", "academicSessions", "courses", "classes", "users", "roles", "enrollments")


@dataclass(frozen=True)
class Municipality:
    source_id: str | None
    name: str


@dataclass(frozen=True)
class School:
    source_id: str
    name: str
    institution_number: str | None


@dataclass(frozen=True)
class Term:
    """First and last day, both included."""

    source_id: str
    title: str
    kind: str
    school_year: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Section:
    source_id: str
    school: str
    title: str
    subject: str | None
    grade_level: int | None


@dataclass(frozen=True)
class Person:
    source_id: str
    given_name: str
    family_name: str
    email: str | None


@dataclass(frozen=True)
class Appointment:
    """From a first to a last day, both included; None where the roster names none. No school: the administration."""

    person: str
    school: str | None
    role: str
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def key(self) -> tuple[str, str | None, str]:
        return self.person, self.school, self.role


@dataclass
class Roster:
    """Everything is named by the roster's own ids; what a delta file takes away stands in the ``gone`` sets.

    ``modes`` says for each table whether it came whole (bulk), as changes (delta) or not at all (absent).
    """

    modes: dict[str, str] = field(default_factory=dict)
    municipality: Municipality | None = None
    schools: dict[str, School] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    appointments: dict[tuple[str, str | None, str], Appointment] = field(default_factory=dict)
    teaching: dict[tuple[str, str], date | None] = field(default_factory=dict)
    """(section, person) → the last day, included."""
    gone_schools: set[str] = field(default_factory=set)
    gone_sections: set[str] = field(default_factory=set)
    gone_people: set[str] = field(default_factory=set)
    gone_appointments: set[tuple[str, str | None, str]] = field(default_factory=set)
    gone_teaching: set[tuple[str, str]] = field(default_factory=set)
    settled_people: set[str] = field(default_factory=set)
    """People whose appointments stand here completely although the file is a delta (1.1 names them on the user)."""
    n_left_out: int = 0
    """Pupils, guardians and others without a place here, who were dropped."""

    def is_bulk(self, table: str) -> bool:
        return self.modes.get(table) == "bulk"
