"""The tables of OneRoster 1.1 and 1.2 that are read: columns, dates, choices, references. Source: its CSV binding."""

from dataclasses import dataclass, field

VERSIONS = ("1.1", "1.2")
# Named by the manifest and never read in: results, resources, and everything about pupils.
OTHER_FILES = (
    *("categories", "classResources", "courseResources", "demographics", "lineItems", "lineItemLearningObjectiveIds"),
    *("lineItemScoreScales", "resources", "results", "resultLearningObjectiveIds", "resultScoreScales", "scoreScales"),
    *("userProfiles", "userResources"),
)
STATUS = ("active", "tobedeleted")
KEPT_ROLES = {
    "principal": "principal",
    "administrator": "leader",
    "siteAdministrator": "leader",
    "teacher": "teacher",
    "aide": "teacher",
    "districtAdministrator": "administration",
}
"""OneRoster's role → ours."""
LEFT_OUT_ROLES = frozenset(("student", "guardian", "parent", "relative", "proctor", "counselor", "systemAdministrator"))
"""Pupils, their families, and staff who have nothing to do here."""


@dataclass(frozen=True)
class Layout:
    """One table: what must have a value, what may, what is known but never kept, and how to check the rest.

    ``references``: column → (table, whether the column holds a list).
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    references: dict[str, tuple[str, bool]] = field(default_factory=dict)

    @property
    def kept(self) -> frozenset[str]:
        return frozenset((*self.required, *self.optional, "status", "dateLastModified"))


ORGS = Layout(
    required=("sourcedId", "name", "type"),
    optional=("identifier", "parentSourcedId"),
    choices={"type": ("department", "school", "district", "local", "state", "national")},
    references={"parentSourcedId": ("orgs", False)},
)
ACADEMIC_SESSIONS = Layout(
    required=("sourcedId", "title", "type", "startDate", "endDate", "schoolYear"),
    optional=("parentSourcedId",),
    dates=("startDate", "endDate"),
    choices={"type": ("gradingPeriod", "semester", "schoolYear", "term")},
    references={"parentSourcedId": ("academicSessions", False)},
)
COURSES = Layout(
    required=("sourcedId", "title", "orgSourcedId"),
    optional=("schoolYearSourcedId", "grades", "subjects", "subjectCodes"),
    ignored=("courseCode",),
    references={"orgSourcedId": ("orgs", False), "schoolYearSourcedId": ("academicSessions", False)},
)
CLASSES = Layout(
    required=("sourcedId", "title", "courseSourcedId", "classType", "schoolSourcedId", "termSourcedIds"),
    optional=("grades", "subjects", "subjectCodes"),
    ignored=("classCode", "location", "periods"),
    choices={"classType": ("homeroom", "scheduled")},
    references={
        "courseSourcedId": ("courses", False),
        "schoolSourcedId": ("orgs", False),
        "termSourcedIds": ("academicSessions", True),
    },
)
_NAMES = ("username", "givenName", "familyName")
_IGNORED = ("userIds", "middleName", "identifier", "sms", "phone", "agentSourcedIds", "grades", "password")
_ENABLED = {"enabledUser": ("true", "false")}
USERS_1_1 = Layout(
    required=("sourcedId", "enabledUser", "orgSourcedIds", "role", *_NAMES),
    optional=("email",),
    ignored=_IGNORED,
    choices=_ENABLED,
    references={"orgSourcedIds": ("orgs", True)},
)
USERS_1_2 = Layout(
    required=("sourcedId", "enabledUser", *_NAMES),
    optional=("email", "preferredGivenName", "preferredFamilyName"),
    ignored=(
        *_IGNORED,
        *("userMasterIdentifier", "resourceSourcedIds", "preferredMiddleName", "primaryOrgSourcedId", "pronouns"),
    ),
    choices=_ENABLED,
)
ROLES = Layout(
    required=("sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"),
    optional=("beginDate", "endDate"),
    ignored=("userProfileSourcedId",),
    dates=("beginDate", "endDate"),
    choices={"roleType": ("primary", "secondary")},
    references={"userSourcedId": ("users", False), "orgSourcedId": ("orgs", False)},
)
ENROLLMENTS = Layout(
    required=("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
    optional=("beginDate", "endDate"),
    ignored=("primary",),
    dates=("beginDate", "endDate"),
    choices={"role": ("administrator", "proctor", "student", "teacher")},
    references={
        "classSourcedId": ("classes", False),
        "schoolSourcedId": ("orgs", False),
        "userSourcedId": ("users", False),
    },
)


def layouts(version: str) -> dict[str, Layout]:
    """The tables of one OneRoster version, in the order in which each finds what it refers to."""
    shared = {"orgs": ORGS, "academicSessions": ACADEMIC_SESSIONS, "courses": COURSES, "classes": CLASSES}
    if version == "1.1":
        return {**shared, "users": USERS_1_1, "enrollments": ENROLLMENTS}
    # Roles come first: they say which users are staff, so that nobody else's row is ever kept.
    return {**shared, "roles": ROLES, "users": USERS_1_2, "enrollments": ENROLLMENTS}
