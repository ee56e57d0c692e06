"""The terms of a school as releases see them: released, ready to be, without anything to release, or not whole yet."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from observe.aggregates.queries.patterns import has_lessons
from observe.models.limits import limits_of
from observe.models.releases import Release, overlapping_releases
from observe.models.schools import Municipality, School, Term
from observe.policy.patterns import DAY_AFTER, is_whole, settled_at
from observe.policy.releases import knowingly_settled, visible_releases
from observe.policy.viewer import Viewer
from observe.web.leadership.choices import disjoint_terms_until
from observe.web.leadership.outline import outline_of


@dataclass(frozen=True)
class Entry:
    """A term, or one of its releases where there are any; ``whole_on`` is the first day on which it may be released."""

    term: Term
    release: Release | None
    whole_on: date
    is_whole: bool
    is_overlapping: bool = False
    is_empty: bool = False
    """Nothing was rated in it, as far as the viewer may know: the school's leaders are told."""
    version: int | None = None
    """Of the rubric, where the term had several and each is released by itself."""


def entries_of(session: Session, viewer: Viewer, school: School) -> list[Entry]:
    """The newest first: what the viewer may read, and the terms that have begun and are not released."""
    home = session.get(Municipality, school.municipality_id)
    limits = limits_of(home.settings)
    found = session.scalars(visible_releases(viewer).where(Release.school_id == school.id)).all()
    released = [_released(session, each, limits.share_days, viewer.today) for each in found]
    there = {each.term_id for each in found}
    begun = disjoint_terms_until(session, school.municipality_id, viewer.today)
    waiting = [
        _with_what_is_there(session, viewer, school, home, _entry(term, None, limits.share_days, viewer.today))
        for term in begun
        if term.id not in there
    ]
    return sorted([*released, *waiting], key=lambda entry: entry.term.starts_on, reverse=True)


def _released(session: Session, found: Release, share_days: int, today: date) -> Entry:
    entry = _entry(session.get(Term, found.term_id), found, share_days, today)
    if found.n_rubrics == 1:
        return entry
    return replace(entry, version=outline_of(session, found.municipality_id, found.rubric_hash).version)


def _entry(term: Term, release: Release | None, share_days: int, today: date) -> Entry:
    whole_on = term.ends_on + timedelta(days=share_days) + DAY_AFTER
    return Entry(term, release, whole_on, is_whole(term.ends_on, share_days, today))


def _with_what_is_there(session: Session, viewer: Viewer, school: School, home: Municipality, entry: Entry) -> Entry:
    """Why a term that is over cannot be released, where that is so."""
    term = entry.term
    if overlapping_releases(session, school.id, term.id, term.starts_on, term.ends_on):
        return replace(entry, is_overlapping=True)
    if not (entry.is_whole and school.id in viewer.led_school_ids):
        return entry
    settled = settled_at(term.ends_on, limits_of(home.settings).share_days, home.tz)
    known = knowingly_settled(viewer, settled)
    return replace(entry, is_empty=not has_lessons(session, known, school.id, term.starts_on, term.ends_on))
