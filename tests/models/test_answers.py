"""Answers on both databases: each is written once and told through the feed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from observe.extensions import db
from observe.models.answers import acknowledge, keep_draft, send_response
from observe.models.engine import WRITES
from observe.models.observations import Observation
from observe.models.versions import FeedEvent
from tests import factories as make
from tests.cast import make_cast


@pytest.fixture
def observation(app):
    with app.app_context():
        db.session.connection(execution_options=WRITES)
        cast = make_cast(db.session)
        yield make.make_observation(db.session, cast.olga, cast.tom, cast.sofiendal, shared_at=make.LESSON_AT)
        db.session.rollback()


def kinds() -> list[str]:
    return [event.kind for event in db.session.query(FeedEvent).order_by(FeedEvent.seq)]


def test_reading_is_acknowledged_once(observation):
    assert acknowledge(db.session, observation, observation.teacher_id, make.LESSON_AT)
    assert not acknowledge(db.session, observation, observation.teacher_id, make.LESSON_AT)
    assert kinds() == ["acknowledged"]


def test_who_answers_has_read(observation):
    send_response(db.session, observation, observation.teacher_id, "Enig", make.LESSON_AT)
    assert kinds() == ["acknowledged", "responded"]


def test_a_corrected_answer_is_told_again_and_the_same_one_is_not(observation):
    for words in ("Enig", "Enig", "Uenig"):
        response = send_response(db.session, observation, observation.teacher_id, words, make.LESSON_AT)
    assert kinds() == ["acknowledged", "responded", "responded"]
    assert response.text == "Uenig"


def test_a_draft_tells_nobody_and_changes_nothing_that_was_sent(observation):
    send_response(db.session, observation, observation.teacher_id, "Enig", make.LESSON_AT)
    response = keep_draft(db.session, observation, observation.teacher_id, "Måske ikke", make.LESSON_AT)
    assert (response.text, response.draft) == ("Enig", "Måske ikke")
    assert kinds() == ["acknowledged", "responded"]


def test_two_taps_at_once_are_one_acknowledgement(app):
    with app.app_context():
        cast = make_cast(db.session)
        made = make.make_observation(db.session, cast.olga, cast.tom, cast.sofiendal, shared_at=make.LESSON_AT)
        key = (made.author_id, made.rid)
        db.session.commit()
    start = Barrier(2)

    def tap(_finger) -> bool:
        with app.app_context():
            start.wait()
            db.session.connection(execution_options=WRITES)
            observation = db.session.get(Observation, key)
            said = acknowledge(db.session, observation, observation.teacher_id, make.LESSON_AT)
            db.session.commit()
            return said

    with ThreadPoolExecutor(2) as fingers:
        assert sorted(fingers.map(tap, range(2))) == [False, True]
