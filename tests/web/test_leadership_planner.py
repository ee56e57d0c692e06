"""The planner through its door: who gets in, whom it proposes and why, and that no rating has a part in it."""

import re
from html import unescape

import pytest

from tests import factories as make
from tests.cast import NAMES
from tests.visitor import Visitor
from tests.web.school_year import add_term, fill, visit

PATH = "/leadership/planner"


def planner(app, person, query: str = "") -> str:
    answer = Visitor(app, person).get(f"{PATH}{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(answer.text))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def proposed(text: str) -> list[str]:
    return [plain(row).strip() for row in re.findall(r'<tr role="row"><th role="rowheader".*?</tr>', text)]


@pytest.mark.parametrize("name", NAMES)
def test_only_leaders_of_the_school_plan(app, cast, year, name):
    status = Visitor(app, cast.person(name)).get(f"{PATH}?school={cast.sofiendal.id}").status_code
    assert status == {"pia": 200, "olga": 200, "lena": 200, "liam": 404}.get(name, 403)


def test_who_was_never_visited_comes_before_who_was(app, store, cast, year):
    for teacher in (cast.tara, *year.teachers[1:]):
        visit(store, year, teacher, 5)
    visit(store, year, cast.tom, 150)
    store.commit()
    first, second, third = proposed(planner(app, cast.lena))
    assert first.startswith(f"{year.teachers[0].name} ")
    assert "Has not been visited yet. You have not observed this term." in first
    assert second.startswith(f"{cast.tom.name} Danish")
    assert "Not visited since week" in second
    assert "Everybody" not in third


def test_the_link_begins_a_visit_to_that_teacher_for_the_viewer_alone(app, store, cast, year):
    fill(store, year, 2, 14, observers=("lena",))
    text = planner(app, cast.lena, "?n=6")
    others = [row for row in proposed(text) if " you " not in row]
    assert others
    assert all("Begin the visit" not in row for row in others)
    own = planner(app, cast.olga, "?n=1")
    assert re.search(r'href="/capture/en#/new\?teacher=[0-9a-f-]{36}"', own)


def test_ratings_have_no_part_in_it(app, store, cast, year):
    made = visit(store, year, cast.tom, 3)
    store.commit()
    before = proposed(planner(app, cast.lena))
    made.levels = bytes(4 if level else 0 for level in made.levels)
    store.commit()
    text = planner(app, cast.lena)
    assert proposed(text) == before
    assert "This is not a list of who teaches well or badly." in text


def test_a_school_with_one_observer_is_told_what_one_more_would_do(app, store, cast, year):
    fill(store, year, 1, 5, observers=("pia",))
    text = plain(planner(app, cast.pia))
    assert "5 visits to 5 of 9 teachers, 1 observer." in text
    assert re.search(r"With the same observer it takes \d+ more visits. With one more observer it takes \d+.", text)
    assert "rests on assumptions so far, and not on the municipality's own visits." in text


def test_what_rounds_to_nothing_is_said_so(app, store, cast, year):
    fill(store, year, 1, 90)
    text = plain(planner(app, cast.pia, "?n=6"))
    assert "What it adds: less than one percentage point" in text
    assert not re.search(r"from (\d+) % to \1 %", text)


def test_one_chooses_how_many(app, store, cast, year):
    fill(store, year, 1, 3)
    assert len(proposed(planner(app, cast.pia))) == 3
    assert len(proposed(planner(app, cast.pia, "?n=5"))) == 5
    for n in ("0", "7", "many"):
        assert Visitor(app, cast.pia).get(f"{PATH}?n={n}").status_code == 404


def test_an_empty_term_and_no_term_say_so(app, store, cast):
    assert "No term is running." in planner(app, cast.pia)
    add_term(store, cast, "Autumn", 10, -60)
    store.commit()
    text = plain(planner(app, cast.pia))
    assert "There are no visits this term yet" in text
    assert len(proposed(planner(app, cast.pia))) == 3
    make.appoint(store, cast.lena, "leader", cast.elsewhere)
    store.commit()
    assert "Nobody to visit." in planner(app, cast.liam)
