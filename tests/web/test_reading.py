"""One observation for its observer and the principal: who gets in, and what each of them sees of the answer."""

from datetime import timedelta

import pytest

from observe import clock
from observe.models.people import AccessEntry
from tests import factories as make
from tests.cast import NAMES
from tests.visitor import Visitor


@pytest.fixture
def make_observation(store, cast):
    """``make_observation(**given)``: by Olga of Tom, yesterday, not shared unless it says so."""

    def made(**given):
        given = {"at": clock.now() - timedelta(days=1)} | given
        observation = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, cast.section, **given)
        store.commit()
        return observation

    return made


def address(observation) -> str:
    return f"/leadership/observations/{observation.rid}"


SHARED = {"olga": 200, "tom": 302, "pia": 200, "lena": 403, "tara": 404, "liam": 404, "mona": 404, "ana": 404}
UNSHARED = SHARED | {"tom": 404, "pia": 403}


@pytest.mark.parametrize("name", NAMES)
def test_a_shared_observation_opens_by_the_access_matrix(sqlite_app, cast, make_observation, name):
    answer = Visitor(sqlite_app, cast.person(name)).get(address(make_observation(shared_at=clock.now())))
    assert answer.status_code == SHARED[name]
    assert ("navnepinde" in answer.text) == (SHARED[name] == 200)


@pytest.mark.parametrize("name", NAMES)
def test_one_not_shared_yet_opens_for_its_observer_alone(sqlite_app, cast, make_observation, name):
    answer = Visitor(sqlite_app, cast.person(name)).get(address(make_observation()))
    assert answer.status_code == UNSHARED[name]
    assert ("navnepinde" in answer.text) == (name == "olga")


def test_the_teacher_is_led_to_the_page_where_they_can_answer(sqlite_app, cast, make_observation):
    observation = make_observation(shared_at=clock.now())
    assert (
        Visitor(sqlite_app, cast.tom).get(address(observation)).location == f"/teacher/observations/{observation.rid}"
    )


def test_the_observer_reads_when_the_teacher_will_see_it(sqlite_app, cast, make_observation):
    assert "Not shared yet." in Visitor(sqlite_app, cast.olga).get(address(make_observation())).text


def test_the_observers_own_reading_is_not_noted_but_the_principals_is(sqlite_app, store, cast, make_observation):
    observation = make_observation(shared_at=clock.now())
    for name in ("olga", "pia", "pia"):
        Visitor(sqlite_app, cast.person(name)).get(address(observation))
    assert [entry.actor_id for entry in store.query(AccessEntry)] == [cast.pia.id]


def test_nobody_else_reads_who_has_opened_it(sqlite_app, cast, make_observation):
    observation = make_observation(shared_at=clock.now())
    Visitor(sqlite_app, cast.pia).get(address(observation))
    assert "Pia Lindholt" not in Visitor(sqlite_app, cast.olga).get(address(observation)).text


def test_a_practice_observation_says_that_it_counts_nowhere(sqlite_app, store, cast):
    practice = make.make_observation(store, cast.olga, None, cast.sofiendal)
    store.commit()
    assert "A practice observation" in Visitor(sqlite_app, cast.olga).get(address(practice)).text
    assert Visitor(sqlite_app, cast.pia).get(address(practice)).status_code == 404


@pytest.mark.parametrize("given", [
    {"notes": []}, {"focus": [], "ratings": {}}, {"wish": "", "also_present": [{"id": None, "name": "Bo"}]},
    {"feedback": {"worked": "", "worked_notes": [], "question": "", "next_step": "", "next_step_on": None}},
    {"broken_off": True, "minutes": 0}, {"focus": ["voices"], "ratings": {}}, {"subject": "unheard_of"},
])  # fmt: skip
def test_a_letter_with_parts_left_out_is_still_a_letter(sqlite_app, cast, make_observation, given):
    observation = make_observation(shared_at=clock.now(), **given)
    for name, path in (("olga", address(observation)), ("tom", f"/teacher/observations/{observation.rid}")):
        assert Visitor(sqlite_app, cast.person(name)).get(path).status_code == 200
