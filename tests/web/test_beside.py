"""A school beside the municipality: for its leaders, of a term that is over, with enough others to hide in."""

import re
from html import unescape

import pytest
from sqlalchemy import delete, select

from observe import clock
from observe.aggregates.patterns import Pattern
from observe.aggregates.queries.rollups import worth_known
from observe.cli.refresh import refresh
from observe.models.observations import Observation
from observe.models.rollups import MunicipalRollup, mark
from observe.policy.viewer import load_viewer
from observe.web.leadership.beside import beside_municipality
from tests import factories as make
from tests.releases_across import CODES, add_release, cell, past_term, schools_that_released
from tests.visitor import Visitor
from tests.web.school_year import fill, make_school_year, today

FIGURES = {code: Pattern(counts=(2, 10, 20, 8), phi=0.6, effective_n=30.0) for code in CODES}


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


def test_where_one_school_has_most_of_the_visits_nothing_is_compared(store, cast, term, compare):
    """The mean of all would be its own."""
    settled(store, cast, term, 5)
    assert None not in compare("pia").values()
    large = [cell(code, (100, 200, 300, 200)) for code in CODES]
    other = make.make_school(store, cast.municipality, "Den Store Skole")
    add_release(store, other, term, cast.pia, large, clock.now())
    store.execute(delete(MunicipalRollup))
    store.commit()
    refresh(store, clock.now())
    assert set(compare("pia").values()) == {None}


def test_a_known_school_whose_cell_was_withheld_when_it_opened_is_counted_all_the_same(store, cast, term):
    """Its cell still stands in what all say together, which does not move."""
    few = {"code": "few_observers", "limit": 2}
    cells = [cell(code, (1, 2, 3, 6), beyond=few if code == CODES[0] else None) for code in CODES]
    add_release(store, cast.elsewhere, term, cast.pia, cells, clock.now())
    store.commit()
    refresh(store, clock.now())
    rubric = make.shipped_rubric().content_hash
    assert worth_known(store, term.id, rubric, [cast.elsewhere.id], CODES, 4)[CODES[0]] == [0.0]


def test_while_a_school_is_not_settled_yet_nothing_is_compared(store, cast, term, compare):
    settled(store, cast, term, 8)
    mark(store.connection(), cast.municipality.id, cast.elsewhere.id, term.id)
    assert compare("pia") == {}


@pytest.fixture
def school(store, cast):
    """42 visits to seven teachers in a term that is over."""
    year = make_school_year(store, cast)
    fill(store, year, 110, 42)
    mark(store.connection(), cast.municipality.id, cast.sofiendal.id, year.spring.id)
    return year


def section(app, person, term, code: str = "voices") -> str:
    """What the page of an indicator says beside the municipality."""
    page = Visitor(app, person).get(f"/leadership/patterns/{code}?term={term.id}").text
    found = re.search(r'aria-labelledby="beside">(.*?)</section>', page, re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", found.group(1)))) if found else ""


def test_the_page_draws_the_school_towards_the_others_with_its_raw_mean_as_ghost(sqlite_app, store, cast, school):
    settled(store, cast, school.spring, 8)
    said = section(sqlite_app, cast.pia, school.spring)
    assert "Own mean 2.5, all schools" in said
    assert "9 schools" in said
    assert "the municipality as a whole." in said
    page = Visitor(sqlite_app, cast.pia).get(f"/leadership/patterns/voices?term={school.spring.id}").text
    label = re.search(r'aria-label="(Estimate [^"]*)"', page).group(1)
    own, _share, low, high, raw, mu = map(float, re.findall(r"\d+(?:\.\d+)?", label))
    assert min(raw, mu) <= own <= max(raw, mu)
    assert low <= own <= high


def test_many_visits_at_one_level_are_not_called_too_few(sqlite_app, store, cast, school):
    """They have no mean with an interval of their own; beside the others their variance is that of all schools."""
    settled(store, cast, school.spring, 8)
    assert "Own mean 3.0, all schools" in section(sqlite_app, cast.pia, school.spring, "questions")


def test_of_schools_that_are_all_alike_the_page_says_so(sqlite_app, store, cast, school):
    for number in range(8):
        cells = [cell(code, (0, 20, 20, 0)) for code in CODES]
        other = make.make_school(store, cast.municipality, f"Skole {number}")
        add_release(store, other, school.spring, cast.pia, cells, clock.now())
    store.commit()
    refresh(store, clock.now())
    assert "The schools cannot be told apart" in section(sqlite_app, cast.pia, school.spring)


def test_the_page_names_no_other_school(sqlite_app, store, cast, school):
    settled(store, cast, school.spring, 8)
    page = Visitor(sqlite_app, cast.pia).get(f"/leadership/patterns/voices?term={school.spring.id}").text
    assert not re.search(r"\w-skolen \d", page)


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "Schools stand beside each other when the term is over"), (4, "Too few other schools have figures for it"),
     (2, "Too few other schools have figures for it")],
)  # fmt: skip
def test_the_page_says_why_nothing_stands_beside(sqlite_app, store, cast, school, n, said):
    """With three others and more it would be a sum; from five schools on it is told how they differ."""
    if n:
        settled(store, cast, school.spring, n - 1)
    assert said in section(sqlite_app, cast.pia, school.spring)


def test_a_running_term_says_when_schools_stand_beside_each_other(sqlite_app, store, cast, school):
    settled(store, cast, school.spring, 8)
    assert "when the term is over" in section(sqlite_app, cast.pia, school.autumn)


def test_too_few_visits_stand_in_words(sqlite_app, store, cast, school):
    settled(store, cast, school.spring, 8)
    for visit in store.scalars(select(Observation)).all()[5:]:
        visit.is_withdrawn = True
    store.commit()
    assert "Too few visits to set the school beside the others" in section(sqlite_app, cast.pia, school.spring)


def test_own_visits_and_a_part_of_the_school_do_not_stand_beside(sqlite_app, store, cast, school):
    """A part beside the whole of others would compare two different things."""
    settled(store, cast, school.spring, 8)
    for person, query in ((cast.olga, ""), (cast.pia, "&view=own"), (cast.pia, "&stage=mellemtrin")):
        page = Visitor(sqlite_app, person).get(f"/leadership/patterns/voices?term={school.spring.id}{query}").text
        assert 'id="beside"' not in page
