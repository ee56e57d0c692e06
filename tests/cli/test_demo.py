"""``observe demo``: a whole home, made twice with one result, and never a visit that is set aside or still to come."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from observe import clock
from observe.cli.demo import bodies, visits
from observe.cli.demo.filling import notice_texts
from observe.cli.demo.pairs import N_PAIRS
from observe.cli.demo.roster import roster_tables
from observe.data import shipped
from observe.models.feedback import Acknowledgement
from observe.models.observations import Observation
from observe.models.pairs import PairHalf
from observe.models.people import MentorGrant, Person
from observe.models.schools import School
from observe.models.versions import Quarantined
from tests.exchange.test_rubric_files import read_rubric, rubric, written

COUNTED = (School, Person, Observation, Acknowledgement, MentorGrant)


def test_demo_fills_a_home_and_again_adds_nothing(run, ask):
    assert run("demo").exit_code == 0
    counted = [ask(select(func.count()).select_from(model)) for model in COUNTED]
    assert counted[0] == 5
    assert counted[2] == len(visits.visits(clock.now().astimezone(visits.TZ).date(), 1)) + N_PAIRS
    complete = select(func.count()).select_from(PairHalf).where(PairHalf.standing == "complete")
    assert ask(complete) == 2 * N_PAIRS
    assert counted[3] > 20
    assert ask(select(func.count()).select_from(Quarantined)) == 0
    assert run("demo").exit_code == 0
    assert [ask(select(func.count()).select_from(model)) for model in COUNTED] == counted
    assert ask(select(func.max(Observation.observed_at))) < clock.now()


def test_everybody_on_the_sign_in_page_is_in_the_demo():
    said = {f"{row['givenName']} {row['familyName']}" for row in roster_tables(2027)["users"]}
    said.add(shipped("demo/roster")["mentor"]["name"])
    assert {member["name"] for member in shipped("cast")["cast"]} <= said


def test_roster_is_the_same_whenever_it_is_made():
    assert roster_tables(2027) == roster_tables(2027)


@pytest.mark.parametrize(
    "day", [date(2026, 11, 24), date(2026, 8, 1), date(2027, 1, 4), date(2027, 2, 14), date(2028, 7, 30)]
)
def test_visits_lie_on_school_days_before_today(day):
    made = visits.visits(day, seed=1)
    days = [visit.starts_at.astimezone(visits.TZ).date() for visit in made]
    assert days == sorted(days)
    assert max(days) < day
    assert min(days) > day - timedelta(days=400)
    assert {one.weekday() for one in days} <= set(range(5))
    said = {teacher["name"]: teacher for school in shipped("demo/roster")["schools"] for teacher in school["teachers"]}
    wanted = {name: teacher["visits"] + teacher.get("before", 0) for name, teacher in said.items()}
    released = Counter(visit.teacher for visit in visits._of_last_term(day, 1))
    assert Counter(visit.teacher for visit in made) - released == Counter({name: n for name, n in wanted.items() if n})
    assert set(released) == {name for name in released if said[name]["visits"]}


def test_bodies_are_made_against_any_rubric():
    reading = read_rubric(written(rubric(n_domains=2, n_levels=7, n_indicators=5)))
    at = datetime(2026, 11, 24, 7, 2, tzinfo=visits.TZ)
    place = bodies.Place("school", {"id": "t", "name": "Tom"}, {"id": "s", "title": "4.b"}, "danish", 4, at, 15)
    for seed in range(20):
        payload = bodies.visit_payload(place, reading.rubric, Random(seed))
        assert 3 <= len(payload["ratings"]) <= 6
        assert {note["text"] for note in payload["notes"]} <= {
            indicator["meaning"]["da"] for domain in reading.rubric["domains"] for indicator in domain["indicators"]
        }
    assert bodies.showcase_payload(place, reading.rubric, Random(1)) is None


def test_notes_of_the_demo_fit_the_shipped_rubric():
    notes = shipped("demo/notes")
    indicators = [i for d in shipped("rubrics/undervisning-og-laeringsmiljoe.1")["domains"] for i in d["indicators"]]
    assert notes["notes"].keys() == {indicator["code"] for indicator in indicators}
    assert all(len(notes["notes"][indicator["code"]]) == len(indicator["descriptors"]) for indicator in indicators)


def test_notice_of_the_demo_has_no_open_place():
    assert not any("[" in text for text in notice_texts("Sofiendal Kommune").values())
