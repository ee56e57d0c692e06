"""Follow-up and gaps on the overview, through the door: whose, of whom, and named weeks."""

import re
from datetime import timedelta
from html import unescape

from observe.models.answers import acknowledge
from tests import factories as make
from tests.visitor import Visitor
from tests.web.school_year import at, today, visit


def overview(app, person, language: str = "en") -> str:
    answer = Visitor(app, person, language).get("/leadership/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def two_visits(store, year):
    """One by Olga, shared at once and read; one by Pia that only the deadline shared."""
    made = visit(store, year, year.cast.tom, 20)
    visit(store, year, year.cast.tara, 20, "pia", is_shared=False)
    acknowledge(store, made, year.cast.tom.id, at(19))
    store.commit()


def test_the_principal_sees_the_schools_follow_up_with_its_interval(app, store, cast, year):
    two_visits(store, year)
    text = overview(app, cast.pia)
    assert "50 % followed up within a day" in text
    assert "1 of the 2 observations that are at least a day old. With 95 % certainty between 9 % and 91 %." in text
    assert "1 of the 2 observations that their teachers can read are marked as read." in text


def test_another_leader_sees_their_own_alone(app, store, cast, year):
    two_visits(store, year)
    own = overview(app, cast.olga)
    assert "100 % followed up within a day 1 of the 1 observation that is at least a day old." in own
    text = overview(app, cast.lena)
    assert "followed up" not in text
    assert "acknowledged" not in text


def test_a_stage_without_visits_is_named_with_its_teachers(app, store, cast, year):
    make.make_section(store, cast.sofiendal, cast.tara, "8.a", subject="music", grade_level=8)
    visit(store, year, cast.tom, 3)
    store.commit()
    text = overview(app, cast.lena)
    assert "Upper primary 1 of 1 1" in text
    assert "Lower secondary none of 1 0" in text
    assert "Practical and creative subjects none of 1 0" in text
    assert "Lower primary" not in text


def test_a_section_of_somebody_who_left_is_no_gap(app, store, cast, year):
    gone = make.make_person(store, cast.municipality, "Gert Gammel")
    make.appoint(store, gone, "teacher", cast.sofiendal, ends_on=today() - timedelta(days=1))
    make.make_section(store, cast.sofiendal, gone, "9.a", grade_level=9)
    store.commit()
    assert "Lower secondary" not in overview(app, cast.pia)


def test_weeks_without_visits_are_named_in_runs(app, store, cast, year):
    for days in (100, 79):
        visit(store, year, cast.tom, days)
    store.commit()
    first, last = ((today() - timedelta(days=days)).isocalendar().week for days in (93, 86))
    assert f"Ingen besøg i uge {first}\u2060–\u2060{last}" in overview(app, cast.lena, "da")


def test_a_teacher_of_two_schools_counts_at_each_for_the_lessons_there(app, store, cast, year):
    make.appoint(store, cast.tom, "teacher", cast.elsewhere)
    make.make_section(store, cast.elsewhere, cast.tom, "4.x")
    make.make_observation(store, cast.liam, cast.tom, cast.elsewhere, at=at(3), shared_at=at(3))
    store.commit()
    assert "You have not been in any lessons yet this term." in overview(app, cast.pia)
    there = overview(app, cast.liam)
    assert "This term you have been in 1 lesson with 1 of 1 teachers." in there
    assert "Upper primary 1 of 1 1" in there
