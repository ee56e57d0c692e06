"""Walkthroughs and self-ratings by the access matrix: nobody else reads either, unless the teacher shares by name."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from observe.models import Base
from observe.models.engine import prepare
from observe.models.self_ratings import share_self_rating, take_back_self_rating
from observe.policy.observations import (
    feedback_observations,
    known_observations,
    visible_observations,
    visible_self_ratings,
)
from observe.policy.viewer import Viewer, load_viewer
from tests import factories as make
from tests.cast import NAMES, Cast, make_cast

# Long past every deadline: neither kind is shared by one.
NOW = make.LESSON_AT + timedelta(days=30)


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    prepare(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def cast(session) -> Cast:
    return make_cast(session)


@pytest.fixture
def walkthrough(session, cast):
    return make.make_observation(session, cast.olga, None, cast.sofiendal, kind="walkthrough", is_practice=False)


@pytest.fixture
def own(session, cast):
    """Tom's rating of his own lesson."""
    return make.make_observation(session, cast.tom, cast.tom, cast.sofiendal, cast.section, kind="self")


def asked(session: Session, cast: Cast, rule, *given: object) -> dict[str, bool]:
    """{name: whether the rule names anything for them}"""
    return {name: bool(list(session.scalars(rule(viewer(session, cast, name), *given)))) for name in NAMES}


def viewer(session: Session, cast: Cast, name: str) -> Viewer:
    return load_viewer(session, cast.person(name).id, NOW.date())


def only(*names: str) -> dict[str, bool]:
    return {name: name in names for name in NAMES}


def test_a_walkthrough_is_read_by_its_observer_and_known_to_the_schools_leaders(session, cast, walkthrough):
    assert asked(session, cast, visible_observations, NOW) == only("olga")
    assert asked(session, cast, known_observations) == only("olga", "pia", "lena")
    assert asked(session, cast, feedback_observations, NOW) == only()


def test_a_self_rating_is_its_teachers_alone_and_nobody_knows_of_it(session, cast, own):
    assert asked(session, cast, visible_self_ratings) == only("tom")
    assert asked(session, cast, visible_observations, NOW) == only("tom")
    assert asked(session, cast, known_observations) == only("tom")
    assert asked(session, cast, feedback_observations, NOW) == only()


@pytest.mark.parametrize("reader", ["olga", "pia"])
def test_a_shared_self_rating_is_read_by_whom_it_was_shared_with_until_it_is_taken_back(session, cast, own, reader):
    share_self_rating(session, own.author_id, own.rid, cast.person(reader).id, NOW)
    session.flush()
    assert asked(session, cast, visible_self_ratings) == only("tom", reader)
    assert asked(session, cast, visible_observations, NOW) == only("tom")
    take_back_self_rating(session, own.author_id, own.rid, cast.person(reader).id, NOW)
    session.flush()
    assert asked(session, cast, visible_self_ratings) == only("tom")


@pytest.mark.parametrize("reader", ["tara", "liam", "mona", "ana"])
def test_a_share_with_somebody_who_does_not_lead_the_school_opens_nothing(session, cast, own, reader):
    share_self_rating(session, own.author_id, own.rid, cast.person(reader).id, NOW)
    session.flush()
    assert asked(session, cast, visible_self_ratings) == only("tom")


def test_a_withdrawn_self_rating_is_gone_for_everybody(session, cast, own):
    share_self_rating(session, own.author_id, own.rid, cast.olga.id, NOW)
    own.is_withdrawn = True
    session.flush()
    assert asked(session, cast, visible_self_ratings) == only()
