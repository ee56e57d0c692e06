"""axe finds nothing, nothing is wider than its screen: each page, Danish and English, full, empty, refused, offline."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe import clock
from observe.cli.refresh import refresh
from observe.models.observations import Observation
from observe.models.people import Person
from observe.models.schools import Municipality, School, Section
from tests import factories as make
from tests.browser.looking import look, look_at, reader
from tests.browser.notebook import OlgasNotebook, choose
from tests.browser.school_day import open_school
from tests.databases import rows_of
from tests.releases_across import past_term, schools_that_released

LANGUAGES = ("da", "en")
# What the shell says until the first screen is drawn.
OPENING = ".opening > [data-slot=opening]"
STRANGERS = ("/sign-in", "/notice", "/was", "/offline/da", "/offline/en")


@pytest.fixture
def school(settings, live_server) -> str:
    """The address of a school whose people have not done anything yet."""
    open_school(settings)
    return live_server.url


@pytest.fixture
def observed(school, settings) -> tuple[str, str]:
    """The address of a school with visits, and the rid of one that Tom can read and Lena only knows of."""
    with rows_of(settings.database_url) as store:
        rid = str(visits(store).rid)
        store.commit()
    return school, rid


def visits(store: Session) -> Observation:
    """Eight teachers visited by two observers, one with a long name; then Olga's visit to Tom, shared with him."""
    people = {person.given_name.lower(): person for person in store.scalars(select(Person))}
    school = store.scalars(select(School).where(School.name == "Sofiendalskolen")).one()
    names = ("Anne-Sophie Kjærgaard-Thorhauge", "Åse Holm", "Ib Holm", "Bo Holm", "Eva Holm", "Nis Holm", "Pil Holm")
    home = store.scalars(select(Municipality)).one()
    at = clock.now() - timedelta(days=3)
    for number, name in enumerate(names):
        teacher = make.make_person(store, home, name)
        make.appoint(store, teacher, "teacher", school)
        author = people["olga" if number % 2 else "pia"]
        make.make_observation(store, author, teacher, school, at=at, shared_at=at)
    waiting = {"at": at, "also_present": [{"id": None, "name": "Nadia Rahimi"}], "broken_off": True}
    make.make_observation(store, people["olga"], people["tara"], school, **waiting)
    section = store.scalars(select(Section)).one()
    return make.make_observation(store, people["olga"], people["tom"], school, section, at=at, shared_at=at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_strangers(chromium, school, language):
    assert look_at(reader(chromium, school, language), school, STRANGERS) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_rooms(chromium, school, language):
    pia = reader(chromium, school, language, "pia")
    tom = reader(chromium, school, language, "tom")
    ana = reader(chromium, school, language, "ana")
    assert look_at(pia, school, ("/leadership/", "/leadership/patterns", "/leadership/agreement", "/notice")) == []
    assert look_at(tom, school, ("/teacher/", "/teacher/self")) == []
    assert look_at(ana, school, ("/", "/administration/patterns")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_rooms_of_leaders(chromium, observed, language):
    school, rid = observed
    pia = reader(chromium, school, language, "pia")
    drilled = ("voices", "participation", "voices/evidence")
    pages = ("/leadership/", "/leadership/patterns", f"/leadership/observations/{rid}", "/leadership/planner")
    assert look_at(pia, school, pages) == []
    assert look_at(pia, school, tuple(f"/leadership/patterns/{code}" for code in drilled)) == []
    assert look_at(pia, school, ("/leadership/calibration/", "/leadership/calibration/fractions")) == []
    pia.locator("form.stack button[type=submit]").click()
    found = look(pia, "a case with levels missing")
    for levels in pia.locator(".rating").all():
        choose(levels.locator("input").nth(1))
    pia.locator("form.stack button[type=submit]").click()
    assert found + look(pia, "a case beside its reference") == []
    assert look_at(reader(chromium, school, language, "lena"), school, ("/leadership/patterns",)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_room_of_the_teacher(chromium, observed, language):
    school, rid = observed
    letter = f"/teacher/observations/{rid}"
    tom = reader(chromium, school, language, "tom")
    assert look_at(tom, school, ("/teacher/", letter, f"{letter}/correction")) == []
    tom.goto(f"{school}{letter}")
    for summary in tom.locator(".judged summary").all():
        summary.click()
    tom.locator("#reply button[formaction]").click()
    assert look(tom, "read, with the levels around open") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_across_schools(chromium, school, settings, language):
    with rows_of(settings.database_url) as store:
        home, by = store.scalars(select(Municipality)).one(), store.scalars(select(Person)).first()
        term = past_term(store, home, clock.now().date())
        schools_that_released(store, home, term, by, 6, clock.now())
        store.commit()
        refresh(store, clock.now())
    ana = reader(chromium, school, language, "ana")
    assert look_at(ana, school, ("/administration/patterns", "/administration/patterns/schools")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_say_no(chromium, observed, language):
    school, rid = observed
    lena = reader(chromium, school, language, "lena")
    assert look_at(lena, school, ("/nowhere", f"/leadership/observations/{rid}", "/invitation/used-long-ago")) == []
    nobody = reader(chromium, school, language)
    nobody.goto(f"{school}/sign-in")
    nobody.locator("#email").fill("olga@example.org")
    nobody.locator("#password").fill("not her password")
    nobody.locator("form button[type=submit]").first.click()
    assert look(nobody, "wrong password") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_stale_form_keeps_what_was_written(chromium, observed, language):
    school, rid = observed
    tom = reader(chromium, school, language, "tom")
    tom.goto(f"{school}/teacher/observations/{rid}")
    tom.locator("#text").fill("Det er rigtigt set.")
    tom.evaluate("document.querySelector('#reply [name=csrf_token]').value = 'old'")
    tom.locator("#reply button[value=send]").click()
    assert look(tom, "stale form") == []
    assert "Det er rigtigt set." in tom.content()


def test_the_notebook_in_english_from_ratings_to_a_record(chromium, school):
    """In Danish, and every other screen in both languages: test_notebook_access.py."""
    olga = OlgasNotebook(chromium, school)
    olga.begin_visit()
    visit = hash_of(olga)
    olga.go(visit, "en")
    page = olga.page
    choose(page.locator("[name=pane][value=ratings]"))
    choose(page.locator(".level-choice input").nth(1))
    page.locator(".rating summary").first.click()
    found = look(page, "rated without a note, all descriptors open")
    olga.go(visit.replace("visit", "finish"), "en")
    page.locator(".actions button[type=submit]").click()
    found += look(page, "finish with parts missing")
    olga.go(visit.replace("visit", "finish"))
    olga.finish_here()
    olga.open_record("Tom Bjerregaard Holm")
    assert found + screens(olga, "en", ("#/", "#/outbox", hash_of(olga))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_offline(chromium, school, language):
    olga = OlgasNotebook(chromium, school)
    olga.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    olga.context.set_offline(True)
    found = screens(olga, language, ("#/", "#/new", "#/outbox"))
    olga.page.goto(f"{school}/leadership/")
    assert found + look(olga.page, "an online page without a network") == []


def screens(olga: OlgasNotebook, language: str, addresses: tuple[str, ...]) -> list[str]:
    """The faults of screens of the notebook."""
    found = []
    for address in addresses:
        olga.go(address, language)
        expect(olga.page.locator(OPENING)).to_have_count(0)
        found += look(olga.page, f"notebook {address}")
    return found


def hash_of(olga: OlgasNotebook) -> str:
    """The address of the screen that is open, from its # on."""
    return f"#{olga.page.url.split('#')[1]}"
