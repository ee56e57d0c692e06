"""The leadership's overview through its door: who gets in, who was visited when, what of one's own waits."""

import re
from datetime import timedelta

import pytest

from tests import factories as make
from tests.cast import NAMES
from tests.visitor import Visitor
from tests.web.school_year import today, visit

# A mentor is led to the releases.
ALLOWED = {"olga": 200, "pia": 200, "lena": 200, "mona": 302}


def overview(app, person, query: str = "", language: str = "en") -> str:
    answer = Visitor(app, person, language).get(f"/leadership/{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("name", NAMES)
def test_only_leaders_of_the_school_see_its_overview(app, cast, year, name):
    answer = Visitor(app, cast.person(name)).get(f"/leadership/?school={cast.sofiendal.id}")
    refused = 403 if name in ("tom", "tara", "ana") else 404
    assert answer.status_code == ALLOWED.get(name, refused)


def test_nobody_is_asked_to_sign_in(app, year):
    assert Visitor(app).get("/leadership/").status_code == 302


def test_a_mentor_learns_that_nothing_is_released(app, store, cast, year):
    visit(store, year, cast.tom, 2)
    store.commit()
    mentor = Visitor(app, cast.mona)
    answer = mentor.get("/leadership/")
    assert answer.status_code == 302
    text = mentor.get(answer.headers["Location"]).text
    assert "not released yet" in text
    assert cast.tom.name not in text


def test_the_sentence_counts_lessons_and_teachers(app, store, cast, year):
    for teacher in (cast.tom, cast.tom, year.teachers[0]):
        visit(store, year, teacher, 3)
    store.commit()
    text = plain(overview(app, cast.lena))
    assert "This term you have been in 3 lessons with 2 of 9 teachers. 7 have not had a visit yet." in text
    assert "3 lessons, 45 minutes in all" in text


def test_the_sentence_in_danish(app, store, cast, year):
    visit(store, year, cast.tom, 3)
    store.commit()
    text = plain(overview(app, cast.lena, language="da"))
    assert "I denne termin har I været i 1 lektion hos 1 af 9 lærere. 8 har endnu ikke haft besøg." in text


def test_practice_withdrawn_broken_off_and_other_terms_are_no_visits_of_this_term(app, store, cast, year):
    visit(store, year, cast.tom, 3, is_withdrawn=True)
    visit(store, year, cast.tom, 3, broken_off=True, ratings={})
    visit(store, year, cast.tom, 3, kind="self")
    visit(store, year, None, 3)
    visit(store, year, cast.tom, 150)
    store.commit()
    assert "You have not been in any lessons yet this term." in overview(app, cast.pia)


def test_a_broken_off_visit_with_a_rating_counts(app, store, cast, year):
    visit(store, year, cast.tom, 3, broken_off=True)
    store.commit()
    assert "1 lesson" in plain(overview(app, cast.pia))


@pytest.mark.parametrize(("ratings", "is_one"), [({"voices": {"level": 2}}, True), ({}, False)])
def test_a_broken_off_visit_with_a_rating_is_followed_up_and_was_the_last(app, store, cast, year, ratings, is_one):
    visit(store, year, cast.tom, 9, broken_off=True, ratings=ratings)
    visit(store, year, cast.tara, 150, broken_off=True, ratings=ratings)
    store.commit()
    text = plain(overview(app, cast.pia))
    assert ("1 of the 1 observation that is at least a week old" in text) == is_one
    week = (today() - timedelta(days=150)).isocalendar().week
    assert (f"week {week}," in text[text.index(cast.tara.name) :]) == is_one


def test_longest_since_stands_first_by_week(app, store, cast, year):
    visit(store, year, cast.tom, 0)
    visit(store, year, cast.tara, 150)
    store.commit()
    text = plain(overview(app, cast.lena))
    tara = text.index(cast.tara.name)
    assert text.index(year.teachers[0].name) < tara < text.index("Visited this term") < text.index(cast.tom.name)
    assert f"week {(today() - timedelta(days=150)).isocalendar().week}," in text[tara:]
    assert "this week" in text[text.index(cast.tom.name) :]


def test_names_stand_in_danish_order(app, cast, year):
    text = overview(app, cast.lena)
    places = [text.index(f"<b>{name} Holm</b>") for name in ("Bo", "Eva", "Ib", "Nis", "Ove", "Pil", "Åse")]
    assert places == sorted(places)


def test_no_rating_stands_on_the_overview(app, store, cast, year):
    visit(store, year, cast.tom, 3)
    store.commit()
    text = overview(app, cast.pia)
    assert "glyph--bar" not in text
    assert "level" not in plain(text).lower()


@pytest.mark.parametrize(("name", "reads"), [("pia", True), ("olga", True), ("lena", False)])
def test_a_link_to_the_observation_stands_for_who_may_read_it(app, store, cast, year, name, reads):
    made = visit(store, year, cast.tom, 3)
    store.commit()
    link = f"/leadership/observations/{made.rid}"
    assert (link in overview(app, cast.person(name))) == reads
    if reads:
        assert Visitor(app, cast.person(name)).get(link).status_code == 200


def test_only_the_author_is_told_what_waits_and_until_when(app, store, cast, year):
    made = visit(store, year, cast.tom, 2, is_shared=False)
    store.commit()
    text = overview(app, cast.olga)
    assert "1 of your observations waits for a talk." in text
    assert f"/leadership/observations/{made.rid}" in text
    for other in (cast.pia, cast.lena):
        assert "waits for a talk" not in overview(app, other)
        assert str(made.rid) not in overview(app, other)


def test_a_leader_of_two_schools_chooses(app, store, cast, year):
    make.appoint(store, cast.lena, "leader", cast.elsewhere)
    visit(store, year, cast.tom, 3)
    store.commit()
    assert "1 lesson" in plain(overview(app, cast.lena))
    other = overview(app, cast.lena, f"?school={cast.elsewhere.id}")
    assert "You have not been in any lessons yet this term." in other
    assert "No teachers yet." in other
    assert f"?school={cast.sofiendal.id}" in other


def test_an_ended_appointment_closes_the_room(app, store, cast, year):
    make.appoint(store, cast.tara, "leader", cast.sofiendal, ends_on=today() - timedelta(days=1))
    store.commit()
    assert Visitor(app, cast.tara).get("/leadership/").status_code == 403


@pytest.mark.parametrize("wanted", ["nonsense", "00000000-0000-0000-0000-000000000001"])
def test_an_unknown_school_is_not_found(app, cast, year, wanted):
    assert Visitor(app, cast.pia).get(f"/leadership/?school={wanted}").status_code == 404


def test_without_a_term_the_page_says_so(app, cast):
    assert "No term has begun." in overview(app, cast.pia)
