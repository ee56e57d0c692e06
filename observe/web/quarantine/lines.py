"""The lists of the quarantine: what waits, the oldest first, and what was put right lately."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.models.people import Person
from observe.models.versions import Quarantined
from observe.policy.quarantine import visible_quarantined
from observe.policy.viewer import Viewer
from observe.web.quarantine.content import content_of

# So many that were put right are shown: the rest is history, at the command line.
SOLVED_SHOWN = 10


@dataclass(frozen=True)
class Line:
    seq: int
    came_at: datetime
    code: str
    author_name: str
    """Empty where nobody can say whose it is."""
    is_own: bool
    section: str
    teacher_name: str
    solved_at: datetime | None


def lines_of(session: Session, viewer: Viewer) -> tuple[list[Line], list[Line]]:
    """(what waits, what was put right lately). Three queries."""
    rule = visible_quarantined(viewer)
    waits = session.scalars(rule.where(Quarantined.resolved_at.is_(None)).order_by(Quarantined.seq)).all()
    is_solved = rule.where(Quarantined.resolved_at.is_not(None))
    solved = session.scalars(is_solved.order_by(Quarantined.resolved_at.desc()).limit(SOLVED_SHOWN)).all()
    names = names_of(session, {row.author_id for row in (*waits, *solved)})
    return [_line(row, viewer, names) for row in waits], [_line(row, viewer, names) for row in solved]


def names_of(session: Session, people: set[UUID | None]) -> dict[UUID | None, str]:
    return {person.id: person.name for person in session.scalars(select(Person).where(Person.id.in_(people - {None})))}


def _line(row: Quarantined, viewer: Viewer, names: dict[UUID | None, str]) -> Line:
    content = content_of(row)
    return Line(
        seq=row.seq,
        came_at=row.received_at,
        code=row.code,
        author_name=names.get(row.author_id, ""),
        is_own=row.author_id == viewer.person_id,
        section=content.section,
        teacher_name=content.teacher_name,
        solved_at=row.resolved_at,
    )
