"""Patterns across schools: the administration alone, released figures alone, three schools a cell, nobody ranked."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import event

from observe import clock
from observe.cli.refresh import refresh
from observe.extensions import db
from tests import factories as make
from tests.cast import NAMES
from tests.releases_across import CODES, add_release, cell, past_term, schools_that_released
from tests.visitor import Visitor
from tests.web.school_year import today

PATH = "/administration/patterns"


@pytest.fixture
def term(store, cast):
    made = past_term(store, cast.municipality, today())
    store.commit()
    return made


@pytest.fixture
def release(store, cast, term):
    def release(n: int, **given):
        made = schools_that_released(store, cast.municipality, term, cast.pia, n, clock.now(), **given)
        store.commit()
        refresh(store, clock.now())
        return made

    return release


def text_of(app, person, path: str = PATH, **headers: str) -> str:
    answer = Visitor(app, person).get(path, **headers)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(answer.text)))


@pytest.mark.parametrize("path", [PATH, f"{PATH}/schools"])
@pytest.mark.parametrize("name", NAMES)
def test_only_the_administration_gets_in(app, cast, term, name, path):
    answer = Visitor(app, cast.person(name)).get(path)
    assert answer.status_code == (200 if name == "ana" else 403)


def test_before_any_release_the_page_says_how_one_comes_about(app, cast, term):
    text = text_of(app, cast.ana)
    assert "No school has released anything to the administration yet." in text
    assert "Once 3 schools have done so, what they show together stands here." in text


def test_two_schools_are_too_few_for_any_figure(app, cast, release):
    release(2)
    text = text_of(app, cast.ana)
    assert "No figure can be shown yet." in text
    assert "ratings" not in text


def test_three_schools_are_put_together_and_not_named(app, cast, release):
    schools = release(3)
    text = text_of(app, cast.ana)
    assert "3 of 5 schools have released Foråret to the administration." in text
    assert "120 ratings 3 schools 24 teachers" in text
    assert "How schools differ is estimated from 5 schools on." in text
    assert not [school.name for school in schools if school.name in text]


def test_the_page_promises_no_number_of_teachers_that_a_municipality_may_have_set_lower(app, store, cast, release):
    """A release holds what it was held to; the page of all of them says what is so for each."""
    cast.municipality.settings = {"min_teachers": 3}
    release(3)
    text = text_of(app, cast.ana)
    assert "so many teachers and observers behind it that nobody can be recognised" in text
    assert "five teachers" not in text


def test_from_five_schools_on_their_spread_is_drawn(app, cast, release):
    release(8)
    answer = Visitor(app, cast.ana).get(PATH)
    assert "Half of the schools stand" in answer.text
    assert "8 schools. Half of them between" in answer.text


def test_a_cell_of_two_schools_says_why_it_is_a_dash(app, store, cast, term, release):
    release(2)
    school = make.make_school(store, cast.municipality, "Den tredje")
    beyond = {"beyond": {"code": "few_observers", "limit": 2}}
    cells = [cell(CODES[0], (1, 9, 9, 1), **beyond), *[cell(code, (1, 9, 9, 1)) for code in CODES[1:]]]
    add_release(store, school, term, cast.pia, cells, clock.now())
    store.commit()
    refresh(store, clock.now())
    text = text_of(app, cast.ana)
    assert text.count("Fewer than 3 schools have released a figure for it") == 1


def test_the_domain_counts_no_more_than_its_shown_indicators(app, store, cast, term, release):
    """Otherwise the withheld one would be what is left over."""
    release(2)
    school = make.make_school(store, cast.municipality, "Den tredje")
    add_release(store, school, term, cast.pia, [cell(CODES[0], (0, 10, 10, 0))], clock.now())
    store.commit()
    refresh(store, clock.now())
    answer = Visitor(app, cast.ana).get(PATH).text
    numbers = [int(n) for n in re.findall(r'patterns__n"><b>(\d+)</b>', answer)]
    assert numbers == [100, 100]


def test_what_is_open_to_the_staff_alone_is_not_there(app, store, cast, term, release):
    release(3)
    add_release(store, cast.sofiendal, term, cast.pia, [cell(CODES[0], (40, 0, 0, 0))], clock.now(), "staff")
    store.commit()
    refresh(store, clock.now())
    assert "3 of 5 schools have released" in text_of(app, cast.ana)


def test_another_municipality_stays_out(app, store, cast, term, release):
    release(3)
    other = make.make_municipality(store, "Østby Kommune")
    make.make_rubric(store, other)
    schools_that_released(store, other, past_term(store, other, today()), cast.pia, 4, clock.now())
    store.commit()
    refresh(store, clock.now())
    assert "3 of 5 schools have released" in text_of(app, cast.ana)
    assert "120 ratings 3 schools" in text_of(app, cast.ana)


def test_a_new_release_is_waited_for(app, store, cast, term):
    schools_that_released(store, cast.municipality, term, cast.pia, 3, clock.now())
    store.commit()
    assert "The figures are being put together." in text_of(app, cast.ana)


def test_who_has_released_is_a_list_of_names_without_figures(app, cast, release):
    release(3)
    text = text_of(app, cast.ana, f"{PATH}/schools")
    names = ["B-skolen 1", "D-skolen 2", "Sofiendalskolen", "Å-skolen 0"]
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    assert text.count("Yes, frozen on") == 3
    assert "ratings" not in text


def test_who_has_released_is_asked_of_the_last_term_that_is_over(app, store, cast, release):
    release(3)
    make.make_term(store, cast.municipality, today() - timedelta(days=9), today() + timedelta(days=90), "Efteråret")
    store.commit()
    assert "Foråret. Releasing" in text_of(app, cast.ana, f"{PATH}/schools")


def test_a_change_is_said_in_words_for_the_schools_of_both_terms(app, store, cast, term, release):
    schools = release(6, mean=2.0)
    later = make.make_term(store, cast.municipality, *later_days(), "Efteråret")
    for school in schools:
        add_release(store, school, later, cast.pia, [cell(code, (0, 2, 8, 30)) for code in CODES], clock.now())
    store.commit()
    refresh(store, clock.now())
    assert "Probably higher than in the term before" in text_of(app, cast.ana)


def later_days() -> tuple[date, date]:
    return today() - timedelta(days=39), today() - timedelta(days=10)


def test_htmx_gets_the_fragment_alone(app, cast, release):
    release(3)
    answer = Visitor(app, cast.ana).get(PATH, **{"HX-Request": "true", "HX-Target": "patterns"})
    assert answer.text.lstrip().startswith('<div class="page__body" id="patterns">')


@pytest.mark.parametrize("n", [3, 12])
def test_the_number_of_queries_does_not_grow_with_the_schools(app, cast, release, n):
    release(n)
    # Once before: a rubric version is read at its first sight.
    Visitor(app, cast.ana).get(PATH)
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    Visitor(app, cast.ana).get(PATH)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 7
