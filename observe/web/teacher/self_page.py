"""Draws self-ratings: the form with every descriptor, and the rating beside the feedback on the same lesson."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import get_locale
from sqlalchemy import or_, select
from werkzeug import Response

from observe import clock
from observe.data import shipped
from observe.extensions import db
from observe.models.observations import Observation
from observe.models.people import LEADING_ROLES, Appointment, Person
from observe.models.rubrics import RubricVersion
from observe.models.self_ratings import self_shares_of
from observe.models.versions import Version
from observe.policy.observations import feedback_observations, visible_self_ratings
from observe.policy.viewer import Viewer
from observe.web.letters import Letter, letter_of
from observe.web.loaders import current_viewer
from observe.web.render import page
from observe.web.teacher.self_form import Writing, written_again

# Nobody teaches a longer lesson; one that began earlier cannot overlap.
LONGEST_LESSON = timedelta(hours=6)


@dataclass(frozen=True)
class Pair:
    """One indicator as the teacher and the observer rated it; None where one of them did not."""

    title: str
    own: str | None
    seen: str | None


def drawn_form(rid: UUID, written: Writing, missing: dict[str, str]) -> Response:
    language = get_locale().language
    subjects = [("", "–"), *((each["code"], each["title"][language]) for each in shipped("subjects")["subjects"])]
    body = select(RubricVersion.body).filter_by(content_hash=written.rubric_hash)
    rubric = json.loads(db.session.scalar(body.filter_by(municipality_id=current_viewer().municipality_id)))
    status = 422 if missing else 200
    facts = {"rid": rid, "written": written, "missing": missing, "subjects": subjects, "rubric": rubric}
    return page("teacher/self_form.html", status=status, **facts)


def drawn_rating(viewer: Viewer, own: Observation) -> Response:
    """For its author."""
    shares = self_shares_of(db.session, own.author_id, own.rid)
    open_to = {share.reader_id: share.shared_at for share in shares if share.withdrawn_at is None}
    leaders = [(person, open_to.get(person.id)) for person in leaders_to_share_with(viewer, own)]
    letter = letter_of(db.session, own)
    beside = [(seen, pairs_of(letter, letter_of(db.session, seen))) for seen in _feedback_beside(viewer, own)]
    return page("teacher/self_rating.html", letter=letter, leaders=leaders, beside=beside, is_own=True)


def reopened(own: Observation, zone: ZoneInfo) -> Writing:
    content = db.session.get_one(Version, (own.municipality_id, own.head_vid)).content
    return written_again(json.loads(content)["payload"], own.rubric_hash, own.observed_at, zone)


def leaders_to_share_with(viewer: Viewer, own: Observation) -> list[Person]:
    """Who leads the school of the lesson today, without the viewer."""
    today = viewer.today
    leading = select(Appointment.person_id).where(
        Appointment.school_id == own.school_id,
        Appointment.role.in_(LEADING_ROLES),
        or_(Appointment.starts_on.is_(None), Appointment.starts_on <= today),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
    )
    people = select(Person).where(Person.id.in_(leading), Person.id != viewer.person_id)
    return list(db.session.scalars(people.order_by(Person.given_name, Person.family_name)))


def self_ratings_beside(viewer: Viewer, seen: Observation) -> Sequence[Observation]:
    """Self-ratings of the lesson in which the observation was made, as far as the viewer may read them."""
    if seen.teacher_id is None:
        return []
    query = visible_self_ratings(viewer).where(
        Observation.teacher_id == seen.teacher_id,
        Observation.observed_at.between(seen.observed_at - LONGEST_LESSON, seen.observed_at + LONGEST_LESSON),
    )
    return [own for own in db.session.scalars(query.order_by(Observation.observed_at)) if _overlap(own, seen)]


def _feedback_beside(viewer: Viewer, own: Observation) -> list[Observation]:
    query = feedback_observations(viewer, clock.now()).where(
        Observation.observed_at.between(own.observed_at - LONGEST_LESSON, own.observed_at + LONGEST_LESSON)
    )
    return [seen for seen in db.session.scalars(query.order_by(Observation.observed_at)) if _overlap(own, seen)]


def _overlap(one: Observation, other: Observation) -> bool:
    """A teacher is in one lesson at a time."""
    ends = [each.observed_at + timedelta(minutes=max(1, each.minutes)) for each in (one, other)]
    return one.observed_at < ends[1] and other.observed_at < ends[0]


def pairs_of(own: Letter, seen: Letter) -> list[Pair]:
    """Side by side where both go by the same rubric version; empty otherwise, because levels may mean another thing."""
    if own.rubric is None or own.observation.rubric_hash != seen.observation.rubric_hash:
        return []
    rated = [{one.indicator["code"]: one.level for one in letter.judgements} for letter in (own, seen)]
    titles = {row["code"]: row["title"] for domain in own.rubric["domains"] for row in domain["indicators"]}
    language = get_locale().language
    return [
        Pair(title[language], _label(own.rubric, rated[0].get(code)), _label(own.rubric, rated[1].get(code)))
        for code, title in titles.items()
        if any(ratings.get(code) is not None for ratings in rated)
    ]


def _label(rubric: dict[str, Any], level: int | str | None) -> str | None:
    language = get_locale().language
    if level == "not_observed":
        return rubric["not_observed"]["label"][language]
    return f"{level} · {rubric['levels'][level - 1]['label'][language]}" if level is not None else None
