"""What is known about a batch, looked up in a few queries, and the judgement that follows from it.

``by_roster`` is the judge that ``accept`` is given; tests give one of their own with a Knowledge made by hand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from observe.models.levels import RubricShape, shape_of
from observe.models.limits import Limits, limits_of
from observe.models.people import Appointment, Enrolment
from observe.models.rubrics import RubricVersion
from observe.models.schools import Municipality
from observe.models.versions.bodies import Body, Fault, web_device
from observe.models.versions.envelopes import Arrival
from observe.models.versions.payloads import rubric_fault

# A lesson near midnight, or a tablet in another zone, must not cost a permission.
DAYS_OF_GRACE = timedelta(days=1)
# Outside this distance from its arrival the day of a lesson is doubted: flagged, counted by its arrival.
OLDEST_LESSON = timedelta(days=60)
LATEST_LESSON = timedelta(minutes=10)
OBSERVERS = ("leader", "principal")


@dataclass(frozen=True, slots=True)
class Post:
    """An appointment as the judge needs it: from a first to a last day, both included, None for open."""

    school_id: UUID | None
    role: str
    starts_on: date | None
    ends_on: date | None

    def covers(self, day: date) -> bool:
        has_begun = self.starts_on is None or self.starts_on <= day + DAYS_OF_GRACE
        return has_begun and (self.ends_on is None or day - DAYS_OF_GRACE <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that judging and projecting a batch needs."""

    tz: ZoneInfo
    limits: Limits = field(default_factory=Limits)
    enrolments: dict[tuple[UUID, UUID], datetime | None] = field(default_factory=dict)
    """``{(person, device): when retired, None if it is not}``."""
    posts: dict[UUID, list[Post]] = field(default_factory=dict)
    rubrics: dict[str, RubricShape] = field(default_factory=dict)

    def verdict(self, arrival: Arrival, is_server: bool = False) -> Fault | None:
        """Why a version that could be read is set aside, None if it may be stored. Asks nothing any more."""
        body = arrival.body
        if not is_server:
            fault = self._carried(arrival, body)
            if fault:
                return fault
        if body.rubric and body.rubric not in self.rubrics:
            return Fault("unknown_rubric", f"No rubric here has the content {body.rubric}.")
        if body.is_draft or not body.is_put:
            return None
        wrong = rubric_fault(body.payload, self.rubrics.get(body.rubric))
        return Fault("invalid_field", wrong) if wrong else self._permitted(arrival, body)

    def _carried(self, arrival: Arrival, body: Body) -> Fault | None:
        if (body.author_id, body.device_id) not in self.enrolments:
            # After a rollback a tablet may bring again what its person made on a page; nobody else may.
            if body.device_id == web_device(body.author_id) and arrival.is_by_author:
                return None
            return Fault("unknown_author", "Its author never signed in on the tablet that it names.")
        for person in (body.author_id, arrival.carried_by):
            retired_at = self.enrolments.get((person, body.device_id))
            if retired_at is not None and retired_at <= arrival.received_at:
                return Fault("no_permission", "It came from a tablet after that was retired.")
        return None

    def _permitted(self, arrival: Arrival, body: Body) -> Fault | None:
        if body.payload.get("is_practice"):
            return None
        school = body.school_id
        day = self.day_of(body, arrival.first_at)
        kind = body.payload["kind"]
        is_own = kind == "self"
        if is_own and body.teacher_id != body.author_id:
            return Fault("no_permission", "A self-rating is of its author's own lesson.")
        if not self._holds(body.author_id, school, day, None if is_own else OBSERVERS):
            return Fault("no_permission", f"Its author was no leader at school {school} on {day}.")
        if kind == "walkthrough" and body.teacher_id is None:
            return None
        if body.teacher_id is None:
            name = (body.payload.get("teacher") or {}).get("name") or "nobody"
            return Fault("unknown_teacher", f"The teacher was typed: {name}.")
        if not self._holds(body.teacher_id, school, day, None):
            return Fault("unknown_teacher", f"No appointment of {body.teacher_id} at school {school} on {day}.")
        return None

    def _holds(self, person: UUID, school: UUID, day: date, roles: Sequence[str] | None) -> bool:
        return any(
            post.school_id == school and (roles is None or post.role in roles) and post.covers(day)
            for post in self.posts.get(person, ())
        )

    def counted_at(self, observed_at: datetime, arrived_at: datetime, is_confirmed: bool = False) -> datetime:
        """The moment a lesson counts by: its own, or that of the record's first arrival if the clock is doubted."""
        return arrived_at if is_clock_doubted(observed_at, arrived_at, is_confirmed) else observed_at

    def day_of(self, body: Body, arrived_at: datetime) -> date:
        return self.counted_at(body.observed_at, arrived_at, body.is_day_confirmed).astimezone(self.tz).date()


Judge = Callable[[Connection, UUID, Sequence[Arrival]], Knowledge]
"""Looks up what is known about these arrivals, under the counter's lock: a roster that comes in waits for the same."""


def is_clock_doubted(observed_at: datetime, arrived_at: datetime, is_confirmed: bool = False) -> bool:
    """Whether the day is doubted; of one that its author confirmed only if it lies ahead."""
    oldest = observed_at if is_confirmed else arrived_at - OLDEST_LESSON
    return not oldest <= observed_at <= arrived_at + LATEST_LESSON


def by_roster(connection: Connection, municipality_id: UUID, arrivals: Sequence[Arrival]) -> Knowledge:
    """What roster, enrolments and rubrics say about these arrivals: four queries, whatever their number."""
    bodies = [arrival.body for arrival in arrivals if arrival.body]
    authors = {body.author_id for body in bodies}
    carriers = {arrival.carried_by for arrival in arrivals if arrival.carried_by}
    teachers = {body.teacher_id for body in bodies if body.teacher_id}
    tz, settings = connection.execute(_HOME, {"home": municipality_id}).one()
    people = {"home": municipality_id, "people": [*(authors | teachers)]}
    posts: dict[UUID, list[Post]] = {}
    for person, *post in connection.execute(_POSTS, people):
        posts.setdefault(person, []).append(Post(*post))
    on_tablets = {"home": municipality_id, "people": [*(authors | carriers)]}
    return Knowledge(
        ZoneInfo(tz),
        limits_of(settings),
        {(person, device): retired_at for person, device, retired_at in connection.execute(_ENROLMENTS, on_tablets)},
        posts,
        rubric_shapes(connection, municipality_id, {body.rubric for body in bodies if body.rubric}),
    )


_HOME = select(Municipality.tz, Municipality.settings).where(Municipality.id == bindparam("home"))
_POSTS = select(
    Appointment.person_id, Appointment.school_id, Appointment.role, Appointment.starts_on, Appointment.ends_on
).where(
    Appointment.municipality_id == bindparam("home"), Appointment.person_id.in_(bindparam("people", expanding=True))
)
_ENROLMENTS = select(Enrolment.person_id, Enrolment.device_id, Enrolment.retired_at).where(
    Enrolment.municipality_id == bindparam("home"), Enrolment.person_id.in_(bindparam("people", expanding=True))
)
# A rubric version never changes and never goes: what was found once is not asked for again.
_found_shapes: dict[tuple[UUID, str], RubricShape] = {}


def rubric_shapes(connection: Connection, municipality_id: UUID, hashes: set[str]) -> dict[str, RubricShape]:
    """``{content hash: shape}`` of the rubric versions that are here."""
    if new := [content_hash for content_hash in hashes if (municipality_id, content_hash) not in _found_shapes]:
        query = select(RubricVersion.content_hash, RubricVersion.body).where(
            RubricVersion.municipality_id == municipality_id, RubricVersion.content_hash.in_(new)
        )
        for content_hash, body in connection.execute(query):
            _found_shapes[municipality_id, content_hash] = shape_of(bytes(body))
    found = {content_hash: _found_shapes.get((municipality_id, content_hash)) for content_hash in hashes}
    return {content_hash: shape for content_hash, shape in found.items() if shape}
