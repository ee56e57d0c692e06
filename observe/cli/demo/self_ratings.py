"""A teacher of the demo rates a lesson that was observed, shares it with the observer, and has begun another."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from observe.cli.demo.home import Home
from observe.cli.demo.visits import TZ, Visit
from observe.data import shipped
from observe.models.self_ratings import keep_self_draft, share_self_rating
from observe.models.versions import by_roster
from observe.models.versions.self_rating import save_self_rating
from observe.policy.viewer import load_viewer
from observe.web.teacher.self_form import Writing, payload_of

# After the visit began.
RATED_AFTER, SHARED_AFTER, BEGUN_AFTER = timedelta(hours=2), timedelta(hours=2, minutes=4), timedelta(hours=5)
MINUTES = "45"


class OwnLesson:
    """The lesson of a visit as its teacher saw it; the visit is a part of it."""

    def __init__(self, session: Session, home: Home, visit: Visit) -> None:
        self._session, self._home, self._visit = session, home, visit
        self._school, self._teacher = home.schools[visit.school], home.person(visit.teacher, visit.school)
        self._said: Mapping[str, Any] = shipped("demo/notes")["self_rating"]

    def actions(self, rid: str) -> list[tuple[datetime, Callable[[datetime], None]]]:
        """None where the rubric in use does not have the indicators."""
        known = {code["code"] for domain in self._home.indicators["domains"] for code in domain["indicators"]}
        if not (self._said["ratings"].keys() | self._said["begun"]["ratings"].keys()) <= known:
            return []
        own = UUID(rid)
        steps = ((RATED_AFTER, self._rate), (SHARED_AFTER, self._share), (BEGUN_AFTER, self._begin_another))
        return [(self._visit.starts_at + after, lambda at, do=do: do(own, at)) for after, do in steps]

    def _rate(self, rid: UUID, at: datetime) -> None:
        viewer = load_viewer(self._session, self._teacher.id, at.astimezone(TZ).date())
        starts_at = self._visit.starts_at
        facts = {"municipality_id": self._school.municipality_id, "author_id": self._teacher.id, "rid": rid}
        when = {"observed_at": starts_at, "tz": TZ.key, "at": at}
        payload = payload_of(self._writing(self._said, starts_at), viewer, starts_at)
        rubric = self._home.rubric.content_hash
        self._session.flush()
        save_self_rating(self._session.connection(), **facts, **when, rubric=rubric, payload=payload, judge=by_roster)

    def _share(self, rid: UUID, at: datetime) -> None:
        reader = self._home.person(self._visit.observer, self._visit.school)
        share_self_rating(self._session, self._teacher.id, rid, reader.id, at)

    def _begin_another(self, rid: UUID, at: datetime) -> None:
        writing = self._writing(self._said["begun"], at - timedelta(hours=1))
        keep_self_draft(self._session, self._teacher.id, uuid5(rid, "begun"), writing.fields, at)

    def _writing(self, said: Mapping[str, Any], starts_at: datetime) -> Writing:
        ratings = {code: str(level) for code, level in said["ratings"].items()}
        when = starts_at.astimezone(TZ).strftime("%Y-%m-%dT%H:%M")
        place = {"section": said["section"], "subject": self._visit.subject, "school_id": str(self._school.id)}
        rubric_hash = self._home.rubric.content_hash
        return Writing(when, MINUTES, note=said["note"], rubric_hash=rubric_hash, ratings=ratings, **place)
