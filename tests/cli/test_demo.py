"""``observe demo``: a whole home, made twice with one result, and never a visit that is set aside or still to come."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from observe import clock
from observe.aggregates.voices import AskedLesson, voices_of
from observe.cli.demo import bodies, visits
from observe.cli.demo.home import notice_texts
from observe.cli.demo.other_kinds import is_asked, pupil_voice, walk_payload, walks, with_tools
from observe.cli.demo.pairs import N_PAIRS, halves, partners
from observe.cli.demo.roster import roster_tables, terms
from observe.data import shipped
from observe.models.base import uuid7
from observe.models.feedback import Acknowledgement
from observe.models.limits import Limits
from observe.models.observations import KINDS, Observation
from observe.models.pairs import PairHalf
from observe.models.people import MentorGrant, Person
from observe.models.rollups import MunicipalRollup
from observe.models.schools import School
from observe.models.self_ratings import SelfDraft, SelfShare
from observe.models.versions import Quarantined
from observe.models.versions.payloads import payload_fault
from observe.models.voices import pack_voice, unpack_voice
from tests.exchange.test_rubric_files import read_rubric, rubric, written
from tests.factories import RUBRIC_FILE

DAYS = [date(2026, 11, 24), date(2026, 8, 1), date(2027, 1, 4), date(2027, 2, 14), date(2028, 7, 30)]
COUNTED = (School, Person, Observation, Acknowledgement, MentorGrant)


def test_demo_fills_a_home_and_again_adds_nothing(run, ask):
    assert run("demo").exit_code == 0
    counted = [ask(select(func.count()).select_from(model)) for model in COUNTED]
    assert counted[0] == 7
    today = clock.now().astimezone(visits.TZ).date()
    kinds = {kind: ask(select(func.count()).select_from(Observation).filter_by(kind=kind)) for kind in KINDS}
    assert kinds["visit"] + kinds["paired"] == len(visits.visits(today, 1)) + N_PAIRS
    assert (kinds["walkthrough"], kinds["self"]) == (len(walks(today, 1)), 1)
    assert ask(select(func.count()).select_from(SelfShare)) == 1
    assert ask(select(func.count()).select_from(SelfDraft)) == 1
    assert ask(select(func.min(MentorGrant.until_on))) >= today
    complete = select(func.count()).select_from(PairHalf).where(PairHalf.standing == "complete")
    assert ask(complete) == 2 * N_PAIRS
    assert counted[3] > 20
    # Without these the administration's page and the comparison beside the municipality would be empty.
    across = ask(select(MunicipalRollup.figures).where(MunicipalRollup.is_released))
    assert sum(bool(each["spread"]) for each in across.values()) >= 3
    assert ask(select(func.count()).select_from(Quarantined)) == 0
    assert run("demo").exit_code == 0
    assert [ask(select(func.count()).select_from(model)) for model in COUNTED] == counted
    assert ask(select(func.max(Observation.observed_at))) < clock.now()


def test_everybody_on_the_sign_in_page_is_in_the_demo():
    said = {f"{row['givenName']} {row['familyName']}" for row in roster_tables(DAYS[0])["users"]}
    said.add(shipped("demo/roster")["mentor"]["name"])
    assert {member["name"] for member in shipped("cast")["cast"]} <= said


def test_roster_is_the_same_whenever_it_is_made():
    assert roster_tables(DAYS[0]) == roster_tables(DAYS[0])


@pytest.mark.parametrize("day", [*DAYS, date(2027, 8, 12), date(2027, 9, 26)])
def test_the_term_that_is_released_has_none_of_this_terms_visits(day):
    """Some weeks into a term these reach back: mixed with the last one's, too little of it could be released."""
    first, end = visits.last_term(day)
    assert end < visits.first_day_of_term(day)
    assert any(each["startDate"] <= f"{first}" and f"{end}" < each["endDate"] for each in terms(day))


@pytest.mark.parametrize("day", DAYS)
def test_visits_lie_on_school_days_before_today(day):
    made = visits.visits(day, seed=1)
    days = [visit.starts_at.astimezone(visits.TZ).date() for visit in made]
    assert days == sorted(days)
    assert max(days) < day
    assert min(days) > day - timedelta(days=420)
    assert {one.weekday() for one in days} <= set(range(5))
    said = {teacher["name"]: teacher for school in shipped("demo/roster")["schools"] for teacher in school["teachers"]}
    wanted = {name: teacher["visits"] + teacher.get("before", 0) for name, teacher in said.items()}
    released = Counter(visit.teacher for visit in visits._of_last_term(day, 1))
    assert Counter(visit.teacher for visit in made) - released == Counter({name: n for name, n in wanted.items() if n})
    assert set(released) == {name for name in released if said[name]["visits"]}


@pytest.mark.parametrize("day", DAYS)
def test_pupils_of_one_school_are_heard_and_those_of_another_are_too_few(day):
    heard = {school: voices_of(asked(school, day), Limits()) for school in ("sofiendal", "strandby")}
    assert heard["sofiendal"].questions
    assert heard["sofiendal"].n_teachers >= Limits().min_teachers
    assert heard["strandby"].questions == ()
    assert heard["strandby"].n_waiting > 0


def asked(school: str, day: date) -> list[AskedLesson]:
    chance = Random(1)
    planned = visits.visits(day, seed=2026)
    seen = [visit for visit in planned if visit.school == school and visit not in partners(planned) and is_asked(visit)]
    return [AskedLesson(visit.teacher, visit.observer, unpack_voice(pack_voice(pupil_voice(chance)))) for visit in seen]


@pytest.mark.parametrize("day", DAYS)
def test_a_principal_sees_the_walkthroughs_of_their_leaders(day):
    walked = walks(day, seed=2026)
    of_others = [walk for walk in walked if walk.school == "sofiendal" and walk.observer != "Pia Lindholt"]
    assert len(of_others) >= Limits().min_walkthroughs
    assert max(walk.starts_at.astimezone(visits.TZ).date() for walk in walked) < day


def test_walkthroughs_and_tools_have_no_fault_and_name_nobody():
    reading = read_rubric(RUBRIC_FILE.read_bytes())
    at = datetime(2026, 11, 24, 7, 2, tzinfo=visits.TZ)
    place = bodies.Place(str(uuid7()), {}, {}, "danish", None, at, 12)
    counted = []
    for seed in range(20):
        payload = walk_payload(place, reading.rubric, Random(seed))
        assert payload["teacher"] == {"id": None, "name": ""}
        told = with_tools(payload, place, Random(seed))
        assert payload_fault(told, "put", "done") == (None, False)
        counted += [name for note in told["notes"] for name in ("tally", "intervals") if name in note]
    assert set(counted) == {"tally", "intervals"}


def test_two_observers_of_one_lesson_write_in_their_own_words():
    reading = read_rubric(RUBRIC_FILE.read_bytes())
    at = datetime(2026, 11, 24, 7, 2, tzinfo=visits.TZ)
    teacher, section = {"id": str(uuid7()), "name": "Tom"}, {"id": None, "title": "4.b"}
    place = bodies.Place(str(uuid7()), teacher, section, "danish", 4, at, 15)
    for seed in range(20):
        payload = with_tools(bodies.visit_payload(place, reading.rubric, Random(seed)), place, Random(seed))
        both = halves(payload, (uuid7(), uuid7()), reading.rubric, "0" * 64, bodies.iso(at), seed)
        first, second = ({note["text"] for note in half["notes"]} for half in both)
        assert second
        assert not first & second
        assert [payload_fault(half, "put", "done") for half in both] == [(None, False)] * 2


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


def test_no_two_lessons_read_alike_by_the_second_observer():
    for said in shipped("demo/notes")["again"].values():
        assert said.keys() == {"little", "much"}
        texts = [text for kind in said.values() for text in kind]
        assert len(set(texts)) == 2 * N_PAIRS


def test_notice_of_the_demo_has_no_open_place():
    assert not any("[" in text for text in notice_texts("Sofiendal Kommune").values())
