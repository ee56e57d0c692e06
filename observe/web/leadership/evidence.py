"""The evidence behind an indicator: notes tagged with it, by lesson, of observations that one may read anyway."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import Session, aliased

from observe.aggregates.queries.patterns import is_a_visit
from observe.errors import NotFound
from observe.models.observations import Observation
from observe.models.pairs import MATCHED, PairHalf
from observe.models.schools import School, Term
from observe.models.versions import Version
from observe.policy.patterns import counted_observations
from observe.web.leadership.choices import stages_by_grade
from observe.web.leadership.drill import part_of
from observe.web.leadership.indicator import IndicatorDesk
from observe.web.leadership.outline import rubric_body
from observe.web.letters import Note, subject_title, tagged_notes

LESSONS_OF_A_PAGE = 10
# Bodies read at a time while looking for notes with the tag.
BATCH = 40
# By a name of its own: who may read an observation is asked of halves too.
Half = aliased(PairHalf)


@dataclass(frozen=True)
class Seen:
    """A visit with its notes. No name and no level: both stand in the observation, whose opening is noted too."""

    author_id: UUID
    rid: UUID
    observed_at: datetime
    section: str
    subject: str
    notes: tuple[Note, ...]
    pair: str | None
    """What joins it to the visit of the other of two observers."""


@dataclass(frozen=True)
class Lesson:
    """A visit, or both of a lesson that two observed where they stand on one page."""

    visits: tuple[Seen, ...]

    @property
    def first(self) -> Seen:
        return self.visits[0]


@dataclass(frozen=True)
class Evidence:
    school: School
    term: Term
    title: dict[str, str]
    back: str
    lessons: tuple[Lesson, ...]
    """The newest first."""
    older: str
    """The address of the next page; empty on the last."""

    @property
    def visits(self) -> list[Seen]:
        return [visit for lesson in self.lessons for visit in lesson.visits]


class EvidenceDesk(IndicatorDesk):
    has_days = False

    def evidence(self, schools: list[School], before: str | None) -> Evidence:
        """Five queries and one for every forty visits looked through; NotFound as for the indicator."""
        self.ask_where(schools)
        terms, term = self.ask_term()
        if term is None:
            raise NotFound
        found = dict(zip(terms, self.lessons(terms), strict=True))
        rubric_hash = self.rubric_hash(found, term)
        self.ask_filter(found[term].get(rubric_hash, []))
        body = rubric_body(self.session, self.school.municipality_id, rubric_hash)
        title = part_of(body, self.asked.code)[1]["title"]
        lessons, last = _page(self._visits(self._asked_for(term, rubric_hash), before))
        older = self.asked.evidence_href(_place(last)) if last else ""
        return Evidence(self.school, term, title, self.asked.href(), tuple(lessons), older)

    def _asked_for(self, term: Term, rubric_hash: str) -> Select[tuple[Observation]]:
        allowed = counted_observations(self.viewer, self.view, self.now).where(
            is_a_visit(),
            Observation.school_id == self.school.id,
            Observation.observed_on.between(term.starts_on, term.ends_on),
            Observation.rubric_hash == rubric_hash,
        )
        if self.asked.subject:
            allowed = allowed.where(Observation.subject == self.asked.subject)
        if self.asked.stage:
            grades = [grade for grade, stage in stages_by_grade().items() if stage == self.asked.stage]
            allowed = allowed.where(Observation.grade_level.in_(grades))
        return allowed

    def _visits(self, allowed: Select[tuple[Observation]], before: str | None) -> Iterator[Seen]:
        """The newest first, read as far as they are asked for."""
        place = _read_place(before) if before else None
        while True:
            rows = _batch(self.session, allowed, place)
            for observation, content, pair in rows:
                place = observation.observed_at, observation.rid
                notes = tagged_notes(content, self.asked.code, observation.observed_at)
                if notes:
                    yield _seen(observation, notes, pair)
            if len(rows) < BATCH:
                return


def _page(visits: Iterable[Seen]) -> tuple[list[Lesson], Seen | None]:
    """The lessons of a page, and the last visit on it if others follow."""
    lessons: dict[str | UUID, list[Seen]] = {}
    last = None
    for visit in visits:
        key = visit.pair or visit.rid
        if key not in lessons and len(lessons) == LESSONS_OF_A_PAGE:
            break
        lessons.setdefault(key, []).append(visit)
        last = visit
    else:
        last = None
    return [Lesson(tuple(seen)) for seen in lessons.values()], last


def _batch(session: Session, allowed: Select[tuple[Observation]], place: tuple[datetime, UUID] | None) -> list:
    """[(observation, its text, its pair or None)], the newest first, from ``place`` on."""
    is_head = and_(Version.municipality_id == Observation.municipality_id, Version.vid == Observation.head_vid)
    is_half = and_(
        Half.author_id == Observation.author_id,
        Half.rid == Observation.rid,
        Half.standing.in_(MATCHED),
    )
    asked = (
        allowed.join(Version, is_head)
        .join(Half, is_half, isouter=True)
        .with_only_columns(Observation, Version.content, Half.code)
    )
    if place:
        at, rid = place
        asked = asked.where(
            or_(Observation.observed_at < at, and_(Observation.observed_at == at, Observation.rid < rid))
        )
    ordered = asked.order_by(Observation.observed_at.desc(), Observation.rid.desc())
    return session.execute(ordered.limit(BATCH)).all()


def _seen(observation: Observation, notes: tuple[Note, ...], pair: str | None) -> Seen:
    return Seen(
        observation.author_id,
        observation.rid,
        observation.observed_at,
        observation.section_title,
        subject_title(observation.subject),
        notes,
        pair,
    )


def _place(visit: Seen) -> str:
    return f"{visit.observed_at.isoformat()}~{visit.rid}"


def _read_place(text: str) -> tuple[datetime, UUID]:
    """Raises NotFound for what is no place of a page of ours."""
    try:
        at, rid = text.split("~")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError(at)
        # An hour of the year 1 or 9999 may have none in UTC.
        return moment.astimezone(UTC), UUID(rid)
    except (ValueError, OverflowError):
        raise NotFound from None
