"""A school beside the municipality: for its leaders, of a term that is over, with enough others to hide in."""

import pytest

from observe import clock
from observe.aggregates.intervals import Estimate
from observe.aggregates.patterns import Pattern
from observe.cli.refresh import refresh
from observe.models.rollups import mark
from observe.policy.viewer import load_viewer
from observe.web.leadership.beside import beside_municipality
from tests import factories as make
from tests.releases_across import CODES, past_term, schools_that_released
from tests.web.school_year import today

FIGURES = {code: Pattern(counts=(2, 10, 20, 8), estimate=Estimate(2.85, {}, 60, variance=0.01)) for code in CODES}


@pytest.fixture
def term(store, cast):
    return past_term(store, cast.municipality, today())


@pytest.fixture
def compare(sqlite_app, store, cast, term):
    def compare(name: str, of=term):
        viewer = load_viewer(store, cast.person(name).id, today())
        rubric = make.shipped_rubric().content_hash
        with sqlite_app.app_context():
            return beside_municipality(store, viewer, cast.sofiendal, of, rubric, FIGURES)

    return compare


def settled(store, cast, term, n: int) -> None:
    schools_that_released(store, cast.municipality, term, cast.pia, n, clock.now())
    store.commit()
    refresh(store, clock.now())


def test_leaders_and_mentors_see_the_school_beside_the_others(store, cast, term, compare):
    settled(store, cast, term, 8)
    for name in ("pia", "olga", "lena", "mona"):
        said = compare(name)
        assert said.keys() == set(CODES)
        assert said[CODES[0]].n_schools == 8


@pytest.mark.parametrize("name", ["tom", "tara", "liam", "ana"])
def test_nobody_else_does(store, cast, term, compare, name):
    settled(store, cast, term, 8)
    assert compare(name) == {}


def test_four_schools_are_too_few_to_stand_beside(store, cast, term, compare):
    settled(store, cast, term, 4)
    assert set(compare("pia").values()) == {None}


def test_a_term_that_runs_has_nothing_to_stand_beside(store, cast, term, compare):
    settled(store, cast, term, 8)
    running = make.make_term(store, cast.municipality, today(), today(), "I gang")
    assert compare("pia", running) == {}


def test_schools_that_the_viewer_knows_are_not_counted_among_the_others(store, cast, term, compare):
    """Pia leads three of the five: she could take these away, and two would be left."""
    schools = schools_that_released(store, cast.municipality, term, cast.pia, 5, clock.now())
    for school in schools[:3]:
        make.appoint(store, cast.pia, "leader", school)
    store.commit()
    refresh(store, clock.now())
    assert set(compare("pia").values()) == {None}
    assert None not in compare("olga").values()


def test_while_a_school_is_not_settled_yet_nothing_is_compared(store, cast, term, compare):
    settled(store, cast, term, 8)
    mark(store.connection(), cast.municipality.id, cast.elsewhere.id, term.id)
    assert compare("pia") == {}
