"""What a leadership page is asked for: school, view, term, rubric version, filter; each choice a plain link."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import quote, urlencode
from uuid import UUID

from flask import url_for
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from observe.data import shipped
from observe.errors import LeadersOnly, NotFound
from observe.models.schools import School, Term
from observe.policy.viewer import Viewer

# Parts of the year that patterns are shown for; shorter ones hold too few visits, the school year is two of them.
# Where two overlap and only one may be shown, the kind named first comes first.
TERM_KINDS = ("term", "semester")
TERMS_OFFERED = 4
_BEGUN = (
    select(Term)
    .where(
        Term.municipality_id == bindparam("municipality_id"),
        Term.kind.in_(TERM_KINDS),
        Term.starts_on <= bindparam("today"),
    )
    .order_by(Term.starts_on.desc(), Term.id)
)
_NEWEST_BEGUN = _BEGUN.limit(TERMS_OFFERED)
_SCHOOLS = select(School).where(School.id.in_(bindparam("school_ids", expanding=True)))


@dataclass(frozen=True)
class Choice:
    """One chip: a link that keeps everything else that was asked."""

    id: str
    text: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Question:
    """A row of chips with its title."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Asked:
    """The query of a page of patterns; None stands for the usual."""

    school: str | None = None
    view: str | None = None
    term: str | None = None
    rubric: str | None = None
    subject: str | None = None
    stage: str | None = None
    code: str | None = None
    """The domain or indicator that the page is about, from its address; None for the page of all."""

    @classmethod
    def read(cls, arguments: Mapping[str, str], code: str | None = None) -> "Asked":
        names = (name for name in cls.__dataclass_fields__ if name != "code")
        return cls(**{name: arguments[name] for name in names if arguments.get(name)}, code=code)

    @cached_property
    def _room(self) -> str:
        return url_for("leadership.patterns")

    def href(self, **changed: str | None) -> str:
        """The address of the same question with something changed."""
        # Not by url_for, which takes five times as long: a page asks for some fifty.
        wanted = self._wanted(**changed)
        code = wanted.pop("code", None)
        place = f"{self._room}/{quote(code, safe='')}" if code else self._room
        return f"{place}?{urlencode(wanted)}" if wanted else place

    def evidence_href(self, before: str | None = None) -> str:
        """The evidence of this indicator, from a place on."""
        return url_for("leadership.evidence", **self._wanted(), before=before)

    def _wanted(self, **changed: str | None) -> dict[str, str]:
        # A copy holds the fields alone, and not what was cached beside them.
        return {name: value for name, value in vars(replace(self, **changed)).items() if value}

    @cached_property
    def link_to(self) -> Callable[[str], str]:
        """From a domain or indicator to the address of its page, with the same question asked there."""
        # One address is built for all of a page: there are forty.
        before, after = self.href(code="-code-").split("-code-")
        return lambda code: f"{before}{quote(code, safe='')}{after}"

    def question(
        self, name: str, title: str, options: Iterable[tuple[str | None, str]], current: str | None, **reset: None
    ) -> Question:
        """Chips for one part of the query from (value, text) pairs; choosing one sets those in ``reset`` to None."""
        return Question(
            title,
            tuple(
                Choice(f"{name}-{value or 'all'}", text, self.href(**{name: value}, **reset), value == current)
                for value, text in options
            ),
        )


def school_to_see(session: Session, viewer: Viewer, wanted: str | None) -> tuple[School, list[School]]:
    """The school asked for, else the viewer's first, and all they may choose between. One query.

    Raises NotFound for a school the viewer has nothing to do with, LeadersOnly for somebody of
    the school or the administration who does not lead there.
    """
    school_ids = list(dict.fromkeys((*viewer.led_school_ids, *sorted(viewer.mentored_school_ids))))
    school_id = _uuid(wanted) if wanted else next(iter(school_ids), None)
    if school_id not in school_ids:
        is_near = school_id is None or school_id in viewer.school_ids("teacher") or viewer.is_administration
        raise LeadersOnly if is_near else NotFound
    found = {school.id: school for school in session.scalars(_SCHOOLS, {"school_ids": school_ids})}
    return found[school_id], [found[school_id] for school_id in school_ids]


def terms_until(session: Session, municipality_id: UUID, today: date) -> list[Term]:
    """The terms that have begun, the newest first, at most four."""
    return list(session.scalars(_NEWEST_BEGUN, {"municipality_id": municipality_id, "today": today}))


def disjoint_terms_until(session: Session, municipality_id: UUID, today: date) -> list[Term]:
    """As above, without those that overlap another: the difference of two would be the figures of a few days.

    Which one stays depends on kind and first day alone: a choice that changed with time could be subtracted again.
    """
    begun = session.scalars(_BEGUN, {"municipality_id": municipality_id, "today": today}).all()
    kept: list[Term] = []
    for term in sorted(begun, key=lambda term: (TERM_KINDS.index(term.kind), term.starts_on, term.id)):
        if all(term.ends_on < other.starts_on or other.ends_on < term.starts_on for other in kept):
            kept.append(term)
    return [term for term in begun if term in kept][:TERMS_OFFERED]


def chosen_of(wanted: str | None, keys: Iterable[str]) -> str | None:
    """The key that was asked for, or the first; None when there are none. Raises NotFound for a foreign one."""
    keys = list(keys)
    if wanted and wanted not in keys:
        raise NotFound
    return wanted or next(iter(keys), None)


def groups_by_subject() -> dict[str, str]:
    return {subject["code"]: subject["group"] for subject in shipped("subjects")["subjects"]}


def stages_by_grade() -> dict[int, str]:
    return {grade: stage["code"] for stage in shipped("subjects")["stages"] for grade in stage["grades"]}


def titles_of(kind: str, language: str) -> dict[str, str]:
    """{code: title} of the ``subjects``, ``groups`` or ``stages``, in the order of the data file."""
    return {entry["code"]: entry["title"][language] for entry in shipped("subjects")[kind]}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
