"""Olga and Pia, the principal, observe one lesson of Tom's: who may read what before and after both have locked."""

from datetime import timedelta

import pytest

from observe.policy.observations import known_observations, may_answer, may_read
from observe.policy.pairs import comparable_halves, may_read_agreement, own_halves
from observe.policy.viewer import load_viewer
from tests import factories as make
from tests.cast import NAMES
from tests.models.pairs import CODE

NOW = make.LESSON_AT + timedelta(hours=3)
OLGAS = {"voices": {"level": 2}, "questions": {"level": 3}}
PIAS = {"voices": {"level": 4}, "questions": {"level": 3}}


def half(store, cast, name: str, ratings, teacher: str = "tom"):
    author, whom = cast.person(name), cast.person(teacher)
    given = {"kind": "paired", "ratings": ratings, "shared_at": NOW - timedelta(hours=1)}
    observation = make.make_observation(store, author, whom, cast.sofiendal, cast.section, **given)
    make.make_half(store, observation, ratings, CODE)
    return observation


@pytest.fixture
def olgas(store, cast):
    """Locked, here and shared; Pia's is still on her tablet."""
    return half(store, cast, "olga", OLGAS)


@pytest.fixture
def pair(store, cast, olgas):
    return olgas, half(store, cast, "pia", PIAS)


def readers(store, viewers, observation, now=NOW) -> set[str]:
    return {name for name in NAMES if may_read(store, viewers[name], observation, now)}


def comparing(store, viewers) -> set[str]:
    return {name for name in NAMES if store.execute(comparable_halves(viewers[name])).first()}


def test_the_principal_does_not_read_a_half_before_her_own_is_here(store, viewers, olgas):
    assert readers(store, viewers, olgas) == {"olga", "tom"}
    assert olgas in set(store.scalars(known_observations(viewers["pia"])))


def test_nobody_compares_while_a_half_is_missing(store, viewers, olgas):
    assert comparing(store, viewers) == set()
    assert [row.rid for row in store.scalars(own_halves(viewers["olga"]))] == [olgas.rid]


def test_a_half_that_waits_is_open_to_the_principal_after_its_deadline(store, viewers, olgas):
    due = olgas.share_deadline_at
    assert readers(store, viewers, olgas, due - timedelta(seconds=1)) == {"olga", "tom"}
    assert readers(store, viewers, olgas, due) == {"olga", "tom", "pia"}


def test_once_both_are_here_each_is_read_as_any_shared_observation(store, viewers, pair):
    assert readers(store, viewers, pair[0]) == {"olga", "tom", "pia"}
    assert readers(store, viewers, pair[1]) == {"pia", "tom"}


def test_the_two_observers_alone_compare(store, viewers, pair):
    assert comparing(store, viewers) == {"olga", "pia"}
    own, other = store.execute(comparable_halves(viewers["olga"])).one()
    assert (own.rid, other.rid) == (pair[0].rid, pair[1].rid)


def test_the_teacher_answers_both_and_compares_nothing(store, viewers, pair):
    assert all(may_answer(store, viewers["tom"], one, NOW) for one in pair)
    assert store.execute(comparable_halves(viewers["tom"])).all() == []


def test_halves_of_different_teachers_are_compared_by_nobody(store, cast, viewers, olgas):
    half(store, cast, "pia", PIAS, teacher="tara")
    assert comparing(store, viewers) == set()


def test_who_left_compares_nothing(store, cast, viewers, pair):
    gone = load_viewer(store, cast.olga.id, NOW.date())
    assert store.execute(comparable_halves(gone)).first()
    left = gone.__class__(**{**vars(gone), "posts": ()})
    assert store.execute(comparable_halves(left)).first() is None


@pytest.mark.parametrize("name", NAMES)
def test_agreement_is_for_the_leaders_of_the_school(cast, viewers, name):
    assert may_read_agreement(viewers[name], cast.sofiendal.id) == (name in ("olga", "pia", "lena"))
