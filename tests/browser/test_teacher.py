"""The teacher's answer in a real browser: saved while one writes, said when it is not, and sent after signing in."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from observe import clock
from tests import factories as make
from tests.cast import make_cast
from tests.databases import rows_of


@pytest.fixture
def letter(settings, live_server) -> str:
    """The address of Tom's letter on a real server."""
    with rows_of(settings.database_url) as session:
        cast = make_cast(session)
        make.make_account(session, cast.tom)
        at = clock.now() - timedelta(days=1)
        made = make.make_observation(session, cast.olga, cast.tom, cast.sofiendal, cast.section, at=at, shared_at=at)
        session.commit()
        return f"{live_server.url}/teacher/observations/{made.rid}"


@pytest.fixture
def page(chromium, letter):
    """Tom at his letter, on a phone."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="da-DK")
    opened = context.new_page()
    opened.goto(letter)
    sign_in(opened)
    expect(field(opened)).to_be_visible()
    yield opened
    context.close()


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail").fill("tom@example.org")
    page.get_by_label("Adgangskode").fill(make.PASSWORD)
    page.get_by_role("button", name="Log ind").click()


def field(page: Page):
    return page.get_by_role("textbox", name="Kun Olga og skolelederen kan læse det")


def test_what_is_written_is_saved_without_a_tap(page):
    # At one blow: of words typed slowly the first half would be saved, and said to be.
    field(page).fill("Rigtigt set.")
    expect(page.get_by_role("status")).to_contain_text("Gemt kl.")
    page.reload()
    expect(field(page)).to_have_value("Rigtigt set.")


def test_a_server_that_does_not_answer_is_said_and_the_words_stay(page, live_server):
    live_server.kill()
    field(page).press_sequentially("Rigtigt set.")
    expect(page.get_by_role("status")).to_contain_text("Ikke gemt lige nu.")
    expect(field(page)).to_have_value("Rigtigt set.")


def test_words_written_after_the_login_ended_are_sent_after_signing_in(page):
    page.context.clear_cookies(name="observe")
    field(page).press_sequentially("Rigtigt set.")
    expect(page.get_by_role("status")).to_contain_text("Ikke gemt lige nu.")
    page.get_by_role("button", name="Send svar").click()
    expect(page.get_by_text("Det, du skrev, er her på siden.")).to_be_visible()
    sign_in(page)
    expect(page.get_by_role("textbox", name="Det, du skrev")).to_have_value("Rigtigt set.")
    page.get_by_role("button", name="Send det").click()
    expect(page.get_by_text("Dit svar er sendt.")).to_be_visible()
    expect(page.locator(".reply .said")).to_have_text("Rigtigt set.")


def test_it_is_read_and_answered_without_a_script(chromium, letter):
    context = chromium.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    page.goto(letter)
    sign_in(page)
    field(page).fill("Uden script.")
    page.get_by_role("button", name="Gem kladde").click()
    expect(field(page)).to_have_value("Uden script.")
    page.get_by_role("button", name="Jeg har læst det").click()
    page.get_by_role("button", name="Send svar").click()
    expect(page.get_by_text("Dit svar er sendt.")).to_be_visible()
    context.close()
