"""axe finds nothing on the way of a release: before it, made, opened to staff and administration, and read by each."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from observe import clock
from observe.models.people import Person
from observe.models.schools import Municipality, School
from tests import factories as make
from tests.browser.looking import look, look_at, reader
from tests.browser.school_day import open_school
from tests.databases import rows_of
from tests.releases_across import past_term
from tests.web.school_year import at

LANGUAGES = ("da", "en")
OVERLAPS = """[...document.querySelectorAll('.patterns tbody tr:not(.patterns__domain)')].filter((row) => {
  const [bar, words] = ['bar', 'words'].map((part) => row.querySelector(`.patterns__${part}`).getBoundingClientRect());
  return bar.height && words.height && bar.top < words.bottom && bar.left < words.right;
}).length"""


@pytest.fixture
def school(settings, live_server) -> str:
    """The address of a school with a term that is over, in which seven teachers were visited by two observers."""
    open_school(settings)
    with rows_of(settings.database_url) as store:
        visits_of_a_past_term(store)
        store.commit()
    return live_server.url


def visits_of_a_past_term(store: Session) -> None:
    people = {person.given_name.lower(): person for person in store.scalars(select(Person))}
    school = store.scalars(select(School).where(School.name == "Sofiendalskolen")).one()
    home = store.scalars(select(Municipality)).one()
    past_term(store, home, clock.now().date())
    for name in ("Åse", "Ib", "Bo", "Eva", "Nis", "Pil", "Ove"):
        teacher = make.make_person(store, home, f"{name} Kjærgaard-Thorhauge")
        make.appoint(store, teacher, "teacher", school)
        for days in range(50, 53):
            ratings = {"voices": {"level": 1 + days % 3}, "questions": {"level": 3}}
            if name == "Ib":
                ratings["calm"] = {"level": 2}
            given = {"at": at(days), "shared_at": at(days), "ratings": ratings}
            make.make_observation(store, people["olga" if days % 2 else "pia"], teacher, school, **given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_from_its_proposal_to_its_last_reader(chromium, school, language):
    pia, tom, ana = (reader(chromium, school, language, name) for name in ("pia", "tom", "ana"))
    found = look_at(tom, school, ("/teacher/patterns",)) + look_at(ana, school, ("/administration/releases",))
    found += look_at(pia, school, ("/leadership/releases",))
    follow(pia, "a[href*='/releases/schools/']")
    found += look(pia, "before it is released")
    pia.locator("form[action='/releases/'] button").click()
    found += look(pia, "a release")
    assert overlaps_on_paper(pia) == 0
    for audience in ("staff", "administration"):
        follow(pia, f"a[href$='/openings/{audience}']")
        found += look(pia, f"before it is opened to the {audience}")
        pia.locator("form[action*='/openings/'] button").click()
    found += look_at(pia, school, ("/leadership/releases",))
    for page, listed in ((tom, "/teacher/patterns"), (ana, "/administration/releases")):
        found += look_at(page, school, (listed,))
        follow(page, "main .entry a")
        open_all(page)
        found += look(page, f"a release, found at {listed}")
    assert found == []


def follow(page: Page, link: str) -> None:
    page.locator(link).first.click()
    page.wait_for_load_state()


def overlaps_on_paper(page: Page) -> int:
    """In how many rows the words lie on the drawing when it is printed on A4 lying down; no button is printed."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 700})
    expect(page.locator("#take")).to_be_hidden()
    overlaps = page.evaluate(OVERLAPS)
    page.emulate_media(media="screen")
    return overlaps


def open_all(page: Page) -> None:
    """Every reason for a dash."""
    summaries = page.locator("main details:not(.fold) > summary")
    assert summaries.count() > 0
    for summary in summaries.all():
        summary.click()
