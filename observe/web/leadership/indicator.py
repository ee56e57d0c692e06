"""The desk of one domain or indicator: which version's words stand there, and the figures of each term."""

from collections.abc import Mapping

from observe.aggregates.changes import Moved
from observe.aggregates.municipality import Comparison
from observe.aggregates.patterns import Pattern
from observe.aggregates.weekly import weekly
from observe.errors import NotFound
from observe.models.schools import School, Term
from observe.policy.patterns import OWN, SCHOOL
from observe.web.leadership.beside import beside_municipality
from observe.web.leadership.desk import Desk, Lessons
from observe.web.leadership.drill import Drill, Drilled, Line, part_of
from observe.web.leadership.outline import outline_of, rubric_body
from observe.web.leadership.patterns import moves_between
from observe.web.leadership.sheet import Row, row_of
from observe.web.leadership.strip import absence_of

Found = Mapping[Term, Mapping[str, Lessons]]
"""{term: {rubric's content hash: lessons}}, the newest term first."""


class IndicatorDesk(Desk):
    """Five queries, five more beside the municipality, and one at the first sight of a rubric version."""

    has_days = True

    def drilled(self, schools: list[School]) -> Drilled | None:
        """None where the view counts no ratings at all; raises NotFound for a code that no version with ratings has."""
        self.ask_where(schools)
        terms, term = self.ask_term()
        found = dict(zip(terms, self.lessons(terms), strict=True))
        if not any(found.values()):
            return None
        rubric_hash = self.rubric_hash(found, term)
        rubric = outline_of(self.session, self.school.municipality_id, rubric_hash)
        keep = self.ask_filter(found[term].get(rubric_hash, []))
        by_term = {each: keep(of_term.get(rubric_hash, [])) for each, of_term in found.items()}
        drill = Drill(rubric, self.asked.code, self.view, self.language, self.components)
        return self._drawn(drill, found, term, by_term, rubric_hash)

    def rubric_hash(self, found: Found, term: Term) -> str:
        """Of a term without ratings, the version of the latest that has some: its words stand all the same."""
        for of_term in (found[term], *found.values()):
            if of_term:
                return self.ask_rubric(of_term)
        raise NotFound

    def _drawn(
        self, drill: Drill, found: Found, term: Term, by_term: Mapping[Term, Lessons], rubric_hash: str
    ) -> Drilled:
        body = rubric_body(self.session, self.school.municipality_id, rubric_hash)
        domain, part = part_of(body, drill.code)
        lessons = by_term[term]
        lines, rows = self._lines(drill, found, term, by_term, rubric_hash)
        return Drilled(
            school=self.school,
            view=self.view,
            questions=self.questions,
            term=term,
            rubric=drill.rubric,
            rubric_title=drill.rubric.title[self.language],
            n_rubrics=len(found[term]),
            part=part,
            domain=domain,
            levels=body["levels"],
            not_observed=body["not_observed"],
            terms=lines,
            stages=drill.by_stage(lessons),
            groups=drill.by_group(lessons),
            weeks=None if part is domain else weekly(lessons, drill.spans[drill.code][0], drill.rubric.n_levels),
            rows=rows,
            beside=self._beside(drill, term, rubric_hash, lines),
            components=self.components,
            asked=self.asked,
        )

    def _beside(
        self, drill: Drill, term: Term, rubric_hash: str, lines: tuple[Line, ...]
    ) -> dict[str, Comparison | None] | None:
        """Of an indicator of the whole school, without a filter."""
        is_whole_school = self.view == SCHOOL and not self.asked.subject and not self.asked.stage
        if not is_whole_school or drill.code in drill.rubric.domains:
            return None
        shown = next(line.figures for line in lines if line.is_current)
        figures = {drill.code: shown}
        return beside_municipality(self.session, self.viewer, self.school, term, rubric_hash, figures)

    def _lines(
        self, drill: Drill, found: Found, term: Term, by_term: Mapping[Term, Lessons], rubric_hash: str
    ) -> tuple[tuple[Line, ...], tuple[Row, ...]]:
        """A line for each term, and a row for each indicator of a domain."""
        figures = {each: drill.live(lessons) for each, lessons in by_term.items()}
        codes = drill.rubric.domains.get(drill.code, ())
        moves = {each: moves_between(each, by_term, figures, codes or [drill.code]) for each in by_term}
        lines = [
            drill.of_term(
                each.title,
                figures[each][drill.code],
                moves[each].get(drill.code),
                each is term,
                absence_of(found[each], rubric_hash),
            )
            for each in by_term
        ]
        rows = [self._row(drill, code, figures[term][code], moves[term].get(code)) for code in codes]
        return tuple(lines), tuple(rows)

    def _row(self, drill: Drill, code: str, shown: Pattern, since: Moved | None) -> Row:
        title = drill.rubric.titles[code][self.language]
        return row_of(code, title, shown, since, self.view == OWN, self.asked.link_to)
