"""axe finds nothing where something else than a visit is noted or shown: walkthroughs, pupils, tools, own ratings."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from observe import clock
from observe.models.people import Person
from observe.models.schools import Municipality, School
from observe.models.voices import pack_voice
from tests import factories as make
from tests.browser.looking import look, look_at, reader
from tests.browser.notebook import OlgasNotebook, choose
from tests.browser.school_day import open_school
from tests.databases import rows_of

LANGUAGES = ("da", "en")
VOICE = {"set": 1, "n": 5, "counts": [[3, 1, 1], [1, 4, 0], [2, 2, 1]]}


@pytest.fixture
def school(settings, live_server) -> str:
    """The address of a school whose people have not done anything yet."""
    open_school(settings)
    return live_server.url


def fill(settings) -> None:
    """Six walkthroughs by Olga, and ten lessons of as many teachers in which she and Pia asked pupils."""
    with rows_of(settings.database_url) as store:
        people = {person.given_name.lower(): person for person in store.scalars(select(Person))}
        school = store.scalars(select(School).where(School.name == "Sofiendalskolen")).one()
        home, at = store.scalars(select(Municipality)).one(), clock.now() - timedelta(days=2)
        for _ in range(6):
            make.make_observation(store, people["olga"], None, school, at=at, kind="walkthrough", is_practice=False)
        for number in range(10):
            teacher = make.make_person(store, home, f"Åse Kjærgaard-Thorhauge {number}")
            make.appoint(store, teacher, "teacher", school)
            author = people["olga" if number % 2 else "pia"]
            seen = make.make_observation(store, author, teacher, school, at=at, shared_at=at)
            seen.pupil_voice = pack_voice(VOICE)
        store.commit()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_beside_the_patterns_of_visits(chromium, school, settings, language):
    pia = reader(chromium, school, language, "pia")
    found = look_at(pia, school, ("/leadership/other",))
    expect(pia.locator("main table")).to_have_count(0)
    fill(settings)
    found += look_at(pia, school, ("/leadership/other",))
    expect(pia.locator("main table")).to_have_count(4)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_own_rating_from_its_form_to_its_reader(chromium, school, language):
    tom = reader(chromium, school, language, "tom")
    tom.goto(f"{school}/teacher/self")
    tom.locator("main form button").click()
    found = look(tom, "the form of an own rating")
    tom.locator("[name=act][value=done]").click()
    expect(tom.locator("[role=alert]").first).to_be_visible()
    found += look(tom, "an own rating without a level")
    tom.locator("#note").fill("Pauserne hjalp.")
    tom.locator("[name=act][value=done]").click()
    found += look(tom, "an own rating that only its author reads")
    tom.locator("[name=act][value=share]").first.click()
    found += look(tom, "an own rating that is shared")
    found += look_at(tom, school, ("/teacher/self",))
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notebook_of_a_walkthrough(chromium, school, language):
    olga = OlgasNotebook(chromium, school)
    olga.go("#/new", language)
    page = olga.page
    choose(page.locator("[name=kind][value=walkthrough]"))
    found = look(page, "beginning a walkthrough")
    page.locator("[data-slot=start]").click()
    expect(page).to_have_url(re.compile("#/visit/"))
    found += look(page, "a walkthrough")
    page.goto(page.url.replace("visit", "finish"))
    expect(page.locator(".actions button[type=submit]")).to_be_visible()
    found += look(page, "the end of a walkthrough")
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tools_and_the_pupils_of_a_visit(chromium, school, language):
    olga = OlgasNotebook(chromium, school)
    olga.begin_visit()
    address, page = f"#{olga.page.url.split('#')[1]}", olga.page
    olga.go(address, language)
    choose(page.locator("input[value=counted]"))
    tools = page.locator("[data-slot=tools]")
    tools.locator("[data-slot=tally]").click()
    tools.locator("[data-slot=more]").click()
    found = look(page, "a tally")
    tools.locator("[data-slot=put-away]").click()
    tools.locator("[data-slot=intervals]").click()
    found += look(page, "a timer before it begins")
    tools.locator("[data-slot=begin]").click()
    found += look(page, "a timer that runs")
    olga.go(address.replace("visit", "pupils"), language)
    found += look(page, "before seats are drawn")
    page.locator("[data-slot=room] button").click()
    expect(page.locator("[data-slot=asking]")).to_be_visible()
    found += look(page, "a pupil is asked")
    assert found == []
