"""A form that meets an expired login or a stale token: the text is still there, and is sent after one more tap."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from observe.models.feedback import Response
from tests import factories as make
from tests.visitor import TOKEN, Visitor

WORDS = 'Det er "rigtigt" set.\nPinde har jeg <prøvet> før.'
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture
def address(store, cast) -> str:
    """Where Tom's response goes."""
    make.make_account(store, cast.tom)
    made = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, shared_at=make.LESSON_AT)
    store.commit()
    return f"/teacher/observations/{made.rid}/response"


@pytest.fixture
def tom(sqlite_app, cast):
    visitor = Visitor(sqlite_app)
    visitor.submit("/sign-in", email="tom@example.org", password=make.PASSWORD)
    return visitor


def hidden(text: str) -> dict[str, str]:
    return {unescape(name): unescape(value) for name, value in FIELD.findall(text)}


def sent(store) -> list[str | None]:
    store.rollback()
    return list(store.scalars(select(Response.text)))


def send_again(visitor, page):
    """What the button of the page with the kept words posts."""
    (words,) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.DOTALL)
    action = re.search(r'<form class="stack" method="post" action="([^"]+)"', page.text).group(1)
    return visitor.client.post(action, data={**hidden(page.text), "text": unescape(words)})


def test_words_written_before_the_login_expired_are_sent_after_signing_in(store, address, tom):
    form = {"csrf_token": tom.token(), "text": WORDS, "act": "send"}
    tom.forget_login()
    door = tom.client.post(address, data=form)
    assert door.status_code == 401
    assert "What you wrote is here on this page." in door.text
    page = tom.client.post(
        "/sign-in", data={**hidden(door.text), "email": "tom@example.org", "password": make.PASSWORD}
    )
    assert page.status_code == 200
    assert "Nothing has been sent yet." in page.text
    assert sent(store) == []
    assert send_again(tom, page).status_code == 303
    assert sent(store) == [WORDS]


def test_words_survive_a_mistyped_password_too(store, address, tom):
    tom.forget_login()
    door = tom.client.post(address, data={"text": WORDS, "act": "send"})
    for password, status in (("forkert kodeord", 422), (make.PASSWORD, 200)):
        door = tom.client.post("/sign-in", data={**hidden(door.text), "email": "tom@example.org", "password": password})
        assert door.status_code == status
    send_again(tom, door)
    assert sent(store) == [WORDS]


def test_words_survive_signing_out_in_another_window(store, address, tom):
    form = {"csrf_token": tom.token(), "text": WORDS, "act": "send"}
    tom.submit("/sign-out")
    door = tom.client.post(address, data=form)
    assert WORDS.splitlines()[0] in unescape(door.text)


@pytest.mark.parametrize("token", [None, "", "stale", "IjEi.aaaa.bbbb"])
def test_a_stale_token_shows_the_words_and_a_fresh_one(store, address, tom, token):
    tom.token()
    form = {"text": WORDS, "act": "send"} | ({"csrf_token": token} if token is not None else {})
    page = tom.client.post(address, data=form)
    assert page.status_code == 400
    assert sent(store) == []
    send_again(tom, page)
    assert sent(store) == [WORDS]


def test_a_form_from_another_site_is_not_kept_for_confirming(address, tom):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        page = tom.client.post(address, data={"text": WORDS, "act": "send"}, headers=headers)
        assert page.status_code == 400
        assert "rigtigt" not in page.text


def test_nothing_is_led_to_another_site_by_a_kept_form(tom, address):
    page = tom.submit(
        "/sign-in",
        email="tom@example.org",
        password=make.PASSWORD,
        kept_action="//evil.example/",
        **{"kept:text": WORDS},
    )
    assert page.status_code == 302
    assert page.location == "/"


def test_a_password_is_never_written_into_a_page(address, tom):
    tom.forget_login()
    page = tom.client.post("/sign-in", data={"email": "tom@example.org", "password": "a secret of mine", "next": "/"})
    assert page.status_code == 401 or page.status_code == 400
    assert "a secret of mine" not in page.text
    assert TOKEN.search(page.text)


def test_a_save_by_htmx_with_an_expired_login_changes_nothing_and_says_so(store, address, tom):
    headers = {"HX-Request": "true", "HX-Target": "response-saved"}
    form = {"csrf_token": tom.token(), "text": WORDS}
    tom.forget_login()
    answer = tom.client.post(address, data=form, headers=headers)
    assert answer.status_code in (400, 401)
    assert sent(store) == []


def test_somebody_else_who_signs_in_cannot_send_toms_words(sqlite_app, store, cast, address, tom):
    make.make_account(store, cast.tara)
    store.commit()
    tom.forget_login()
    door = tom.client.post(address, data={"text": WORDS, "act": "send"})
    page = tom.client.post(
        "/sign-in", data={**hidden(door.text), "email": "tara@example.org", "password": make.PASSWORD}
    )
    assert send_again(tom, page).status_code == 404
    assert sent(store) == []
