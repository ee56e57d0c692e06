"""The person who is asking: who they are, where they are appointed today, and which schools let them in as mentor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, literal, or_, select, union_all
from sqlalchemy.orm import Session

from observe.models.people import LEADING_ROLES, Appointment, MentorGrant, Person

# The role of who has a principal's leave; it stands in no appointment.
_MENTOR = "mentor"
_PERSON, _TODAY = bindparam("person_id"), bindparam("today")
_POSTS = union_all(
    select(Appointment.id, Appointment.school_id, Appointment.role).where(
        Appointment.person_id == _PERSON,
        or_(Appointment.starts_on.is_(None), Appointment.starts_on <= _TODAY),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= _TODAY),
    ),
    select(MentorGrant.id, MentorGrant.school_id, literal(_MENTOR)).where(
        MentorGrant.mentor_id == _PERSON, MentorGrant.until_on >= _TODAY
    ),
).order_by("id")


@dataclass(frozen=True)
class Post:
    """An appointment in force; school_id is None for the administration."""

    school_id: UUID | None
    role: str


@dataclass(frozen=True)
class Viewer:
    person_id: UUID
    municipality_id: UUID
    given_name: str
    family_name: str
    language: str
    today: date
    posts: tuple[Post, ...]
    mentored_school_ids: frozenset[UUID]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def school_ids(self, *roles: str) -> tuple[UUID, ...]:
        """Schools where the viewer has one of these roles today, in a steady order."""
        return tuple(dict.fromkeys(self._schools(roles)))

    def _schools(self, roles: tuple[str, ...]) -> Iterator[UUID]:
        for post in self.posts:
            if post.school_id is not None and post.role in roles:
                yield post.school_id

    @property
    def led_school_ids(self) -> tuple[UUID, ...]:
        return self.school_ids(*LEADING_ROLES)

    @property
    def is_leader(self) -> bool:
        return bool(self.led_school_ids)

    @property
    def is_teacher(self) -> bool:
        return bool(self.school_ids("teacher"))

    @property
    def is_administration(self) -> bool:
        return any(post.role == "administration" for post in self.posts)

    @property
    def is_mentor(self) -> bool:
        return bool(self.mentored_school_ids)


def load_viewer(session: Session, person_id: UUID, today: date) -> Viewer | None:
    """The viewer as of a local day, or None where the person is unknown. Two queries, one for who is signed in."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    found = session.execute(_POSTS, {"person_id": person_id, "today": today}).all()
    return Viewer(
        person_id=person.id,
        municipality_id=person.municipality_id,
        given_name=person.given_name,
        family_name=person.family_name,
        language=person.language,
        today=today,
        posts=tuple(Post(school_id, role) for _id, school_id, role in found if role != _MENTOR),
        mentored_school_ids=frozenset(school_id for _id, school_id, role in found if role == _MENTOR),
    )
