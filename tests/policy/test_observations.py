"""The access matrix of observations: what each of the cast may read, know and answer, row by row."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from observe.models import Base
from observe.policy.observations import (
    feedback_observations,
    known_observations,
    may_answer,
    may_read,
    visible_observations,
)
from observe.policy.viewer import Viewer, load_viewer
from tests import factories as make
from tests.cast import NAMES, Cast, make_cast
from tests.databases import engine_on

NOW = make.LESSON_AT + timedelta(days=2)
READS, KNOWS, NOTHING = "reads", "knows that it took place", "nothing"

# Row of the access matrix → how the observation stands. A draft has no row here: it is in no projection at all.
THINGS = {
    "not shared yet": {},
    "shared": {"shared_at": NOW - timedelta(days=1)},
    "not shared, past its deadline": {"at": NOW - timedelta(days=7)},
    "withdrawn": {"shared_at": NOW - timedelta(days=1), "is_withdrawn": True},
}
MATRIX = {
    #                                 olga   tom      tara     pia      lena     liam     mona     ana
    "not shared yet":                (READS, NOTHING, NOTHING, KNOWS,   KNOWS,   NOTHING, NOTHING, NOTHING),
    "shared":                        (READS, READS,   NOTHING, READS,   KNOWS,   NOTHING, NOTHING, NOTHING),
    "not shared, past its deadline": (READS, READS,   NOTHING, READS,   KNOWS,   NOTHING, NOTHING, NOTHING),
    "withdrawn":                     (READS, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    "practice":                      (READS, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
}  # fmt: skip
ROWS = [(thing, name, MATRIX[thing][column]) for thing in MATRIX for column, name in enumerate(NAMES)]


@pytest.fixture(scope="module")
def session():
    with engine_on("sqlite://") as engine, Session(engine) as opened:
        Base.metadata.create_all(engine)
        yield opened


@pytest.fixture(scope="module")
def cast(session) -> Cast:
    return make_cast(session)


@pytest.fixture(scope="module")
def observations(session, cast):
    made = {
        thing: make.make_observation(session, cast.olga, cast.tom, cast.sofiendal, cast.section, **given)
        for thing, given in THINGS.items()
    }
    made["practice"] = make.make_observation(session, cast.olga, None, cast.sofiendal, shared_at=NOW)
    return made


def viewer(session: Session, cast: Cast, name: str) -> Viewer:
    return load_viewer(session, cast.person(name).id, NOW.date())


@pytest.mark.parametrize(("thing", "name", "expected"), ROWS)
def test_each_row_of_the_access_matrix(session, cast, observations, thing, name, expected):
    asking, observation = viewer(session, cast, name), observations[thing]
    known = set(session.scalars(known_observations(asking)))
    readable = set(session.scalars(visible_observations(asking, NOW)))
    assert (observation in readable) == (expected == READS)
    assert may_read(session, asking, observation, NOW) == (expected == READS)
    if expected != READS:
        assert (observation in known) == (expected == KNOWS)


@pytest.mark.parametrize("name", ["olga", "tom"])
def test_who_left_reads_nothing_not_even_their_own(session, cast, observations, name):
    gone = replace(viewer(session, cast, name), posts=())
    assert list(session.scalars(visible_observations(gone, NOW))) == []
    assert list(session.scalars(known_observations(gone))) == []


@pytest.mark.parametrize("name", NAMES)
def test_only_the_teacher_answers_and_only_what_is_shared(session, cast, observations, name):
    asking = viewer(session, cast, name)
    answered = {thing for thing, one in observations.items() if may_answer(session, asking, one, NOW)}
    assert answered == ({"shared", "not shared, past its deadline"} if name == "tom" else set())
    assert set(session.scalars(feedback_observations(asking, NOW))) == {observations[thing] for thing in answered}


def test_the_deadline_shares_at_its_very_moment_and_not_a_second_before(session, cast, observations):
    tom, observation = viewer(session, cast, "tom"), observations["not shared yet"]
    assert may_read(session, tom, observation, observation.share_deadline_at)
    assert not may_read(session, tom, observation, observation.share_deadline_at - timedelta(seconds=1))


def test_a_principal_who_left_reads_nothing_and_the_successor_reads_it_all(session, cast, observations):
    last_day = NOW.date()
    pil = make.make_person(session, cast.municipality, "Pil Afgang")
    make.appoint(session, pil, "principal", cast.sofiendal, ends_on=last_day)
    sif = make.make_person(session, cast.municipality, "Sif Ny")
    make.appoint(session, sif, "principal", cast.sofiendal, starts_on=last_day + timedelta(days=1))
    for day, reader, stranger in ((last_day, pil, sif), (last_day + timedelta(days=1), sif, pil)):
        assert may_read(session, load_viewer(session, reader.id, day), observations["shared"], NOW)
        assert not may_read(session, load_viewer(session, stranger.id, day), observations["shared"], NOW)


def test_a_principal_of_another_municipality_sees_nothing(session, cast, observations):
    """The same school id can stand in no other municipality, but nobody should have to know that."""
    foreign = make.make_municipality(session, "Sydby Kommune")
    per = make.make_person(session, foreign, "Per Fremmed")
    make.appoint(session, per, "principal", cast.sofiendal)
    asking = load_viewer(session, per.id, NOW.date())
    assert not set(session.scalars(visible_observations(asking, NOW)))
    assert not set(session.scalars(known_observations(asking)))


def test_a_teacher_who_also_leads_another_school_reads_the_feedback_on_own_lessons_only(session, cast, observations):
    toke = make.make_person(session, cast.municipality, "Toke To Steder")
    make.appoint(session, toke, "teacher", cast.sofiendal)
    make.appoint(session, toke, "principal", cast.elsewhere)
    own = make.make_observation(session, cast.olga, toke, cast.sofiendal, shared_at=NOW)
    assert set(session.scalars(visible_observations(viewer_of(session, toke), NOW))) == {own}


def viewer_of(session: Session, person) -> Viewer:
    return load_viewer(session, person.id, NOW.date())
