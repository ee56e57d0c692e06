"""Walkthroughs and pupils' answers at the leadership's door, and what they must never touch: the teachers' figures."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observe import clock
from observe.aggregates.queries.patterns import lessons_by_term
from observe.models.voices import pack_voice
from observe.policy.patterns import OWN, SCHOOL, counted_observations
from observe.policy.viewer import load_viewer
from tests import factories as make
from tests.cast import NAMES
from tests.visitor import Visitor
from tests.web.school_year import add_term, at, today, visit

ALLOWED = {"olga": 200, "pia": 200, "lena": 200, "mona": 302}
VOICE = {"set": 1, "n": 4, "counts": [[2, 1, 1], [0, 4, 0], [1, 1, 2]]}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def other(app, person) -> str:
    answer = Visitor(app, person, "en").get("/leadership/other")
    assert answer.status_code == 200
    return plain(answer.text)


def walkthrough(store, cast, author, days_ago: int = 3, **given):
    given = {"kind": "walkthrough", "is_practice": False, "ratings": {"voices": {"level": 2}}, "minutes": 7} | given
    return make.make_observation(store, author, None, cast.sofiendal, at=at(days_ago), **given)


@pytest.mark.parametrize("name", NAMES)
def test_only_leaders_of_the_school_see_walkthroughs_and_pupils(sqlite_app, cast, year, name):
    answer = Visitor(sqlite_app, cast.person(name)).get(f"/leadership/other?school={cast.sofiendal.id}")
    assert answer.status_code == ALLOWED.get(name, 403 if name in ("tom", "tara", "ana") else 404)


def test_without_either_the_page_says_how_they_come_about(sqlite_app, cast, year):
    text = other(sqlite_app, cast.pia)
    assert "No walkthroughs in this term yet." in text
    assert "No pupils have been asked in this term yet." in text


def test_a_leader_sees_their_own_walkthroughs_and_no_others(sqlite_app, store, cast, year):
    walkthrough(store, cast, cast.olga)
    for _ in range(6):
        walkthrough(store, cast, cast.lena)
    store.commit()
    assert "1 walkthrough, 1 observer" in other(sqlite_app, cast.olga)


def test_a_principal_sees_those_of_others_from_five_on(sqlite_app, store, cast, year):
    for _ in range(4):
        walkthrough(store, cast, cast.olga)
    store.commit()
    assert "4 walkthroughs by others are not shown yet" in other(sqlite_app, cast.pia)
    walkthrough(store, cast, cast.lena)
    store.commit()
    assert "5 walkthroughs, 2 observers" in other(sqlite_app, cast.pia)


def test_one_more_walkthrough_is_not_found_by_subtracting_last_weeks_figure(sqlite_app, store, cast, year):
    for days_ago in range(9, 4, -1):
        walkthrough(store, cast, cast.olga, days_ago)
    store.commit()
    before = other(sqlite_app, cast.pia)
    assert "5 walkthroughs, 1 observer" in before
    walkthrough(store, cast, cast.lena, 1, ratings={"voices": {"level": 4}})
    store.commit()
    after = other(sqlite_app, cast.pia)
    waiting = "1 walkthrough by others is not shown yet: they come 5 at a time, so that none can be recognised. "
    assert after.replace(waiting, "") == before


def test_minutes_of_walkthroughs_are_near_teaching_and_nobody_was_visited(sqlite_app, store, cast, year):
    visit(store, year, cast.tom, 3)
    walkthrough(store, cast, cast.lena, minutes=7)
    store.commit()
    text = plain(Visitor(sqlite_app, cast.pia, "en").get("/leadership/").text)
    assert "1 lesson with" in text.replace("  ", " ")
    assert "22 minutes in all." in text
    assert "1 walkthrough is counted in the minutes." in text


def ask_pupils(store, year, teachers):
    for teacher in teachers:
        visit(store, year, teacher, 5).pupil_voice = pack_voice(VOICE)
    store.commit()


def test_pupils_answers_stand_on_the_page_from_the_limits_on_and_wait_before(sqlite_app, store, cast, year):
    visit(store, year, cast.tom, 6)
    ask_pupils(store, year, year.teachers[:4])
    text = other(sqlite_app, cast.lena)
    assert "16 pupils have been asked so far, too few to show what they answered." in text
    assert "10 of 20" not in text
    ask_pupils(store, year, year.teachers[4:5])
    text = other(sqlite_app, cast.lena)
    assert "20 pupils in 5 lessons with 5 teachers." in text
    assert "10 of 20" in text


def test_overlapping_terms_tell_nothing_of_one_lesson(sqlite_app, store, cast, year):
    """The half year lies within the term: its portions less the term's would be what one class answered."""
    half_year = add_term(store, cast, "Half year", 100, 1, kind="semester")
    store.commit()
    pia = Visitor(sqlite_app, cast.pia, "en")
    assert "Half year" not in pia.get("/leadership/other").text
    assert pia.get(f"/leadership/other?term={half_year.id}").status_code == 404


def test_a_letter_says_how_many_pupils_were_asked_and_nothing_of_what_they_said(sqlite_app, store, cast):
    made = make.make_observation(
        store, cast.olga, cast.tom, cast.sofiendal, cast.section, shared_at=clock.now(), pupil_voice=VOICE
    )
    made.pupil_voice = pack_voice(VOICE)
    store.commit()
    for person, address in ((cast.tom, "/teacher/observations"), (cast.pia, "/leadership/observations")):
        text = Visitor(sqlite_app, person, "en").get(f"{address}/{made.rid}").text
        assert "4 pupils were asked." in text
        assert "what you are to learn" not in text


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(others=st.lists(st.sampled_from(["self", "practice", "walkthrough", "calibration"]), min_size=1, max_size=6))
def test_no_other_kind_ever_changes_a_figure_of_the_school(store, cast, year, others):
    visit(store, year, cast.tom, 5)
    store.flush()
    before = figures(store, cast)
    for kind in others:
        is_self, is_practice = kind == "self", kind == "practice"
        author, teacher = (cast.tom, cast.tom) if is_self else (cast.olga, None if is_practice else cast.tom)
        given = {"kind": "visit" if is_practice else kind, "is_practice": is_practice, "shared_at": clock.now()}
        teacher = None if kind == "walkthrough" else teacher
        make.make_observation(store, author, teacher, cast.sofiendal, at=at(4), **given)
    store.flush()
    assert figures(store, cast) == before


def figures(store, cast):
    days = [(at(90).date(), today())]
    viewers = [load_viewer(store, cast.person(name).id, today()) for name in ("pia", "olga", "lena")]
    return [
        lessons_by_term(store, counted_observations(viewer, view, clock.now()), cast.sofiendal.id, days)
        for viewer in viewers
        for view in (SCHOOL, OWN)
    ]
