"""The desk behind every page of patterns: what is asked for as chips, and the lessons that a view counts, by term."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from observe.aggregates.queries.components import components_of
from observe.aggregates.queries.patterns import lessons_by_term
from observe.aggregates.ratings import Lesson, n_of
from observe.aggregates.reliability import Components
from observe.errors import NotFound
from observe.models.rubrics import RubricVersion
from observe.models.schools import School, Term
from observe.policy.patterns import OWN, SCHOOL, counted_observations, views_of
from observe.policy.viewer import Viewer
from observe.web.leadership.choices import Asked, Question, chosen_of, stages_by_grade, terms_until, titles_of
from observe.web.leadership.outline import outline_of

Lessons = list[Lesson]
_NEWEST_FIRST = (
    select(RubricVersion.content_hash)
    .where(
        RubricVersion.municipality_id == bindparam("municipality_id"),
        RubricVersion.content_hash.in_(bindparam("hashes", expanding=True)),
    )
    .order_by(RubricVersion.imported_at.desc(), RubricVersion.version.desc())
)


class Desk:
    """Asks for one viewer. Three queries: terms, lessons, components of variance; one more where two rubrics met."""

    has_days = False
    """Whether lessons come with their days."""

    def __init__(self, session: Session, viewer: Viewer, school: School, asked: Asked, now: datetime, language: str):
        self.session, self.viewer, self.school, self.asked = session, viewer, school, asked
        self.now, self.language = now, language
        self.view = chosen_of(asked.view, views_of(viewer, school.id))
        self.questions: list[Question] = []

    @cached_property
    def components(self) -> Components:
        return components_of(self.session, self.school.municipality_id)

    def ask_where(self, schools: list[School]) -> None:
        if len(schools) > 1:
            options = [(str(school.id), school.name) for school in schools]
            self._ask("school", _("School"), options, str(self.school.id), view=None, subject=None)
        views = views_of(self.viewer, self.school.id)
        if len(views) > 1:
            names = {SCHOOL: _("The whole school"), OWN: _("My own visits")}
            options = [(view, names[view]) for view in views]
            self._ask("view", _("Visits"), options, self.view, term=None, subject=None, stage=None)

    def ask_term(self) -> tuple[list[Term], Term | None]:
        """The terms that have begun, the newest first, and the one that is shown."""
        terms = terms_until(self.session, self.school.municipality_id, self.viewer.today)
        by_key = {str(term.id): term for term in terms}
        key = chosen_of(self.asked.term, by_key)
        if len(terms) > 1:
            self._ask("term", _("Term"), [(each, term.title) for each, term in by_key.items()], key, rubric=None)
        return terms, by_key.get(key)

    def lessons(self, terms: Sequence[Term]) -> list[dict[str, Lessons]]:
        """For each term {rubric's content hash: lessons that the view counts}."""
        allowed = counted_observations(self.viewer, self.view, self.now)
        days = [(term.starts_on, term.ends_on) for term in terms]
        return lessons_by_term(self.session, allowed, self.school.id, days, self.has_days)

    def ask_rubric(self, found: Mapping[str, Lessons]) -> str | None:
        """The newest version with lessons, unless another is asked for; versions are never added together."""
        versions = [each for each in self._newest_first(found) if self._has_code(each)]
        if found and not versions:
            raise NotFound
        chosen = chosen_of(self.asked.rubric, versions)
        if len(versions) > 1:
            self._ask("rubric", _("Rubric"), [(key, self._version(key, found[key])) for key in versions], chosen)
        return chosen

    def _newest_first(self, found: Mapping[str, Lessons]) -> Sequence[str]:
        """Content hashes; a single one needs no query."""
        if len(found) < 2:
            return list(found)
        asked = {"municipality_id": self.school.municipality_id, "hashes": list(found)}
        return self.session.scalars(_NEWEST_FIRST, asked).all()

    def _version(self, rubric_hash: str, lessons: Lessons) -> str:
        version = outline_of(self.session, self.school.municipality_id, rubric_hash).version
        n = n_of(lessons)
        return ngettext("Version %(version)s, %(num)s visit", "Version %(version)s, %(num)s visits", n, version=version)

    def _has_code(self, rubric_hash: str) -> bool:
        """Whether a version has the domain or indicator that the page is about; the page of all needs none."""
        code = self.asked.code
        return not code or code in outline_of(self.session, self.school.municipality_id, rubric_hash).titles

    def ask_filter(self, lessons: Lessons) -> Callable[[Lessons], Lessons]:
        """What keeps the lessons of the subject and stage that are asked for, of any term."""
        stages, subject, stage = stages_by_grade(), self.asked.subject, self.asked.stage
        self._ask_subject("subject", "subjects", subject, {lesson.subject for lesson in lessons})
        self._ask_subject("stage", "stages", stage, {stages.get(lesson.grade_level) for lesson in lessons})
        if not subject and not stage:
            return lambda lessons: lessons
        return lambda lessons: [
            lesson
            for lesson in lessons
            if (not subject or lesson.subject == subject) and (not stage or stages.get(lesson.grade_level) == stage)
        ]

    def _ask_subject(self, name: str, kind: str, current: str | None, seen: set[str | None]) -> None:
        """Not asked where the visits leave nothing to choose, unless something is chosen already."""
        titles = titles_of(kind, self.language)
        if current and current not in titles:
            raise NotFound
        every = _("All stages") if kind == "stages" else _("All subjects")
        options = [(code, title) for code, title in titles.items() if code in seen | {current}]
        if current or len(options) > 1:
            self._ask(name, _("Stage") if kind == "stages" else _("Subject"), [(None, every), *options], current)

    def _ask(self, name: str, title: str, options: list, current: str | None, **reset: None) -> None:
        self.questions.append(self.asked.question(name, title, options, current, **reset))
