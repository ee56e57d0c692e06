"""Every screen of the notebook, in both languages and three sizes: axe finds nothing, nothing scrolls sideways."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.looking import BY_AXE
from tests.browser.notebook import OlgasNotebook, choose
from tests.browser.school_day import open_school

SIZES = {"tablet": (820, 1180), "across": (1180, 820), "phone": (390, 844)}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALLEST_TOUCH = 44
# Controls that a finger meets, without links inside a sentence and without what is only for readers.
SMALL = """() => [...document.querySelectorAll('button, .button, .chip, .pick, .pull, .level-choice, .form-input')]
  .filter((one) => one.checkVisibility() && !one.matches('p .link, p > .link, .sr-only *'))
  .filter((one) => one.getBoundingClientRect().height < %d)
  .map((one) => one.outerHTML.slice(0, 120))"""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LONG_NAME = "Anne-Sophie Kjærgaard-Thorhauge Østergaard-Villadsen"


@pytest.fixture
def olga(chromium, live_server, settings) -> Iterator[OlgasNotebook]:
    open_school(settings)
    notebook = OlgasNotebook(chromium, live_server.url)
    notebook.sees("Kladder")
    yield notebook
    notebook.context.close()


def inspect(page: Page, where: str) -> None:
    """In each size nothing scrolls sideways and no control is too small for a finger; axe as looking.py has it."""
    size_for_axe, options = BY_AXE[page.locator("html").get_attribute("lang")]
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert not page.evaluate(TOO_WIDE), f"{where} scrolls sideways on a {size}"
        assert page.evaluate(SMALL % SMALLEST_TOUCH) == [], f"{where} on a {size}"
        if width == size_for_axe["width"]:
            found = Axe().run(page, options=options | RULES)
            assert found.violations_count == 0, f"{where} on a {size}: {found.generate_report()}"
    page.set_viewport_size({"width": 820, "height": 1180})


def drafted(olga: OlgasNotebook) -> str:
    """A visit to somebody with a long name, with a note that the linter asks about; its record id."""
    olga.page.get_by_role("link", name="Ny observation").click()
    olga.page.get_by_label("Søg blandt").fill(LONG_NAME)
    choose(olga.page.get_by_role("radio", name=LONG_NAME))
    olga.page.get_by_label("Klasse eller hold").fill("4.b dansk/understøttende undervisning")
    olga.page.get_by_role("button", name="Start nu").click()
    olga.note("Gode spørgsmål, og Emil svarer altid.")
    choose(olga.page.get_by_role("radio", name="Vurderinger"))
    choose(olga.page.locator(".rating").first.get_by_role("radio").nth(2))
    olga.sees("Gemt på tabletten")
    return olga.page.url.rsplit("/", 1)[1]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_screen_in_its_states(olga, language):
    page = olga.page
    for address in ("#/", "#/new", "#/outbox", "#/notice", "#/sign-out"):
        olga.go(address, language)
        expect(page.locator("h1")).to_be_visible()
        inspect(page, f"{address} empty")
    olga.go("#/", "da")
    rid = drafted(olga)
    for address in ("#/", f"#/visit/{rid}", f"#/finish/{rid}", f"#/teacher/{rid}"):
        olga.go(address, language)
        expect(page.locator("h1")).to_be_visible()
        inspect(page, f"{address} full")


def test_visit_with_everything_open(olga):
    page = olga.page
    drafted(olga)
    page.locator(".rating .more summary").first.click()
    page.get_by_text("Ret fokus").click()
    inspect(page, "ratings opened")
    choose(page.get_by_role("radio", name="Iagttagelser"))
    page.get_by_role("button", name="Ret iagttagelsen fra").click()
    inspect(page, "a note being edited")
    page.get_by_role("button", name="Slet iagttagelsen").click()
    inspect(page, "a note to be put back")


def test_sent_missing_offline_and_locked(olga):
    page = olga.page
    drafted(olga)
    page.get_by_role("link", name="Afslut").click()
    page.get_by_role("button", name="Færdig").click()
    inspect(page, "what is missing")
    olga.context.set_offline(True)
    page.get_by_label("Sig det med noget, du så eller hørte").fill("Tre svarede.")
    page.get_by_label("Noget, du gerne vil forstå").fill("Hvem taler?")
    olga.done()
    olga.sees("Ingen forbindelse. Du kan arbejde videre.")
    inspect(page, "home offline")
    olga.open_record(LONG_NAME)
    page.get_by_role("button", name="Forkert lærer").click()
    inspect(page, "a record being asked about")
    page.get_by_role("link", name="Udbakke").click()
    inspect(page, "outbox offline")
    page.get_by_role("link", name="Olga").click()
    page.get_by_role("button", name="Log ud").click()
    page.get_by_role("button", name="Log ud alligevel").click()
    olga.sees_heading("Notesbogen er låst")
    inspect(page, "locked")
