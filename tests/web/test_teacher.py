"""The teacher's room through its door: who gets in, what a letter says, and what an answer leaves behind."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from observe import clock
from observe.models.feedback import Acknowledgement, Response
from observe.models.people import AccessEntry
from observe.models.versions import FeedEvent
from tests import factories as make
from tests.cast import NAMES
from tests.visitor import Visitor


@pytest.fixture
def shared(store, cast):
    at = clock.now() - timedelta(days=1)
    made = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, cast.section, at=at, shared_at=at)
    store.commit()
    return made


@pytest.fixture
def unshared(store, cast):
    at = clock.now() - timedelta(days=1)
    made = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, cast.section, at=at)
    store.commit()
    return made


@pytest.fixture
def tom(sqlite_app, cast):
    return Visitor(sqlite_app, cast.tom)


def letter(observation, *rest: str) -> str:
    return "/".join(("/teacher/observations", str(observation.rid), *rest))


def rows(store, kind: type, **given: object) -> list:
    store.rollback()
    return store.scalars(select(kind).filter_by(**given).execution_options(populate_existing=True)).all()


# Leaders of the school know that it took place; everybody else hears nothing.
REFUSED = {"olga": 403, "pia": 403, "lena": 403, "tara": 404, "liam": 404, "mona": 404, "ana": 404}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "tom"])
def test_nobody_but_the_teacher_opens_or_answers_a_letter(store, sqlite_app, cast, shared, name):
    visitor = Visitor(sqlite_app, cast.person(name))
    assert visitor.get(letter(shared)).status_code == REFUSED[name]
    for answer in ("response", "acknowledgement"):
        assert visitor.submit(letter(shared, answer), text="Not mine", act="send").status_code == REFUSED[name]
    assert not rows(store, Response)
    assert not rows(store, Acknowledgement)
    assert not rows(store, AccessEntry)


def test_the_teacher_gets_not_found_before_it_is_shared(tom, unshared):
    assert tom.get(letter(unshared)).status_code == 404
    assert tom.submit(letter(unshared, "response"), text="?", act="send").status_code == 404


def test_nobody_is_asked_to_sign_in_and_comes_back(sqlite_app, shared):
    answer = Visitor(sqlite_app).get(letter(shared))
    assert answer.status_code == 302
    assert answer.location == f"/sign-in?next={letter(shared)}"


def test_the_letter_tells_evidence_in_time_order_and_never_a_total(tom, shared):
    text = tom.get(letter(shared)).text
    story = [text.index(words) for words in ("Timens mål står på tavlen", "»Hvorfor tror I", "9 af 22 elever")]
    assert story == sorted(story)
    rubric = make.shipped_rubric().rubric
    voices = next(row for domain in rubric["domains"] for row in domain["indicators"] if row["code"] == "voices")
    for level in (1, 2, 3):
        assert voices["descriptors"][level - 1]["en"] in text
    assert voices["descriptors"][3]["en"] not in text
    assert "Trække navnepinde" in text
    letters = text[text.index("<main") :]
    assert not re.search(r"\b(2[.,]5|average|total|points)\b", letters)


def test_the_first_sentences_stand_apart_and_a_minute_alone_is_one(store, tom, cast):
    at = clock.now()
    given = {"minutes": 1, "broken_off": True, "also_present": [{"id": None, "name": "Bo"}], "wish": ""}
    made = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, at=at, shared_at=at, **given)
    store.commit()
    lede = " ".join(tom.get(letter(made)).text.split())
    assert ". The visit was broken off. Also in the room: Bo. In focus: " in lede
    assert "Olga Rask Villadsen, 1 minute<" in tom.get("/teacher/").text


def test_what_was_written_is_shown_as_text_and_never_as_markup(store, tom, cast):
    at = clock.now()
    nasty = {"worked": "<script>alert(1)</script>", "question": "", "next_step": "", "next_step_on": None}
    made = make.make_observation(
        store, cast.olga, cast.tom, cast.sofiendal, at=at, shared_at=at, feedback=nasty, wish="<b>"
    )
    store.commit()
    text = tom.get(letter(made)).text
    assert "&lt;script&gt;" in text
    assert "<script>" not in text


def test_opening_it_is_noted_once_a_day(store, tom, cast, shared):
    for _visit in range(2):
        assert tom.get(letter(shared)).headers["Cache-Control"] == "no-store"
    assert [(entry.actor_id, entry.rid) for entry in rows(store, AccessEntry, action="read")] == [
        (cast.tom.id, shared.rid)
    ]


def test_the_letter_tells_that_the_principal_opened_it(sqlite_app, tom, cast, shared):
    assert "has not opened it" in tom.get(letter(shared)).text
    assert Visitor(sqlite_app, cast.pia).get(f"/leadership/observations/{shared.rid}").status_code == 200
    assert "has not opened it" not in tom.get(letter(shared)).text


def test_acknowledging_tells_the_observers_tablets_once(store, tom, cast, shared):
    for _tap in range(2):
        assert tom.submit(letter(shared, "acknowledgement")).status_code == 303
    assert [row.teacher_id for row in rows(store, Acknowledgement)] == [cast.tom.id]
    (event,) = rows(store, FeedEvent)
    assert (event.kind, event.author_id, event.rid, event.actor_id) == (
        "acknowledged", cast.olga.id, shared.rid, cast.tom.id,
    )  # fmt: skip


def test_the_badge_counts_what_was_not_read(tom, shared):
    assert '<span class="badge">1<' in tom.get("/teacher/").text
    tom.submit(letter(shared, "acknowledgement"))
    assert '<span class="badge">' not in tom.get("/teacher/").text


def test_a_response_is_saved_while_written_and_seen_by_nobody(store, sqlite_app, tom, cast, shared):
    answer = tom.save(letter(shared, "response"), "response-saved", text="Half a sent")
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<p class="hint" id="response-saved"')
    assert "Half a sent" in tom.get(letter(shared)).text
    assert "Half a sent" not in Visitor(sqlite_app, cast.olga).get(f"/leadership/observations/{shared.rid}").text
    assert not rows(store, FeedEvent)


def test_a_response_that_is_sent_is_read_by_observer_and_principal(store, sqlite_app, tom, cast, shared):
    answer = tom.submit(letter(shared, "response"), text="Rigtigt set.\r\nPinde har jeg prøvet.", act="send")
    assert answer.status_code == 303
    assert [row.text for row in rows(store, Response)] == ["Rigtigt set.\nPinde har jeg prøvet."]
    assert sorted(event.kind for event in rows(store, FeedEvent)) == ["acknowledged", "responded"]
    for name in ("olga", "pia"):
        page = Visitor(sqlite_app, cast.person(name)).get(f"/leadership/observations/{shared.rid}")
        assert "Pinde har jeg prøvet." in page.text


def test_sending_the_same_words_twice_tells_once(store, tom, shared):
    for _tap in range(2):
        tom.submit(letter(shared, "response"), text="Enig.", act="send")
    assert [event.kind for event in rows(store, FeedEvent) if event.kind == "responded"] == ["responded"]


def test_an_empty_response_is_not_sent_and_says_so_in_place(store, tom, shared):
    answer = tom.submit(letter(shared, "response"), text="  \n", act="send")
    assert answer.status_code == 422
    assert "Write your response first." in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert not rows(store, FeedEvent)


def test_words_in_the_box_survive_the_tap_on_i_have_read_it_unsent(store, tom, shared):
    tom.submit(letter(shared, "acknowledgement"), text="Not finished")
    (response,) = rows(store, Response)
    assert (response.draft, response.text) == ("Not finished", None)


def test_without_a_script_the_draft_is_saved_by_a_button(tom, shared):
    assert tom.submit(letter(shared, "response"), text="Later", act="keep").status_code == 303
    assert "Later</textarea>" in tom.get(letter(shared)).text


def test_a_zero_character_and_a_very_long_answer_are_survived(store, tom, shared):
    tom.submit(letter(shared, "response"), text="a\0b" + "x" * 30_000, act="send")
    (response,) = rows(store, Response)
    assert response.text.startswith("abx")
    assert len(response.text) == 20_000


def test_it_is_deleted_on_31_july_two_school_years_later(store, tom, cast):
    made = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, shared_at=make.LESSON_AT)
    store.commit()
    assert "31 July 2029" in tom.get(letter(made)).text


def test_the_list_shows_ones_own_the_newest_first(store, sqlite_app, tom, cast, shared, unshared):
    older = shared.observed_at - timedelta(days=30)
    first = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, at=older, shared_at=older)
    store.commit()
    text = tom.get("/teacher/").text
    assert text.index(str(shared.rid)) < text.index(str(first.rid))
    assert str(unshared.rid) not in text
    assert str(shared.rid) not in Visitor(sqlite_app, cast.tara).get("/teacher/").text


def test_a_withdrawn_letter_is_gone(store, tom, shared):
    shared.is_withdrawn = True
    store.commit()
    assert tom.get(letter(shared)).status_code == 404


def test_what_one_can_do_when_something_is_wrong(tom, shared):
    assert "article 16" in tom.get(letter(shared, "correction")).text
