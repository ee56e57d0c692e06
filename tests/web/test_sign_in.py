"""Signing in and out through the door, guessing, and where one lands afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from observe import clock
from observe.errors import TooManyAttempts
from observe.models import attempts, logins
from observe.models.accounts import invite, set_password
from observe.models.base import uuid7
from observe.models.logins import end_login
from observe.models.people import EndedLogin, SignInAttempt
from observe.web.login.cookie import LOGIN_ID
from tests import factories as make
from tests.visitor import Visitor, signed_in_at


@pytest.fixture
def tom(store, cast):
    """Tom has a password."""
    make.make_account(store, cast.tom)
    store.commit()
    return cast.tom


@pytest.fixture
def nobody(sqlite_app):
    return Visitor(sqlite_app)


def sign_in(visitor, email="tom@example.org", password=make.PASSWORD, **more):
    return visitor.submit("/sign-in", email=email, password=password, **more)


def with_the_cookie_of(visitor, app) -> Visitor:
    """A copy of the login, as a late answer or a thief brings it."""
    other = Visitor(app)
    other.client.set_cookie("observe", visitor.client.get_cookie("observe").value)
    return other


def is_in(visitor) -> bool:
    return visitor.get("/teacher/").status_code == 200


def test_the_right_password_opens_the_house(nobody, tom):
    answer = sign_in(nobody, email=" Tom@Example.ORG ")
    assert (answer.status_code, answer.location) == (302, "/")
    assert is_in(nobody)


@pytest.mark.parametrize(("email", "password"), [
    ("tom@example.org", "et andet kodeord"), ("pia@example.org", make.PASSWORD), ("", ""), ("x" * 9000, "y" * 9000),
])  # fmt: skip
def test_a_wrong_pair_says_the_same_whoever_it_is(nobody, tom, email, password):
    answer = sign_in(nobody, email=email, password=password)
    assert answer.status_code == 422
    assert "E-mail and password do not match." in answer.text
    assert password == "" or password not in answer.text
    assert not is_in(nobody)


def test_the_cookie_is_kept_from_scripts_and_other_sites(nobody, tom):
    cookies = [cookie for cookie in sign_in(nobody).headers.getlist("Set-Cookie") if cookie.startswith("observe=")]
    assert "HttpOnly" in cookies[-1]
    assert "SameSite=Lax" in cookies[-1]


def test_the_cookie_is_sent_over_https_alone_where_there_is_https(make_app, sqlite_files, tmp_path):
    app = make_app(sqlite_files.migrated(), base_url="https://observe.example.org")
    (cookie,) = Visitor(app).get("/sign-in").headers.getlist("Set-Cookie")
    assert "Secure" in cookie


@pytest.mark.parametrize("wanted", [
    "https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "\\/evil.example",
    "javascript:alert(1)", "evil.example", "/\n/evil.example", "",
])  # fmt: skip
def test_nobody_is_led_to_another_site(nobody, tom, wanted):
    assert sign_in(nobody, next=wanted).location == "/"


def test_one_goes_on_to_the_page_one_wanted(nobody, tom):
    assert "/teacher/?page=2" in nobody.get("/teacher/?page=2").location.replace("%3F", "?").replace("%3D", "=")
    assert sign_in(nobody, next="/teacher/?page=2").location == "/teacher/?page=2"


@pytest.mark.parametrize(("name", "room"), [
    ("olga", "/capture"), ("pia", "/capture"), ("tom", "/teacher/"), ("mona", "/leadership/patterns"),
    ("ana", "/administration/"),
])  # fmt: skip
def test_the_front_door_leads_to_where_ones_work_is(sqlite_app, cast, name, room):
    assert Visitor(sqlite_app, cast.person(name), "da").get("/").location == room


def test_the_form_token_is_there_before_two_pages_ask_at_once(nobody, tom):
    sign_in(nobody)
    with nobody.client.session_transaction() as cookie:
        assert cookie["csrf_token"]


def test_who_has_no_room_yet_is_told_so(sqlite_app, store, cast):
    nina = make.make_person(store, cast.municipality, "Nina Ny")
    store.commit()
    assert "Nina" in Visitor(sqlite_app, nina).get("/").text


def test_a_part_of_a_page_asked_for_without_a_login_sends_the_whole_page_to_sign_in(nobody):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/leadership/patterns?term=1#here"}
    answer = nobody.get("/leadership/patterns", **headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/leadership/patterns?term%3D1"


def test_signing_out_ends_the_login_and_wipes_nothing_on_the_tablet(nobody, tom):
    sign_in(nobody)
    answer = nobody.submit("/sign-out")
    assert answer.location == "/sign-in"
    assert "Clear-Site-Data" not in answer.headers
    assert not is_in(nobody)


def test_a_copy_of_the_cookie_opens_nothing_after_signing_out(sqlite_app, nobody, tom):
    """A tablet's answer on its way may bring the cookie back after the sign-out; a thief may have kept it."""
    sign_in(nobody)
    late = with_the_cookie_of(nobody, sqlite_app)
    nobody.submit("/sign-out")
    assert not is_in(late)
    sign_in(late)
    assert is_in(late)


def test_no_page_prolongs_a_login_that_was_ended(sqlite_app, nobody, tom):
    """Else a thief who asks for the sign-in page every few hours is in again once the server forgets the end."""
    sign_in(nobody)
    thief = with_the_cookie_of(nobody, sqlite_app)
    nobody.submit("/sign-out")
    for path in ("/sign-in", "/was", "/teacher/", "/capture", "/offline/da", "/nowhere"):
        assert "Set-Cookie" not in thief.get(path).headers


def test_a_login_that_signing_out_could_not_end_is_not_prolonged(nobody, tom):
    sign_in(nobody)
    with nobody.client.session_transaction() as cookie:
        del cookie[LOGIN_ID]
    assert is_in(nobody)
    assert "Set-Cookie" not in nobody.get("/teacher/").headers


def test_who_signs_in_where_another_is_signed_in_ends_that_login(sqlite_app, nobody, tom):
    """A page of theirs that is on its way must not bring it back."""
    sign_in(nobody)
    late = with_the_cookie_of(nobody, sqlite_app)
    sign_in(nobody)
    assert is_in(nobody)
    assert not is_in(late)


def test_one_is_signed_out_here_although_the_database_takes_nothing(store, nobody, tom):
    sign_in(nobody)
    store.execute(text("CREATE TRIGGER full BEFORE INSERT ON ended_login BEGIN SELECT RAISE(ABORT, 'full'); END"))
    store.commit()
    assert nobody.submit("/sign-out").status_code == 302
    assert not is_in(nobody)


def test_signing_out_here_leaves_the_login_on_the_other_computer(sqlite_app, nobody, tom):
    other = Visitor(sqlite_app)
    sign_in(nobody)
    sign_in(other)
    nobody.submit("/sign-out")
    assert is_in(other)


def test_what_is_kept_of_an_ended_login_goes_after_a_day(store):
    first, second = uuid7(), uuid7()
    end_login(store, first, make.LESSON_AT)
    end_login(store, second, make.LESSON_AT + logins.KEPT + timedelta(seconds=1))
    assert list(store.scalars(select(EndedLogin.id))) == [second]


def test_a_page_prolongs_the_login_and_a_pull_does_not(nobody, tom):
    """Its answer may come after that of signing out."""
    sign_in(nobody)
    assert "observe=" in str(nobody.get("/teacher/").headers.getlist("Set-Cookie"))
    assert "observe=" not in str(nobody.get("/sync/v1/pull").headers.getlist("Set-Cookie"))


def test_what_the_sign_in_page_wrote_is_not_overwritten_by_what_a_tablet_asked_before(nobody, tom):
    sign_in(nobody)
    nobody.submit("/sign-out")
    for path in ("/sw.js", "/sync/v1/pull"):
        assert "Set-Cookie" not in nobody.get(path).headers


def test_signing_out_is_never_done_by_a_link(nobody):
    assert nobody.get("/sign-out").status_code == 405


def test_a_new_password_ends_older_logins(sqlite_app, store, cast, tom):
    visitor = Visitor(sqlite_app)
    sign_in(visitor)
    set_password(store, tom, "et helt nyt kodeord", clock.now())
    store.commit()
    assert not is_in(visitor)


def test_a_login_of_somebody_who_left_the_roster_for_good_is_nobodys(sqlite_app, cast):
    visitor = Visitor(sqlite_app)
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"] = signed_in_at(make.Person(id=make.uuid7()), make.LESSON_AT)
    assert not is_in(visitor)


def test_the_sixth_guess_waits_and_the_right_password_waits_too(nobody, tom):
    for _guess in range(attempts.LIMITS["pair"]):
        assert sign_in(nobody, password="forkert kodeord").status_code == 422
    answer = sign_in(nobody)
    assert answer.status_code == 429
    assert "Wait 15 min." in answer.text
    assert not is_in(nobody)


def test_a_right_password_in_time_clears_the_guesses_of_this_place(nobody, store, tom):
    for _guess in range(attempts.LIMITS["pair"] - 1):
        sign_in(nobody, password="forkert kodeord")
    sign_in(nobody)
    assert is_in(nobody)
    nobody.submit("/sign-out")
    assert sign_in(nobody, password="forkert kodeord").status_code == 422


def test_waiting_ends_although_one_kept_knocking(store):
    start = make.LESSON_AT
    for minute in range(14):
        guess = attempts.register(store, "secret", "a", "here", start + timedelta(minutes=minute))
        if minute < attempts.LIMITS["pair"]:
            attempts.check(store, guess, start + timedelta(minutes=minute))
        else:
            with pytest.raises(TooManyAttempts):
                attempts.check(store, guess, start + timedelta(minutes=minute))
    after = start + attempts.WINDOW
    attempts.check(store, attempts.register(store, "secret", "a", "here", after), after)


def test_a_stranger_elsewhere_does_not_lock_tom_out(store):
    for _guess in range(attempts.LIMITS["pair"]):
        attempts.register(store, "secret", "tom", "far away", make.LESSON_AT)
    attempts.check(store, attempts.register(store, "secret", "tom", "school", make.LESSON_AT), make.LESSON_AT)


def test_guesses_from_everywhere_at_one_person_are_slowed_down(store):
    for number in range(attempts.LIMITS["email"] + 1):
        guess = attempts.register(store, "secret", "tom", f"place {number}", make.LESSON_AT)
    with pytest.raises(TooManyAttempts):
        attempts.check(store, guess, make.LESSON_AT)


def test_attempts_keep_no_address_and_are_gone_after_a_day(store):
    attempts.register(store, "secret", "tom@example.org", "192.0.2.1", make.LESSON_AT)
    store.flush()
    assert not {"tom@example.org", "192.0.2.1"} & {row.key for row in store.query(SignInAttempt)}
    attempts.register(store, "secret", "pia", "there", make.LESSON_AT + timedelta(days=1, seconds=1))
    assert store.query(SignInAttempt).count() == 3


def test_an_invitation_sets_a_password_once(sqlite_app, store, cast):
    token = invite(store, cast.tara.id, clock.now())
    store.commit()
    tara = Visitor(sqlite_app)
    assert "Welcome, Tara" in tara.get(f"/invitation/{token}").text
    assert tara.submit(f"/invitation/{token}", password="hest lampe tyrkisk peber").location == "/"
    assert is_in(tara)
    assert tara.get(f"/invitation/{token}").status_code == 410
    assert sign_in(Visitor(sqlite_app), "tara@example.org", "hest lampe tyrkisk peber").status_code == 302


@pytest.mark.parametrize("password", ["", "kort", "aaaaaaaaaaaaaaaa", "tara@example.org", "Tara Nygaard", "x" * 201])
def test_a_password_that_is_too_easy_is_asked_for_again(sqlite_app, store, cast, password):
    token = invite(store, cast.tara.id, clock.now())
    store.commit()
    answer = Visitor(sqlite_app).submit(f"/invitation/{token}", password=password)
    assert answer.status_code == 422
    assert Visitor(sqlite_app).get(f"/invitation/{token}").status_code == 200


def test_an_old_link_and_one_that_never_was_and_one_that_was_replaced_say_so(sqlite_app, store, cast):
    old = invite(store, cast.tara.id, clock.now() - timedelta(days=8))
    replaced = invite(store, cast.tara.id, clock.now())
    invite(store, cast.tara.id, clock.now() + timedelta(seconds=-1))
    store.commit()
    for token in (old, replaced, "nonsense"):
        answer = Visitor(sqlite_app).get(f"/invitation/{token}")
        assert answer.status_code == 410
        assert "has been used or is too old" in answer.text
