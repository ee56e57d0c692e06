"""The evidence of an indicator where two observed one lesson: it stands once, with what each of them wrote."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from tests import factories as make
from tests.models.pairs import CODE
from tests.visitor import Visitor
from tests.web.school_year import at, visit
from tests.web.test_pairs import half

PATH = "/leadership/patterns/voices/evidence"
BOTH, ONE = "Two observers saw this lesson.", "These are the notes of one of them."


def seen_by(store, cast, name: str, text: str, code: str = "voices", **given):
    return half(store, cast, name, CODE, notes=[make.note(5, text, code)], **given)


def text_of(app, person, address: str = PATH) -> str:
    answer = Visitor(app, person).get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def test_a_lesson_that_two_observed_stands_once_with_the_notes_of_both(app, store, cast, year):
    seen_by(store, cast, "olga", "Nine of them speak.")
    seen_by(store, cast, "pia", "Two groups report.")
    store.commit()
    page, text = Visitor(app, cast.pia).get(PATH).text, text_of(app, cast.pia)
    assert re.findall("<h2>(.*?)</h2>", page) == [f"{at(2):%A} {at(2).day} {at(2):%B}: 4.b, Danish"]
    assert BOTH in text
    assert ONE not in text
    first, second = text.index("One observer"), text.index("The other observer")
    notes = sorted(text.index(said) for said in ("Nine of them speak.", "Two groups report."))
    assert first < notes[0] < second < notes[1]
    for name in ("olga", "pia", "tom"):
        assert cast.person(name).name not in text[text.index("Visits with notes") :]


def test_where_the_other_tagged_nothing_it_is_said_that_two_were_there(app, store, cast, year):
    seen_by(store, cast, "olga", "Nine of them speak.")
    seen_by(store, cast, "pia", "About something else.", "questions")
    store.commit()
    text = text_of(app, cast.pia)
    assert f"{BOTH} {ONE}" in text
    assert "About something else." not in text


def test_a_half_whose_other_has_not_come_is_a_visit_like_others(app, store, cast, year):
    seen_by(store, cast, "olga", "Nine of them speak.")
    store.commit()
    text = text_of(app, cast.olga)
    assert "Nine of them speak." in text
    assert BOTH not in text


def test_two_of_one_lesson_are_not_torn_apart_by_the_end_of_a_page(app, store, cast, year):
    for days in range(1, 10):
        note = make.note(4, f"Day {days}.", "voices", start=at(days))
        visit(store, year, year.teachers[0], days, notes=[note])
    for name in ("olga", "pia"):
        seen_by(store, cast, name, f"Seen by {name}.", days_ago=10)
    visit(store, year, year.teachers[0], 11, notes=[make.note(4, "The oldest.", "voices", start=at(11))])
    store.commit()
    first = Visitor(app, cast.pia).get(PATH).text
    assert "Seen by olga." in first
    assert "Seen by pia." in first
    assert "The oldest." not in first
    older = unescape(re.search(r'href="([^"]+before=[^"]+)"', first).group(1))
    second = text_of(app, cast.pia, older)
    assert "The oldest." in second
    assert "Seen by" not in second


@pytest.mark.parametrize("at_the_edge", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01", "x"])
def test_a_place_that_no_page_of_ours_names_is_not_found(app, store, cast, year, at_the_edge):
    visit(store, year, cast.tom, 5)
    store.commit()
    before = quote(f"{at_the_edge}~{cast.tom.id}")
    assert Visitor(app, cast.pia).get(f"{PATH}?before={before}").status_code == 404
