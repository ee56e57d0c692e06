"""The desk where a page of patterns is put together: which lessons a view counts, and the figures made of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.aggregates.patterns import Pattern, live
from observe.aggregates.queries.patterns import lessons_by_rubric
from observe.aggregates.ratings import Lesson
from observe.errors import NotFound
from observe.models.rubrics import RubricVersion
from observe.models.schools import School, Term
from observe.policy.patterns import OWN, SCHOOL, counted_observations, views_of
from observe.policy.viewer import Viewer
from observe.web.leadership.choices import (
    Asked,
    Question,
    chosen_of,
    stages_by_grade,
    terms_until,
    titles_of,
)
from observe.web.leadership.outline import Outline, outline_of
from observe.web.leadership.sheet import Sheet, drawn


class PatternsDesk:
    """Puts one sheet together for one viewer. Four queries, one more at the first sight of a rubric version."""

    def __init__(self, session: Session, viewer: Viewer, school: School, asked: Asked, now: datetime, language: str):
        self.session, self.viewer, self.school, self.asked = session, viewer, school, asked
        self.now, self.language = now, language
        self.view = chosen_of(asked.view, views_of(viewer, school.id))
        self.questions: list[Question] = []

    def sheet(self, schools: list[School]) -> Sheet:
        self._ask_where(schools)
        term = self._ask_term()
        if term is None:
            return Sheet(self.school, self.view, None, self.questions)
        bare = Sheet(self.school, self.view, term, self.questions)
        found = self._lessons(term)
        rubric_hash = self._ask_rubric(found)
        if rubric_hash is None:
            return bare
        lessons = found[rubric_hash]
        rubric = outline_of(self.session, self.school.municipality_id, rubric_hash)
        return drawn(replace(bare, n_rubrics=len(found)), rubric, *self._figures(lessons, rubric), self.language)

    def _ask_where(self, schools: list[School]) -> None:
        if len(schools) > 1:
            options = [(str(school.id), school.name) for school in schools]
            self._ask("school", _("School"), options, str(self.school.id), view=None, subject=None)
        views = views_of(self.viewer, self.school.id)
        if len(views) > 1:
            names = {SCHOOL: _("The whole school"), OWN: _("My own visits")}
            options = [(view, names[view]) for view in views]
            self._ask("view", _("Visits"), options, self.view, term=None, subject=None, stage=None)

    def _ask_term(self) -> Term | None:
        begun = terms_until(self.session, self.school.municipality_id, self.viewer.today)
        terms = {str(term.id): term for term in begun}
        key = chosen_of(self.asked.term, terms)
        if key:
            self._ask("term", _("Term"), [(each, term.title) for each, term in terms.items()], key, rubric=None)
        return terms.get(key)

    def _lessons(self, term: Term) -> dict[str, list[Lesson]]:
        allowed = counted_observations(self.viewer, self.view, self.now)
        return lessons_by_rubric(self.session, allowed, self.school.id, term.starts_on, term.ends_on)

    def _ask_rubric(self, found: Mapping[str, list[Lesson]]) -> str | None:
        """The newest version with lessons, unless another is asked for; versions are never added together."""
        versions = self.session.execute(
            select(RubricVersion.content_hash, RubricVersion.version)
            .where(
                RubricVersion.municipality_id == self.school.municipality_id,
                RubricVersion.content_hash.in_(list(found)),
            )
            .order_by(RubricVersion.imported_at.desc(), RubricVersion.version.desc())
        ).all()
        key = chosen_of(self.asked.rubric, [each.content_hash for each in versions])
        if len(versions) > 1:
            options = [
                (each.content_hash, _("Version %(version)s, %(n)s visits", version=each.version, n=len(found[each[0]])))
                for each in versions
            ]
            self._ask("rubric", _("Rubric"), options, key)
        return key

    def _figures(self, lessons: list[Lesson], rubric: Outline) -> tuple[dict[str, Pattern], list[Lesson]]:
        """The figures, and the lessons they count."""
        part_of, chosen = self._ask_filter(lessons)
        counted = [lesson for lesson in lessons if part_of(lesson) == chosen] if part_of else lessons
        n_indicators = sum(map(len, rubric.domains.values()))
        return live(counted, rubric.spans, n_indicators, rubric.n_levels), counted

    def _ask_filter(self, lessons: list[Lesson]) -> tuple[Callable[[Lesson], object] | None, object]:
        """How lessons are parted and which part is shown: by subject and by stage."""
        stages, asked = stages_by_grade(), self.asked
        taught = {lesson.subject for lesson in lessons} | {asked.subject}
        self._ask_subject("subject", "subjects", asked.subject, taught)
        self._ask_subject("stage", "stages", asked.stage)
        wanted = (asked.subject, asked.stage)
        if wanted == (None, None):
            return None, None
        return (
            lambda lesson: (
                lesson.subject if asked.subject else None,
                stages.get(lesson.grade_level) if asked.stage else None,
            )
        ), wanted

    def _ask_subject(
        self, name: str, kind: str, current: str | None, offered: set[str | None] | None = None, **reset: None
    ) -> None:
        titles = titles_of(kind, self.language)
        if current and current not in titles:
            raise NotFound
        every = _("All stages") if kind == "stages" else _("All subjects")
        options = [(code, title) for code, title in titles.items() if offered is None or code in offered]
        self._ask(name, _("Stage") if kind == "stages" else _("Subject"), [(None, every), *options], current, **reset)

    def _ask(self, name: str, title: str, options: list, current: str | None, **reset: None) -> None:
        self.questions.append(self.asked.question(name, title, options, current, **reset))
