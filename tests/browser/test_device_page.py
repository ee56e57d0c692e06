"""What the tablet tells of itself: how much is only here and since when, a wrong clock, one text for whoever helps."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.notebook import OlgasNotebook
from tests.browser.school_day import open_school

SEEN = "Ni elever får ordet."
SLOW = "const now = Date.now; Date.now = () => now() - 47.5 * 60_000;"


@pytest.fixture
def notebook(chromium, live_server, settings) -> Iterator[Callable[..., OlgasNotebook]]:
    """``notebook(**how)``: a school with Olga's notebook open."""
    open_school(settings)
    made = []

    def open_it(**how: object) -> OlgasNotebook:
        made.append(OlgasNotebook(chromium, live_server.url, **how))
        return made[-1]

    yield open_it
    for one in made:
        one.context.close()


def test_what_is_only_here_is_told_with_its_age_on_every_screen_and_on_online_pages(notebook):
    olga = notebook()
    olga.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    olga.context.route("**/sync/**", lambda route: route.abort())
    olga.begin_visit()
    olga.note(SEEN)
    olga.finish()
    told = re.compile(r"1 observation er kun på denne tablet, \d+ minut(ter)? gammel")
    olga.go("#/new")
    expect(olga.page.get_by_text(told)).to_be_visible()
    assert look(olga.page, "a new visit with something unsent") == []
    olga.page.goto(f"{olga.url}/leadership/")
    expect(olga.page.get_by_text(told)).to_be_visible()
    assert look(olga.page, "the overview with something unsent") == []
    olga.page.get_by_role("link", name=told).click()
    olga.sees_heading("Udbakke")


def test_device_page_tells_what_the_tablet_can_do_and_names_nobody_in_its_text_for_helpers(notebook):
    olga = notebook()
    olga.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    olga.begin_visit()
    olga.note(SEEN)
    olga.go("#/device")
    expect(olga.page.get_by_text("4 MB skrevet og læst igen")).to_be_visible()
    expect(olga.page.get_by_text("Ja, alle")).to_be_visible()
    assert look(olga.page, "the device page") == []
    text = olga.page.get_by_role("textbox", name="Til den, der hjælper dig").input_value()
    for said in ("Kladder: 1", "Kun på denne tablet: 0", "Udgave: ", "Ur: ", "browser: "):
        assert said in text
    for kept_back in ("Olga", "Tom", "Sofiendal", SEEN):
        assert kept_back not in text


def test_wrong_clock_is_told_before_an_observation_gets_the_wrong_time(notebook):
    olga = notebook(before=SLOW)
    expect(olga.page.get_by_text("Tablettens ur går 47 minutter bagud.")).to_be_visible()
