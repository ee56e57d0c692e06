"""How far a school's observers agree in a school year: own pairs, and the school's where no error follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import request
from flask_babel import get_locale
from sqlalchemy.orm import Session
from werkzeug import Response

from observe.aggregates.paired import Pair, Shown, agreement_of, by_domain, shown_to
from observe.aggregates.pairs import PairAgreement
from observe.aggregates.queries.pairs import pairs_between
from observe.errors import LeadersOnly
from observe.extensions import db
from observe.models.retention import days_of_school_year, school_year_on
from observe.models.schools import School
from observe.policy.pairs import may_read_agreement
from observe.policy.viewer import Viewer
from observe.web.leadership.choices import school_to_see
from observe.web.leadership.outline import Outline, outline_of
from observe.web.loaders import current_viewer
from observe.web.pairs.room import blueprint
from observe.web.pairs.words import is_firm, limit_words
from observe.web.render import page

YEARS_OFFERED = 2


@dataclass(frozen=True)
class Line:
    """One row of the table; ``figures`` is None where a part is withheld."""

    title: str
    figures: PairAgreement | None
    is_whole: bool = False


@dataclass(frozen=True)
class Part:
    """The figures of one's own pairs, or of the school's."""

    whole: PairAgreement
    lines: tuple[Line, ...]

    @property
    def firm(self) -> list[Line]:
        """Those with lessons enough for figures that are corrected for chance."""
        return [line for line in self.lines if line.figures and is_firm(line.figures)]


@dataclass(frozen=True)
class AgreementSheet:
    school: School
    schools: Sequence[School]
    year: int
    """The year in which the school year begins."""
    years: tuple[int, ...]
    n_levels: int
    own: Part | None
    of_school: Part | None
    limit: str
    n_other_versions: int
    """Pairs of older versions of the rubric, which are not added."""


@blueprint.get("/agreement")
def agreement() -> Response:
    """Leaders of the school (?school=, ?year= in which the school year begins). No name stands beside a figure."""
    viewer = current_viewer()
    school, schools = school_to_see(db.session, viewer, request.args.get("school"))
    if not may_read_agreement(viewer, school.id):
        raise LeadersOnly
    led = [one for one in schools if may_read_agreement(viewer, one.id)]
    this_year = school_year_on(viewer.today) - 1
    years = tuple(this_year - ago for ago in range(YEARS_OFFERED))
    asked = request.args.get("year", type=int)
    year = asked if asked in years else this_year
    return page("pairs/agreement.html", sheet=_sheet(db.session, viewer, school, led, year, years))


def _sheet(
    session: Session, viewer: Viewer, school: School, schools: Sequence[School], year: int, years: tuple[int, ...]
) -> AgreementSheet:
    found = pairs_between(session, school.id, *days_of_school_year(year + 1))
    newest = max(found, key=lambda version: found[version][-1].complete_at, default=None)
    pairs = found.get(newest, [])
    shown = shown_to(viewer.person_id, pairs)
    outline = outline_of(session, school.municipality_id, newest) if newest else None
    n_others = sum(map(len, found.values())) - len(pairs)
    own, whole = _parts(viewer.person_id, shown, outline)
    limit = limit_words(shown) if shown.limit else ""
    n_levels = outline.n_levels if outline else 0
    return AgreementSheet(school, schools, year, years, n_levels, own, whole, limit, n_others)


def _parts(viewer_id: UUID, shown: Shown, outline: Outline | None) -> tuple[Part | None, Part | None]:
    """(the viewer's own pairs, the school's), None where there are none to show."""
    if outline is None:
        return None, None
    spans, n_levels = {code: outline.spans[code] for code in outline.domains}, outline.n_levels
    of_own = {code: agreement_of(shown.own, n_levels, places) for code, places in spans.items()}
    of_school = by_domain(viewer_id, shown.school, spans, n_levels)
    own = _part(shown.own, outline, of_own) if shown.own else None
    return own, _part(shown.school, outline, of_school) if shown.school else None


def _part(pairs: Sequence[Pair], outline: Outline, domains: dict[str, PairAgreement | None]) -> Part:
    language = get_locale().language
    lines = [
        Line(outline.titles[code][language], figures)
        for code, figures in domains.items()
        if figures is None or figures.n_ratings
    ]
    return Part(agreement_of(pairs, outline.n_levels), tuple(lines))
