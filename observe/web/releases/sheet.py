"""The sheet of a release: one slice of the lattice as rows, who may read it, and what its reader is shown of all."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.aggregates.frozen import thawed
from observe.aggregates.lattice import ALL, Cell, Slice
from observe.aggregates.own_components import kept
from observe.aggregates.patterns import Pattern
from observe.aggregates.reliability import Components
from observe.errors import NotFound
from observe.models.people import Person
from observe.models.releases import AUDIENCES, Release, ReleaseOpening, openings_of
from observe.models.schools import School, Term
from observe.policy.releases import may_open, may_release, reads_beyond
from observe.policy.viewer import Viewer
from observe.web.leadership.certainty import basis_words
from observe.web.leadership.choices import Choice, Question, titles_of
from observe.web.leadership.outline import Outline, outline_of
from observe.web.leadership.sheet import why_nothing
from observe.web.leadership.words import Said, certain, uncertain, why, words

KINDS = {"stage": "stages", "group": "groups"}


@dataclass(frozen=True)
class Row:
    code: str
    title: str
    figures: Pattern
    words: str
    why: str


@dataclass(frozen=True)
class Audience:
    """``opening`` is None while it is not open to them."""

    code: str
    opening: ReleaseOpening | None
    opened_by: str
    may_be_opened: bool


@dataclass(frozen=True)
class Sheet:
    """What a reader is shown of a release. ``cells`` are all of them, ``groups`` those of the slice, by domain."""

    release: Release
    school: School
    term: Term
    rubric: Outline
    rubric_title: str
    maker: str
    is_beyond: bool
    is_principal: bool
    cells: dict[Cell, Pattern]
    questions: list[Question]
    """The slices that had lessons, of which one is chosen; empty where the whole school is all there is."""
    slice_title: str
    groups: list[tuple[Row, list[Row]]]
    why: str
    """Why not one figure of the slice is shown; empty where any is."""
    certain: list[Said]
    uncertain: list[Said]
    audiences: list[Audience]

    @property
    def components(self) -> Components:
        """What Φ was worked out with when it was frozen."""
        return kept(self.release.components)

    @property
    def basis(self) -> str:
        return " ".join(basis_words(self.components))

    @property
    def n_shown(self) -> int:
        return sum(not shown.withheld for shown in self.cells.values())


def sheet_of(session: Session, viewer: Viewer, release: Release, asked: str, language: str) -> Sheet:
    """Five queries. Raises NotFound for a slice that the release does not have."""
    school, term = session.get(School, release.school_id), session.get(Term, release.term_id)
    rubric = outline_of(session, release.municipality_id, release.rubric_hash)
    cells = thawed(release.cells, reads_beyond(viewer, school.id))
    chosen, titles = _slice(asked, cells), {code: title[language] for code, title in rubric.titles.items()}
    rows = {code: _row(code, titles[code], cells[Cell(chosen, code)]) for code in rubric.spans}
    indicators = {code: rows[code].figures for code in rubric.indicators}
    maker, audiences = _acts(session, viewer, release, school)
    return Sheet(
        release=release,
        school=school,
        term=term,
        rubric=rubric,
        rubric_title=rubric.title[language],
        maker=maker,
        is_beyond=reads_beyond(viewer, school.id),
        is_principal=may_release(viewer, school),
        cells=cells,
        questions=_questions(release, cells, chosen, language),
        slice_title=slice_title(chosen, language),
        groups=[(rows[domain], [rows[code] for code in codes]) for domain, codes in rubric.domains.items()],
        why=why_nothing(indicators.values()),
        certain=certain(indicators, {}, titles),
        uncertain=uncertain(indicators, titles),
        audiences=audiences,
    )


def _slice(asked: str, cells: Mapping[Cell, Pattern]) -> Slice:
    kind, _dash, code = asked.partition("-")
    chosen = (kind, code)
    if chosen not in {cell.slice for cell in cells}:
        raise NotFound
    return chosen


def slice_title(chosen: Slice, language: str) -> str:
    kind, code = chosen
    return _("The whole school") if chosen == ALL else titles_of(KINDS[kind], language)[code]


def _questions(release: Release, cells: Mapping[Cell, Pattern], chosen: Slice, language: str) -> list[Question]:
    there = {cell.slice for cell in cells}
    ordered = [ALL, *((kind, code) for kind, name in KINDS.items() for code in titles_of(name, language))]
    found: dict[str, list[Choice]] = {}
    for each in (each for each in ordered if each in there):
        key = "-".join(filter(None, each))
        href = url_for("releases.one", release_id=release.id, slice=None if each == ALL else key)
        found.setdefault(each[0], []).append(Choice(key, slice_title(each, language), href, each == chosen))
    titles = {"all": _("All"), "stage": _("Stage"), "group": _("Subject")}
    return [Question(titles[kind], tuple(choices)) for kind, choices in found.items()] if len(there) > 1 else []


def _row(code: str, title: str, figures: Pattern) -> Row:
    if figures.withheld:
        return Row(code, title, figures, "", why(figures.withheld))
    return Row(code, title, figures, " ".join(words(figures, is_own=False)), "")


def _acts(session: Session, viewer: Viewer, release: Release, school: School) -> tuple[str, list[Audience]]:
    """Who made it, and each audience with who opened it to them."""
    openings = openings_of(session, release.id)
    ids = {release.made_by_id, *(each.opened_by_id for each in openings.values())}
    names = {person.id: person.name for person in session.scalars(select(Person).where(Person.id.in_(ids)))}
    audiences = [
        Audience(
            code,
            openings.get(code),
            names.get(openings[code].opened_by_id, "") if code in openings else "",
            may_open(viewer, school, code, openings),
        )
        for code in AUDIENCES
    ]
    return names.get(release.made_by_id, ""), audiences
