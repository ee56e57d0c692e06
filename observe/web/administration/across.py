"""Patterns across schools for the administration: what was released to it, at least three schools a cell, none named.

There is no order by level here and no figure of one school: a list of schools with figures would be a league table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from observe.aggregates.municipality import Together
from observe.aggregates.privacy import judge_across
from observe.aggregates.queries.rollups import figures_of_all, n_lessons_of, n_of, n_released
from observe.models.limits import Limits, limits_of
from observe.models.releases import Release
from observe.models.rubrics import RubricVersion
from observe.models.schools import Municipality, School, Term
from observe.models.terms import disjoint
from observe.policy.releases import administration_releases
from observe.policy.viewer import Viewer
from observe.web.administration.words import why_no_domain, why_not, words
from observe.web.leadership.choices import Choice, Question, chosen_of
from observe.web.leadership.outline import Outline, outline_of
from observe.web.sorting import danish_order


@dataclass(frozen=True)
class Row:
    code: str
    title: str
    figures: Together | None
    """None for what is withheld, whose rule is ``why``."""
    words: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Group:
    """A domain, whose ratings are those of its indicators that are shown: nothing is left to subtract."""

    code: str
    title: str
    counts: tuple[int, ...]
    n_not_observed: int
    rows: tuple[Row, ...]
    why: str
    """Empty unless none of its indicators is shown."""

    @property
    def n(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Running:
    """The term that runs: how many visits, nothing of what was seen. None of it with too few schools."""

    term: Term
    n_visits: int
    n_schools: int


@dataclass(frozen=True)
class Across:
    """All that the page draws. Without ``term`` nothing is released to the administration."""

    min_schools: int
    n_schools: int
    """Of the municipality."""
    running: Running | None = None
    term: Term | None = None
    n_released: int = 0
    n_visits: int = 0
    questions: tuple[Question, ...] = ()
    address: Mapping[str, str] = field(default_factory=dict)
    """The query by which this page is asked for again."""
    rubric: Outline | None = None
    rubric_title: str = ""
    is_ready: bool = False
    """False for the minute in which figures of a new release are put together."""
    groups: tuple[Group, ...] = ()

    @property
    def has_figures(self) -> bool:
        """Whether there is a table to draw or to take along."""
        return bool(self.term) and self.is_ready and self.n_released >= self.min_schools


def across_of(session: Session, viewer: Viewer, wanted: Mapping[str, str], language: str) -> Across:
    """Eight queries, whatever the number of schools. Raises NotFound for a term or rubric that no chip offers."""
    limits = limits_of(session.get(Municipality, viewer.municipality_id).settings)
    terms = terms_of(session, viewer)
    n_schools = n_of(session, schools_now(viewer))
    bare = Across(limits.min_schools, n_schools, running_of(session, viewer, terms, limits))
    released = n_released(session, administration_releases(viewer))
    offered = {str(term.id): term for term in reversed(terms) if any(key[0] == term.id for key in released)}
    term = offered.get(chosen_of(wanted.get("term"), offered))
    if term is None:
        return bare
    versions = {content_hash: n for (of, content_hash), n in released.items() if of == term.id}
    titles = _versions(session, viewer, versions)
    content_hash = chosen_of(wanted.get("rubric"), titles)
    asked = []
    if len(offered) > 1:
        asked.append(_question("term", _("Term"), {key: each.title for key, each in offered.items()}, str(term.id)))
    if len(titles) > 1:
        asked.append(_question("rubric", _("Rubric"), titles, content_hash, term=str(term.id)))
    n_schools_here, n_visits = versions[content_hash]
    counted = {"n_released": n_schools_here, "n_visits": n_visits, "questions": tuple(asked)}
    address = {"term": str(term.id), "rubric": content_hash}
    chosen = replace(bare, term=term, address=address, **counted)
    return _drawn(session, viewer, chosen, content_hash, language)


def _drawn(session: Session, viewer: Viewer, chosen: Across, content_hash: str, language: str) -> Across:
    home = viewer.municipality_id
    shown = figures_of_all(session, home, chosen.term.id, content_hash, is_released=True)
    rubric = outline_of(session, home, content_hash)
    groups = tuple(_groups(rubric, shown or {}, chosen.min_schools, language))
    return replace(
        chosen, rubric=rubric, rubric_title=rubric.title[language], is_ready=shown is not None, groups=groups
    )


def terms_of(session: Session, viewer: Viewer) -> list[Term]:
    """Terms with figures of their own that have begun, in time."""
    found = session.scalars(select(Term).where(Term.municipality_id == viewer.municipality_id))
    return [term for term in disjoint(found) if term.starts_on <= viewer.today]


def schools_now(viewer: Viewer) -> Select[tuple[School]]:
    """Those of the municipality that are open."""
    return select(School).where(School.municipality_id == viewer.municipality_id, School.ended_on.is_(None))


def running_of(session: Session, viewer: Viewer, terms: list[Term], limits: Limits) -> Running | None:
    term = next((term for term in terms if term.ends_on >= viewer.today), None)
    if term is None:
        return None
    n_visits, n_schools = n_lessons_of(session, viewer.municipality_id, term.id)
    return None if judge_across(n_schools, limits) else Running(term, n_visits, n_schools)


def _versions(session: Session, viewer: Viewer, hashes: Iterable[str]) -> dict[str, str]:
    """{content hash: its title as a choice}, the newest first."""
    rows = session.execute(
        select(RubricVersion.content_hash, RubricVersion.version)
        .where(RubricVersion.municipality_id == viewer.municipality_id, RubricVersion.content_hash.in_(list(hashes)))
        .order_by(RubricVersion.imported_at.desc(), RubricVersion.version.desc())
    )
    return {content_hash: _("Version %(version)s", version=version) for content_hash, version in rows}


def _question(name: str, title: str, options: Mapping[str, str], current: str, **kept: str) -> Question:
    choices = (
        Choice(f"{name}-{key}", text, url_for("administration.patterns", **kept, **{name: key}), key == current)
        for key, text in options.items()
    )
    return Question(title, tuple(choices))


def _groups(rubric: Outline, shown: Mapping[str, Together], min_schools: int, language: str) -> Iterable[Group]:
    for domain, codes in rubric.domains.items():
        there = [shown[code] for code in codes if code in shown]
        counts = tuple(map(sum, zip(*(each.counts for each in there), strict=True)))
        rows = tuple(_row(code, rubric.titles[code][language], shown.get(code), min_schools) for code in codes)
        n_not_observed = sum(each.n_not_observed for each in there)
        why = "" if there else why_no_domain()
        yield Group(domain, rubric.titles[domain][language], counts, n_not_observed, rows, why)


def _row(code: str, title: str, figures: Together | None, min_schools: int) -> Row:
    return Row(code, title, figures, words(figures), "" if figures else why_not(min_schools))


@dataclass(frozen=True)
class SchoolLine:
    """Whether a school has released a term to the administration, and nothing else."""

    name: str
    released_at: datetime | None = None
    """When it was opened; None for not yet."""


def school_lines(session: Session, viewer: Viewer, term_id: UUID) -> list[SchoolLine]:
    """Every school by name, in Danish order. Two queries."""
    rows = session.execute(administration_releases(viewer).where(Release.term_id == term_id).with_only_columns(
        Release.school_id, Release.made_at
    ))  # fmt: skip
    released = dict(rows.all())
    schools = sorted(session.scalars(schools_now(viewer)), key=lambda school: danish_order(school.name))
    return [SchoolLine(school.name, released.get(school.id)) for school in schools]
