"""The privacy notice and the accessibility statement."""

from datetime import timedelta

import pytest

from observe.models.notices import publish, reading_of
from tests import factories as make
from tests.visitor import Visitor

TEXTS = {"da": "Sådan behandler vi oplysninger\n\nHvem\nKommunen.", "en": "How we treat data\n\nWho\nThe municipality."}


@pytest.fixture
def notice(store, cast):
    made = publish(store, cast.municipality.id, TEXTS, make.LESSON_AT)
    store.commit()
    return made


def test_before_one_is_published_the_page_says_what_will_stand_there(sqlite_app, cast):
    answer = Visitor(sqlite_app).get("/notice")
    assert answer.status_code == 200
    assert "has not published it yet" in answer.text
    assert Visitor(sqlite_app, cast.olga).submit("/notice/reading").status_code == 404


@pytest.mark.parametrize(("language", "heading"), [("da", "Sådan behandler vi"), ("en", "How we treat data")])
def test_anybody_reads_it_in_their_language(sqlite_app, notice, language, heading):
    assert f"<h1>{heading}" in Visitor(sqlite_app, language=language).get("/notice").text


def test_a_notice_in_danish_alone_is_shown_to_everybody(sqlite_app, store, cast):
    publish(store, cast.municipality.id, {"da": TEXTS["da"]}, make.LESSON_AT)
    store.commit()
    assert "<h1>Sådan behandler vi" in Visitor(sqlite_app, language="en").get("/notice").text


def test_reading_it_is_recorded_once_and_one_goes_on(sqlite_app, store, cast, notice):
    olga = Visitor(sqlite_app, cast.olga)
    answer = olga.submit("/notice/reading", next="/capture")
    assert (answer.status_code, answer.location) == (303, "/capture")
    first = reading_of(store, notice, cast.olga.id).read_at
    olga.submit("/notice/reading")
    store.expire_all()
    assert reading_of(store, notice, cast.olga.id).read_at == first
    assert "You have read this." in olga.get("/notice").text


def test_a_new_notice_is_to_be_read_anew(sqlite_app, store, cast, notice):
    olga = Visitor(sqlite_app, cast.olga)
    olga.submit("/notice/reading")
    publish(store, cast.municipality.id, TEXTS, make.LESSON_AT + timedelta(days=1))
    store.commit()
    assert "You have read this." not in olga.get("/notice").text


def test_nobody_records_a_reading_without_a_login(sqlite_app, notice):
    answer = Visitor(sqlite_app).submit("/notice/reading")
    assert answer.status_code == 401


def test_anybody_reads_the_accessibility_statement(sqlite_app):
    assert "WCAG 2.1" in Visitor(sqlite_app).get("/was").text
