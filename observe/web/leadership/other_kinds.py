"""The page of what stands beside the visits' patterns: walkthroughs, and what pupils answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from observe.aggregates.distribution import Share
from observe.aggregates.queries.other_kinds import asked_between, walks_by_rubric
from observe.aggregates.voices import Voices, voices_of
from observe.aggregates.walkthroughs import Walk, Walks, walks_of
from observe.data import shipped
from observe.models.limits import Limits, limits_of
from observe.models.schools import Municipality, School, Term
from observe.policy.other_kinds import counted_voices, counted_walkthroughs
from observe.policy.viewer import Viewer
from observe.web.leadership.choices import Choice, chosen_of, disjoint_terms_until
from observe.web.leadership.outline import Outline, outline_of


@dataclass(frozen=True)
class Version:
    """The walkthroughs of one version of the rubric: versions are never added together."""

    rubric: Outline
    walks: Walks
    rows: tuple[tuple[str, Walk], ...]
    """(title of the indicator, its ratings)."""


@dataclass(frozen=True)
class Question:
    text: str
    answers: tuple[tuple[str, Share | None], ...]


@dataclass(frozen=True)
class OtherKinds:
    school: School
    is_principal: bool
    limits: Limits
    terms: tuple[Choice, ...] = ()
    term: Term | None = None
    versions: tuple[Version, ...] = ()
    voices: Voices | None = None
    questions: tuple[Question, ...] = ()


def other_kinds_of(
    session: Session, viewer: Viewer, school: School, wanted: str | None, language: str, href
) -> OtherKinds:
    """Four queries, one more at the first sight of a rubric version. ``href(term id)`` is the address of a term."""
    limits = limits_of(session.get_one(Municipality, school.municipality_id).settings)
    is_principal = school.id in viewer.school_ids("principal")
    # Of two that overlap, one: portions of the one taken from those of the other would be single lessons.
    terms = {str(term.id): term for term in disjoint_terms_until(session, school.municipality_id, viewer.today)}
    key = chosen_of(wanted, terms)
    if key is None:
        return OtherKinds(school, is_principal, limits)
    term, chips = (
        terms[key],
        tuple(Choice(f"term-{each}", one.title, href(each), each == key) for each, one in terms.items()),
    )
    days = (term.starts_on, term.ends_on)
    found = walks_by_rubric(session, counted_walkthroughs(viewer, school.id), *days)
    versions = [
        _version(outline_of(session, school.municipality_id, name), walks, viewer, limits, language)
        for name, walks in found.items()
    ]
    voices = voices_of(asked_between(session, counted_voices(viewer, school.id), *days), limits)
    questions = _questions(voices, language)
    versions.sort(key=lambda version: -version.rubric.version)
    return OtherKinds(school, is_principal, limits, chips, term, tuple(versions), voices, questions)


def _version(rubric: Outline, found: list, viewer: Viewer, limits: Limits, language: str) -> Version:
    codes = rubric.indicators
    spans: Mapping[str, tuple[int, ...]] = {code: rubric.spans[code] for code in codes}
    walks = walks_of(found, viewer.person_id, spans, rubric.n_levels, limits)
    return Version(rubric, walks, tuple((rubric.titles[code][language], walk) for code, walk in walks.figures.items()))


def _questions(voices: Voices | None, language: str) -> tuple[Question, ...]:
    """The shipped words, where the answers are to the shipped set."""
    said = shipped("pupil_voice")
    if voices is None or voices.set != said["set"] or len(voices.questions) != len(said["questions"]):
        return ()
    return tuple(
        Question(asked["text"][language], tuple(zip((a[language] for a in asked["answers"]), shares, strict=False)))
        for asked, shares in zip(said["questions"], voices.questions, strict=True)
    )
