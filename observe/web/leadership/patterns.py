"""The page of a school's patterns: the figures of a term, what changed since the one before, the domains by term."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from observe.aggregates.changes import Moved, has_same_eyes, moved
from observe.aggregates.patterns import Pattern, live
from observe.aggregates.queries.pairs import has_pairs
from observe.aggregates.queries.patterns import halves_counted
from observe.aggregates.ratings import Lesson
from observe.aggregates.reliability import Components
from observe.models.schools import School, Term
from observe.policy.patterns import SCHOOL, counted_observations
from observe.web.leadership.desk import Desk, Lessons
from observe.web.leadership.outline import Outline, outline_of
from observe.web.leadership.sheet import Sheet, drawn
from observe.web.leadership.strip import strip_of

TERMS_KEPT = 32


class PatternsDesk(Desk):
    """Puts one sheet together. Four queries; one more where lessons were observed by two or two rubrics met, and at the
    first sight of each rubric."""

    def sheet(self, schools: list[School]) -> Sheet:
        self.ask_where(schools)
        terms, term = self.ask_term()
        bare = Sheet(self.school, self.view, term, self.questions)
        if term is None:
            return bare
        found = dict(zip(terms, self.lessons(terms), strict=True))
        rubric_hash = self.ask_rubric(found[term])
        if rubric_hash is None:
            return bare
        rubric = outline_of(self.session, self.school.municipality_id, rubric_hash)
        keep = self.ask_filter(found[term][rubric_hash])
        by_term = {each: keep(of_term.get(rubric_hash, [])) for each, of_term in found.items()}
        figures = figures_by_term(by_term, rubric, self.components)
        moves = moves_between(term, by_term, figures, rubric.indicators)
        whole = drawn(bare, rubric, figures[term], moves, by_term[term], self.language, self.asked.link_to)
        strip = strip_of(terms, found, rubric_hash, figures, rubric, self.language, self.asked.link_to)
        facts = {"n_rubrics": len(found[term]), "before": before(term, terms), "components": self.components}
        halves = [half for half in keep(self._halves(term)) if half.rubric_hash == rubric_hash]
        return replace(whole, strip=strip, n_seen_by_two=len(halves) - len({half.rid for half in halves}), **facts)

    def _halves(self, term: Term) -> Lessons:
        """What two observers of one lesson each made; none of one's own visits, of which each is another lesson."""
        place = (self.school.id, term.starts_on, term.ends_on)
        if self.view != SCHOOL or not has_pairs(self.session, *place):
            return []
        return halves_counted(self.session, counted_observations(self.viewer, self.view, self.now), *place)


def figures_by_term(
    by_term: Mapping[Term, Lessons], rubric: Outline, components: Components
) -> dict[Term, Mapping[str, Pattern]]:
    return {term: _figures(tuple(lessons), rubric, components) for term, lessons in by_term.items()}


@lru_cache(maxsize=TERMS_KEPT)
def _figures(lessons: tuple[Lesson, ...], rubric: Outline, components: Components) -> Mapping[str, Pattern]:
    """Of a term that is over nothing changes any more, and it stands on each page beside the one that runs."""
    return MappingProxyType(live(lessons, rubric.spans, len(rubric.indicators), rubric.n_levels, components))


def before(term: Term, terms: Sequence[Term]) -> Term | None:
    """The latest term that was over when this one began; ``terms`` are the newest first."""
    return next((each for each in terms if each.ends_on < term.starts_on), None)


def moves_between(
    term: Term,
    by_term: Mapping[Term, Lessons],
    figures: Mapping[Term, Mapping[str, Pattern]],
    codes: Sequence[str],
) -> dict[str, Moved]:
    """{indicator: what changed since the term before}; empty where there is none, or it has no ratings."""
    earlier = before(term, list(by_term))
    if earlier is None or not by_term[earlier]:
        return {}
    eyes = has_same_eyes(by_term[earlier], by_term[term])
    return {code: moved(figures[earlier][code], figures[term][code], eyes) for code in codes}
