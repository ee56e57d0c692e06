"""Terms within the limits: which are offered, from when they are shown, and that their figures stay as they were."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.visitor import Visitor
from tests.web.school_year import add_term, at, fill, make_school_year, today, visit

PATH = "/leadership/patterns?view=limited"


@pytest.fixture
def sqlite_app(app):
    """This room's doors are tried on both databases."""
    return app


@pytest.fixture
def year(store, cast):
    return make_school_year(store, cast)


def shown(app, person, query: str = "") -> str:
    answer = Visitor(app, person).get(f"{PATH}{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<(?!a )[^>]+>", " ", unescape(answer.text)))


def test_a_term_waits_until_its_last_deadline_has_passed(sqlite_app, store, cast, year):
    year.spring.ends_on = today() - timedelta(days=7)
    fill(store, year, 8, 21, observers=("olga", "pia"))
    query = f"&term={year.spring.id}"
    year.autumn.starts_on = today() - timedelta(days=6)
    store.commit()
    assert "The term is not shown yet." in shown(sqlite_app, cast.lena, query)
    year.spring.ends_on = today() - timedelta(days=8)
    store.commit()
    assert "21 ratings" in shown(sqlite_app, cast.lena, query)


def test_a_visit_that_comes_after_that_never_counts(sqlite_app, store, cast, year):
    fill(store, year, 110, 21, observers=("olga", "pia"))
    visit(store, year, cast.tom, 102).arrived_at = at(90)
    store.commit()
    assert "21 ratings 7 teachers" in shown(sqlite_app, cast.lena)


def test_terms_that_overlap_are_not_offered_within_the_limits(sqlite_app, store, cast, year):
    half = add_term(store, cast, "Half year", 310, 120, kind="semester")
    other = add_term(store, cast, "Third", 150, 90)
    free = add_term(store, cast, "Before", 400, 311, kind="semester")
    store.commit()
    text = shown(sqlite_app, cast.lena)
    offered = set(re.findall(r'id="term-([^"]+)"', text))
    assert offered == {str(term.id) for term in (year.spring, year.autumn, free)}
    for term in (half, other):
        answer = Visitor(sqlite_app, cast.lena).get(f"{PATH}&term={term.id}")
        assert answer.status_code == 404
