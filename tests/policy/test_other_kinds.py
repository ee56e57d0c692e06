"""Walkthroughs and self-ratings by the access matrix: nobody else reads either, unless the teacher shares by name."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from observe.models.self_ratings import share_self_rating, take_back_self_rating
from observe.policy.observations import (
    feedback_observations,
    known_observations,
    visible_observations,
    visible_self_ratings,
)
from observe.policy.viewer import Viewer, load_viewer
from tests import factories as make
from tests.cast import NAMES, Cast

# Long past every deadline: neither kind is shared by one.
NOW = make.LESSON_AT + timedelta(days=30)


@pytest.fixture
def walkthrough(store, cast):
    return make.make_observation(store, cast.olga, None, cast.sofiendal, kind="walkthrough", is_practice=False)


@pytest.fixture
def own(store, cast):
    """Tom's rating of his own lesson."""
    return make.make_observation(store, cast.tom, cast.tom, cast.sofiendal, cast.section, kind="self")


def asked(store: Session, cast: Cast, rule, *given: object) -> dict[str, bool]:
    """{name: whether the rule names anything for them}"""
    return {name: bool(list(store.scalars(rule(viewer(store, cast, name), *given)))) for name in NAMES}


def viewer(store: Session, cast: Cast, name: str) -> Viewer:
    return load_viewer(store, cast.person(name).id, NOW.date())


def only(*names: str) -> dict[str, bool]:
    return {name: name in names for name in NAMES}


def test_a_walkthrough_is_read_by_its_observer_and_known_to_the_schools_leaders(store, cast, walkthrough):
    assert asked(store, cast, visible_observations, NOW) == only("olga")
    assert asked(store, cast, known_observations) == only("olga", "pia", "lena")
    assert asked(store, cast, feedback_observations, NOW) == only()


def test_a_self_rating_is_its_teachers_alone_and_nobody_knows_of_it(store, cast, own):
    assert asked(store, cast, visible_self_ratings) == only("tom")
    assert asked(store, cast, visible_observations, NOW) == only("tom")
    assert asked(store, cast, known_observations) == only("tom")
    assert asked(store, cast, feedback_observations, NOW) == only()


@pytest.mark.parametrize("reader", ["olga", "pia"])
def test_a_shared_self_rating_is_read_by_whom_it_was_shared_with_until_it_is_taken_back(store, cast, own, reader):
    share_self_rating(store, own.author_id, own.rid, cast.person(reader).id, NOW)
    store.flush()
    assert asked(store, cast, visible_self_ratings) == only("tom", reader)
    assert asked(store, cast, visible_observations, NOW) == only("tom")
    take_back_self_rating(store, own.author_id, own.rid, cast.person(reader).id, NOW)
    store.flush()
    assert asked(store, cast, visible_self_ratings) == only("tom")


@pytest.mark.parametrize("reader", ["tara", "liam", "mona", "ana"])
def test_a_share_with_somebody_who_does_not_lead_the_school_opens_nothing(store, cast, own, reader):
    share_self_rating(store, own.author_id, own.rid, cast.person(reader).id, NOW)
    store.flush()
    assert asked(store, cast, visible_self_ratings) == only("tom")


def test_a_withdrawn_self_rating_is_gone_for_everybody(store, cast, own):
    share_self_rating(store, own.author_id, own.rid, cast.olga.id, NOW)
    own.is_withdrawn = True
    store.flush()
    assert asked(store, cast, visible_self_ratings) == only()
