"""Patterns of little, of one kind only, and of odd rubrics: each has a sentence on the page, and nothing breaks."""

import re
from html import unescape

from observe.models.rubrics import RubricVersion
from tests import factories as make
from tests.exchange.test_rubric_files import read_rubric, rubric, written
from tests.visitor import Visitor
from tests.web.school_year import add_term, at, fill, visit

PATH = "/leadership/patterns"


def shown(app, person, path: str = "") -> str:
    answer = Visitor(app, person).get(f"{PATH}{path}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def test_week_eight_of_a_school_of_twelve_with_one_observer_is_worth_opening(app, store, cast, year):
    year.autumn.starts_on, year.spring.ends_on = at(55).date(), at(56).date()
    for name in ("Uffe", "Vera", "Yrsa"):
        make.appoint(store, make.make_person(store, cast.municipality, f"{name} Holm"), "teacher", cast.sofiendal)
    fill(store, year, 3, 7, observers=("pia",))
    text = shown(app, cast.pia)
    assert "All visits were made by one observer." in text
    assert "Seen so far This is about the visits, and not yet about the school." in text
    assert "In 7 of 7 ratings at levels 3 and 4." in text
    assert "0 of 22 indicators have enough visits for a number. See which visits add most" in text
    planned = Visitor(app, cast.pia).get("/leadership/planner").text
    assert planned.count("Has not been visited yet.") == 3


def test_an_empty_term_is_not_waited_for_once_it_is_over(app, cast, year):
    assert "No ratings in this term yet." in shown(app, cast.pia)
    over = f"?term={year.spring.id}"
    assert "No ratings in this term. It is over" in shown(app, cast.pia, over)
    answer = Visitor(app, cast.pia).get(f"/leadership/other{over}").text
    for text in ("No walkthroughs in this term.", "No pupils were asked in this term."):
        assert text in answer


def test_one_category_only_has_a_distribution_and_no_mean(app, store, cast, year):
    for number in range(24):
        observer = ("olga", "pia", "lena")[number % 3]
        visit(store, year, year.teachers[number % 7], 1 + number, observer, ratings={"voices": {"level": 3}})
    store.commit()
    for path in ("", "/voices"):
        text = shown(app, cast.pia, path)
        assert "All ratings are at level 3." in text
        assert "Cannot be computed" in text
        assert "nan" not in text.lower().split()


def test_all_not_observed_is_said_in_the_strip_and_by_itself(app, store, cast, year):
    for teacher in year.teachers:
        visit(store, year, teacher, 2, ratings={"voices": {"level": "not_observed"}})
    store.commit()
    assert "only “not seen”" in shown(app, cast.pia)
    text = shown(app, cast.pia, "/voices")
    assert "In 7 visits there was no occasion to see it." in text
    assert "Not rated in this term." in text


def test_a_rubric_that_was_changed_in_mid_term_is_shown_by_version(app, store, cast, year):
    newer = RubricVersion(
        municipality_id=cast.municipality.id, content_hash="2" * 64, key=cast.rubric.key, version=2,
        body=cast.rubric.body.replace(b'"version":1', b'"version":2'), imported_at=make.LESSON_AT,
    )  # fmt: skip
    store.add(newer)
    fill(store, year, 110, 4)
    fill(store, year, 1, 5)
    visit(store, year, cast.tom, 1).rubric_hash = newer.content_hash
    store.commit()
    for path in ("", "/voices"):
        text = shown(app, cast.pia, path)
        assert "The rubric was changed during this term." in text
        assert "Version 2, 1 visit " in text
        assert "nother version of the rubric" in text
    assert "5 ratings" in shown(app, cast.pia, f"/voices?rubric={cast.rubric.content_hash}")


def test_an_empty_term_keeps_the_words_and_says_so(app, store, cast, year):
    fill(store, year, 110, 7)
    text = shown(app, cast.pia, "/voices")
    assert "No visits in this term." in text
    assert "What the levels mean" in text
    assert "No ratings in this term yet." in shown(app, cast.pia)


def test_where_nothing_was_rated_an_indicator_leads_back_to_the_page_that_says_so(app, store, cast, year):
    fill(store, year, 1, 7, observers=("olga",))
    pia = Visitor(app, cast.pia)
    answer = pia.get(f"{PATH}/voices?view=own")
    assert answer.status_code == 302
    assert "No ratings in this term yet." in pia.get(answer.headers["Location"]).text
    assert Visitor(app, cast.liam).get(f"{PATH}/voices").status_code == 302


def test_a_teacher_of_two_schools_counts_at_each_for_the_lessons_there(app, store, cast, year):
    make.appoint(store, cast.tom, "teacher", cast.elsewhere)
    visit(store, year, cast.tom, 3)
    for days in (4, 5):
        make.make_observation(store, cast.liam, cast.tom, cast.elsewhere, at=at(days), shared_at=at(days))
    store.commit()
    assert "1 visit to 1 teacher" in shown(app, cast.pia)
    assert "2 visits to 1 teacher" in shown(app, cast.liam)
    assert "1 rating 1 teacher" in shown(app, cast.pia, "/voices")
    for path in ("", "/voices"):
        assert "Somebody who teaches at several schools counts at each of them, with the lessons there." in shown(
            app, cast.pia, path
        )


def test_three_domains_five_levels_and_forty_indicators_are_drawn(app, store, cast, year):
    reading = read_rubric(written(rubric(n_domains=3, n_levels=5, n_indicators=14)))
    make.make_rubric(store, cast.municipality, reading)
    codes = make.indicators_of(reading)
    for number in range(12):
        made = visit(store, year, year.teachers[number % 7], 1 + number, ("olga", "pia")[number % 2])
        made.rubric_hash, made.levels = reading.content_hash, bytes(1 + (number + at) % 5 for at in range(len(codes)))
    store.commit()
    answer = Visitor(app, cast.pia).get(PATH).text
    assert answer.count('class="glyph glyph--bar scale-5"') == len(codes) + 3
    assert answer.count('class="glyph glyph--tile scale-5"') == 3
    page = Visitor(app, cast.pia).get(f"{PATH}/{codes[0]}").text
    assert page.count('class="level-mark level-') == 5


def test_overlapping_terms_each_count_their_lessons(app, store, cast, year):
    half = add_term(store, cast, "Half year", 200, 50, kind="semester")
    fill(store, year, 90, 7)
    text = shown(app, cast.pia, f"?term={half.id}")
    assert "7 visits to 7 teachers" in text
