"""A release and its paired lessons: two observers compared their ratings, so each knows the other's, too."""

import pytest
from sqlalchemy import select

from observe.aggregates.queries.pairs import partners_between
from observe.aggregates.queries.patterns import lessons_by_rubric
from observe.models.observations import Observation
from observe.policy.viewer import load_viewer
from observe.web.leadership.releasing import proposals_of
from tests import factories as make
from tests.web.school_year import at, today, visit

# Ids are compared as each database keeps them.
pytestmark = pytest.mark.usefixtures("app")
RATINGS = {"voices": {"level": 2}, "questions": {"level": 3}}


def together(store, year, teacher, code: str) -> None:
    """Olga saw the teacher in one lesson with Lena."""
    for name in ("lena", "olga"):
        given = {"kind": "paired", "ratings": RATINGS, "at": at(150), "shared_at": at(150)}
        who, school = year.cast.person(name), year.cast.sofiendal
        made = make.make_observation(store, who, teacher, school, year.cast.section, **given)
        make.make_half(store, made, RATINGS, code)


def n_shown(store, year) -> int:
    viewer = load_viewer(store, year.cast.pia.id, today())
    (proposal,) = proposals_of(store, viewer, year.cast.sofiendal, year.spring)
    return proposal.n_shown


@pytest.mark.parametrize(("n_together", "is_shown"), [(1, True), (2, False)])
def test_what_an_observer_read_of_the_others_half_is_taken_away(store, year, n_together, is_shown):
    """Of six teachers that Lena saw, Olga was in the lessons of some: she must not be told of the four others."""
    for number, teacher in enumerate(year.teachers[:6]):
        if number < n_together:
            together(store, year, teacher, f"PAIR00000{number}")
        else:
            visit(store, year, teacher, 200 + number, "lena", ratings=RATINGS)
    assert bool(n_shown(store, year)) is is_shown


def test_partners_are_named_as_lessons_name_them(store, year):
    together(store, year, year.teachers[0], "PAIR000001")
    days = (year.spring.starts_on, year.spring.ends_on)
    found = partners_between(store, year.cast.sofiendal.id, *days)
    (lessons,) = lessons_by_rubric(store, select(Observation), year.cast.sofiendal.id, *days).values()
    assert len(found) == 2
    assert found.keys() <= {(lesson.observer, lesson.rid) for lesson in lessons}
    assert {frozenset({observer, *partners}) for (observer, _), partners in found.items()} == {
        frozenset({lesson.observer for lesson in lessons})
    }
