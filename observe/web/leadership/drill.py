"""What is drawn of one domain or indicator: lines for terms, stages and subjects, and the words of the rubric."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from observe.aggregates.changes import Moved
from observe.aggregates.middles import halves
from observe.aggregates.municipality import Comparison
from observe.aggregates.patterns import Pattern, live
from observe.aggregates.ratings import Lesson
from observe.aggregates.reliability import Components
from observe.aggregates.series import Series
from observe.errors import NotFound
from observe.models.schools import School, Term
from observe.policy.patterns import OWN
from observe.web.leadership.certainty import basis_words, sure_words
from observe.web.leadership.choices import Asked, Question, groups_by_subject, stages_by_grade, titles_of
from observe.web.leadership.outline import Outline
from observe.web.leadership.run_words import run_words
from observe.web.leadership.sheet import Row
from observe.web.leadership.words import changed, few, levels_in_words, words


@dataclass(frozen=True)
class Line:
    """A term, a stage or a group of subjects: its figures and what they say."""

    title: str
    figures: Pattern
    words: list[str]
    is_current: bool = False
    absence: str = ""
    """Why there is nothing: ``OTHER_RUBRIC`` or ``NO_VISITS``."""


@dataclass(frozen=True)
class Drilled:
    school: School
    view: str
    questions: list[Question]
    term: Term
    rubric: Outline
    rubric_title: str
    n_rubrics: int
    part: Mapping[str, Any]
    """The domain or the indicator as the rubric has it."""
    domain: Mapping[str, Any]
    levels: list[Mapping[str, Any]]
    not_observed: Mapping[str, Any]
    terms: tuple[Line, ...]
    """The newest first."""
    stages: tuple[Line, ...]
    groups: tuple[Line, ...]
    weeks: Series | None
    """None for a domain."""
    rows: tuple[Row, ...]
    """The indicators of a domain."""
    beside: Mapping[str, Comparison | None] | None
    """{the indicator: how it stands beside the municipality}, empty before the term is over for all; None where the
    page is not about the whole school's indicator."""
    components: Components
    asked: Asked

    @property
    def is_domain(self) -> bool:
        return self.part is self.domain

    @property
    def back(self) -> str:
        """The page of all, asked the same."""
        return self.asked.href(code=None)

    @property
    def domain_href(self) -> str:
        return self.asked.link_to(self.domain["code"])

    @property
    def evidence_href(self) -> str:
        return self.asked.evidence_href()

    @property
    def comparison(self) -> Comparison | None:
        """None where there is nothing to stand beside, or too few schools."""
        return (self.beside or {}).get(self.part["code"])

    @property
    def sure(self) -> str:
        return " ".join(sure_words(self.figures, self.components, self.is_domain))

    @property
    def basis(self) -> str:
        return " ".join(basis_words(self.components))

    @property
    def run_words(self) -> list[str]:
        return run_words(self.weeks)

    @property
    def upper(self) -> str:
        """The levels whose share is drawn week by week, in words."""
        return levels_in_words(halves(self.rubric.n_levels)[1])

    @property
    def figures(self) -> Pattern:
        return next(line.figures for line in self.terms if line.is_current)


@dataclass(frozen=True)
class Drill:
    """How lines are made for one code of one rubric version."""

    rubric: Outline
    code: str
    view: str
    language: str
    components: Components

    @property
    def spans(self) -> dict[str, tuple[int, ...]]:
        """Of the domain with its indicators, or of the indicator alone."""
        return {code: self.rubric.spans[code] for code in (self.code, *self.rubric.domains.get(self.code, ()))}

    def live(self, lessons: list[Lesson]) -> dict[str, Pattern]:
        return live(lessons, self.spans, len(self.rubric.indicators), self.rubric.n_levels, self.components)

    def said(self, shown: Pattern) -> list[str]:
        """A domain has neither mean nor lean, so only what there is too little of is said."""
        return few(shown) if self.code in self.rubric.domains else words(shown, self.view == OWN)

    def of_term(self, title: str, shown: Pattern, since: Moved | None, is_current: bool, absence: str) -> Line:
        return Line(title, shown, self.said(shown) + changed(since), is_current, absence)

    def by_stage(self, lessons: list[Lesson]) -> tuple[Line, ...]:
        stages = stages_by_grade()
        return self._by_part("stages", lessons, lambda lesson: stages.get(lesson.grade_level))

    def by_group(self, lessons: list[Lesson]) -> tuple[Line, ...]:
        groups = groups_by_subject()
        return self._by_part("groups", lessons, lambda lesson: groups.get(lesson.subject))

    def _by_part(self, kind: str, lessons: list[Lesson], part_of: Callable[[Lesson], str | None]) -> tuple[Line, ...]:
        """Those without ratings are left out."""
        lines = []
        for code, title in titles_of(kind, self.language).items():
            shown = self.live([lesson for lesson in lessons if part_of(lesson) == code])[self.code]
            if shown.n or shown.n_not_observed:
                lines.append(Line(title, shown, self.said(shown)))
        return tuple(lines)


def part_of(body: Mapping[str, Any], code: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """(domain, the domain itself or its indicator) of this code; raises NotFound."""
    for domain in body["domains"]:
        for part in (domain, *domain["indicators"]):
            if part["code"] == code:
                return domain, part
    raise NotFound
