"""The run chart of an indicator where it is wider than its place: it says so, keys move it, and the page stays."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from observe.models.people import Person
from observe.models.schools import School
from tests import factories as make
from tests.browser.looking import PHONE, look, reader
from tests.browser.school_day import open_school
from tests.databases import rows_of
from tests.web.school_year import at

N_WEEKS = 11
# The chart glides after the keys.
MOST_PRESSES = 400
# How much of the chart is left to the right of its place, in pixels.
LEFT = "region => Math.round(region.scrollWidth - region.clientWidth - region.scrollLeft)"


@pytest.fixture
def school(settings, live_server) -> str:
    """The address of a school whose ratings of one indicator lie in eleven weeks."""
    open_school(settings)
    with rows_of(settings.database_url) as store:
        people = {person.given_name.lower(): person for person in store.scalars(select(Person))}
        school = store.scalars(select(School).where(School.name == "Sofiendalskolen")).one()
        for week in range(N_WEEKS):
            moment = at(1 + 7 * week)
            ratings = {"voices": {"level": 2 + week % 2}}
            given = {"at": moment, "shared_at": moment, "ratings": ratings}
            make.make_observation(store, people["olga"], people["tom"], school, **given)
        store.commit()
    return live_server.url


def test_paper_says_what_was_chosen_and_offers_no_choice(chromium, school):
    pia = reader(chromium, school, "da", "pia")
    pia.goto(f"{school}/leadership/patterns/voices")
    pia.emulate_media(media="print")
    expect(pia.locator("summary").get_by_text("Hele skolen", exact=True)).to_be_visible()
    expect(pia.locator("summary").get_by_text("Afgræns")).to_be_hidden()
    expect(pia.locator(".chip", has_text="Mine egne besøg")).to_be_hidden()


def test_on_a_phone_the_filters_are_folded_and_opened_by_a_key(chromium, school):
    pia = reader(chromium, school, "da", "pia")
    pia.goto(f"{school}/leadership/patterns/voices")
    own = pia.get_by_role("link", name="Mine egne besøg")
    expect(own).to_be_visible()
    pia.set_viewport_size(PHONE)
    expect(own).to_be_hidden()
    pia.locator("summary", has_text="Afgræns").press("Enter")
    own.press("Enter")
    expect(pia.locator("summary").get_by_text("Mine egne besøg", exact=True)).to_be_visible()
    expect(own).to_be_focused()


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_chart_wider_than_its_place_is_reached_and_moved_by_keys(chromium, school, language):
    pia = reader(chromium, school, language, "pia")
    pia.goto(f"{school}/leadership/patterns/voices")
    assert look(pia, "an indicator with a chart") == []
    pia.set_viewport_size(PHONE)
    region = pia.locator(".run-wrap")
    expect(region).to_have_role("region")
    expect(region).to_have_accessible_name(re.compile("Uge for uge: " if language == "da" else "Week by week: "))
    expect(region.locator("svg")).to_have_count(N_WEEKS)
    assert region.evaluate(LEFT) > 100
    region.focus()
    scale = region.locator(".run__side").first
    before = scale.bounding_box()["x"]
    for _ in range(MOST_PRESSES):
        pia.keyboard.press("ArrowRight")
        if region.evaluate(LEFT) < 2:
            break
    assert region.evaluate(LEFT) < 2
    assert scale.bounding_box()["x"] == before
