"""What the page of one version set aside shows: its facts, its text for its author, and what may be done with it."""

import json
from dataclasses import dataclass

from flask_babel import get_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.models.people import Appointment, Person
from observe.models.rubrics import RubricVersion
from observe.models.schools import School
from observe.models.versions import Quarantined
from observe.policy.quarantine import may_let_in, may_put_right, may_read_text, may_take_out
from observe.policy.viewer import Viewer
from observe.web.quarantine.content import Content, content_of
from observe.web.quarantine.lines import names_of
from observe.web.sorting import danish_order

Choices = list[tuple[str, str]]
"""(value, words), as a select shows them."""


@dataclass(frozen=True)
class Sheet:
    row: Quarantined
    content: Content
    author_name: str
    carrier_name: str
    school_name: str
    is_own: bool
    may_read_text: bool
    may_take_out: bool
    may_put_right: bool
    may_let_in: bool
    teachers: Choices
    """At the school that the version names."""
    rubrics: Choices
    asks_teacher: bool
    asks_rubric: bool


def sheet_of(session: Session, viewer: Viewer, row: Quarantined) -> Sheet:
    """Permission to see it already asked. Five queries at most."""
    content, is_repairable = content_of(row), may_put_right(viewer, row)
    names = names_of(session, {row.author_id, row.carried_by})
    school = session.get(School, content.school_id) if content.school_id else None
    asks_rubric = is_repairable and row.code == "unknown_rubric"
    # A name that was typed stops a version once its rubric is found: both are asked at once.
    asks_teacher = is_repairable and (row.code == "unknown_teacher" or content.teacher_id is None)
    return Sheet(
        row=row,
        content=content,
        author_name=names.get(row.author_id, ""),
        carrier_name=names.get(row.carried_by, ""),
        school_name=school.name if school else "",
        is_own=row.author_id == viewer.person_id,
        may_read_text=may_read_text(viewer, row),
        may_take_out=may_take_out(viewer, row),
        may_put_right=is_repairable,
        may_let_in=may_let_in(viewer, row),
        teachers=teachers_at(session, school, viewer) if asks_teacher else [],
        rubrics=rubrics_of(session, row) if asks_rubric else [],
        asks_teacher=asks_teacher,
        asks_rubric=asks_rubric,
    )


def teachers_at(session: Session, school: School | None, viewer: Viewer) -> Choices:
    """Who works at a school of the viewer's municipality, or did until lately, in Danish order."""
    if school is None or school.municipality_id != viewer.municipality_id:
        return []
    posts = select(Appointment.person_id).where(Appointment.school_id == school.id, Appointment.role == "teacher")
    people = session.scalars(select(Person).where(Person.id.in_(posts))).all()
    return sorted(((str(one.id), one.name) for one in people), key=lambda choice: danish_order(choice[1]))


def rubrics_of(session: Session, row: Quarantined) -> Choices:
    """The rubric versions that are here, the newest first."""
    query = select(RubricVersion).where(RubricVersion.municipality_id == row.municipality_id)
    found = session.scalars(query.order_by(RubricVersion.imported_at.desc())).all()
    return [(rubric.content_hash, _title(rubric)) for rubric in found]


def _title(rubric: RubricVersion) -> str:
    title = json.loads(rubric.body)["title"]
    return f"{title[get_locale().language]} ({rubric.version})"
