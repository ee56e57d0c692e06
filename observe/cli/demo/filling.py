"""Fills a home that has the demo's roster: the notice, a mentor, and a term of visits that come in as any push does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.cli.demo.bodies import Payload, iso, made_uuid, showcase_payload, visit_payload
from observe.cli.demo.home import Home
from observe.cli.demo.other_kinds import Walk, is_asked, pupil_voice, walk_payload, walks, with_tools
from observe.cli.demo.pairs import halves, partners
from observe.cli.demo.releases import release_last_term
from observe.cli.demo.self_ratings import OwnLesson
from observe.cli.demo.tablets import Finished, Tablets
from observe.cli.demo.visits import TZ, Visit, visits
from observe.data import shipped
from observe.models.answers import acknowledge, send_response
from observe.models.observations import Observation

SEED = 2026
SHARE_READ = 0.8
SHARE_ANSWERED = 0.3
PUSHED_AFTER = timedelta(minutes=20)
STAYS_NEW = timedelta(days=10)

Action = Callable[[datetime], None]
Step = tuple[datetime, Action]


class Filling:
    """Everything happens at its own moment, the oldest first, in the one transaction that the session has open."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self.random = Random(SEED)  # noqa: S311 (an invented term, no secret)
        # Chance of its own: a kind more or less leaves the visits as they are.
        self.random_kinds = Random(SEED + 2)  # noqa: S311 (an invented term, no secret)
        self.home = Home(session, now)
        self.tablets = Tablets(session, self.home.row.id, self.home.rubric.content_hash, self.random)

    @property
    def is_done(self) -> bool:
        found = select(Observation.rid).filter_by(municipality_id=self.home.row.id).limit(1)
        return self.session.scalar(found) is not None

    def agenda(self) -> list[Step]:
        """What happens when, in order; nothing lies after now."""
        today = self.now.astimezone(TZ).date()
        planned, walked = visits(today, SEED), walks(today, SEED)
        self.partners = partners(planned)
        begins_at = planned[0].starts_at - timedelta(days=2)
        actions: list[Step] = [(begins_at, self.home.open)]
        second = {(partner, visit.school) for visit, partner in self.partners.items()}
        for observer in sorted({(each.observer, each.school) for each in (*planned, *walked)} | second):
            person = self.home.person(*observer).id
            actions.append((begins_at + timedelta(hours=1), lambda at, one=person: self.tablets.enrol(one, at)))
        actions += [self._of_walk(walk) for walk in walked]
        for visit in planned:
            actions += self._of_visit(visit)
        return sorted((action for action in actions if action[0] <= self.now), key=lambda action: action[0])

    def release_last_term(self) -> int:
        """Of those schools whose principals have released it, when everything has happened."""
        schools = self.home.said["schools"]
        principals = {each["id"]: self.home.person(each["principal"], each["id"]).id for each in schools}
        return release_last_term(self.session, self.home.row, self.home.schools, principals, self.now)

    def _of_walk(self, walk: Walk) -> Step:
        payload = walk_payload(self.home.place_of_walk(walk), self.home.indicators, self.random_kinds)
        rid = made_uuid(walk.starts_at, self.random_kinds)
        return _pushed_at(walk), lambda at: self._push(walk, payload, rid, at)

    def _of_visit(self, visit: Visit) -> list[Step]:
        """The push, and what its teacher does after it was shared."""
        payload = self._payload(visit)
        rid = made_uuid(visit.starts_at, self.random)
        pushed_at = _pushed_at(visit)
        actions: list[Step] = [(pushed_at, lambda at: self._push(visit, payload, rid, at))]
        if visit in self.partners:
            payload, second = self._halves(visit, payload)
            partner = replace(visit, observer=self.partners[visit])
            their_rid = str(uuid5(UUID(rid), partner.observer))
            actions.append((pushed_at, lambda at: self._push(partner, second, their_rid, at)))
        elif visit.is_showcase:
            actions += OwnLesson(self.session, self.home, visit).actions(made_uuid(visit.starts_at, self.random_kinds))
        shared_at = pushed_at if payload["share"] == "now" else visit.starts_at + timedelta(days=7)
        # The newest feedback waits to be read, so that somebody who signs in as a teacher has something new.
        is_new = visit.is_newest and self.now - visit.starts_at < STAYS_NEW
        if self.random.random() < SHARE_READ and not is_new:
            read_at = shared_at + timedelta(hours=self.random.randint(3, 70))
            actions.append((read_at, lambda at: self._read(visit, rid, at)))
        return actions

    def _payload(self, visit: Visit) -> Payload:
        place, rubric = self.home.place_of(visit), self.home.indicators
        shown = showcase_payload(place, rubric, self.random) if visit.is_showcase else None
        if shown:
            return shown
        payload = with_tools(visit_payload(place, rubric, self.random), place, self.random_kinds)
        # What pupils said in a lesson that two observed is counted once: neither of the two asks.
        if visit not in self.partners and is_asked(visit):
            payload["pupil_voice"] = pupil_voice(self.random_kinds)
        return payload

    def _halves(self, visit: Visit, payload: Payload) -> tuple[Payload, Payload]:
        names = (visit.observer, self.partners[visit])
        authors = tuple(self.home.person(name, visit.school).id for name in names)
        locked_at = iso(visit.starts_at + timedelta(minutes=visit.minutes))
        turn = list(self.partners).index(visit)
        return halves(payload, authors, self.home.indicators, self.home.rubric.content_hash, locked_at, turn)

    def _push(self, seen: Visit | Walk, payload: Payload, rid: str, at: datetime) -> None:
        author = self.home.person(seen.observer, seen.school).id
        self.tablets.push(Finished(author, rid, seen.starts_at, payload), at)

    def _read(self, visit: Visit, rid: str, at: datetime) -> None:
        observation = self.session.scalars(select(Observation).filter_by(rid=UUID(rid))).one()
        teacher = self.home.person(visit.teacher, visit.school).id
        if self.random.random() < SHARE_ANSWERED:
            words = self.random.choice(shipped("demo/notes")["responses"])
            send_response(self.session, observation, teacher, words, at)
        else:
            acknowledge(self.session, observation, teacher, at)


def _pushed_at(seen: Visit | Walk) -> datetime:
    return seen.starts_at + timedelta(minutes=seen.minutes) + PUSHED_AFTER
