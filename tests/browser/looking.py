"""A page under a demanding eye: axe finds nothing, and nothing is wider than the screen of a tablet or a phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.driver import PATIENCE_S
from tests.factories import PASSWORD

TABLET, PHONE = SIZES = ({"width": 820, "height": 1180}, {"width": 390, "height": 844})
# What is wrong is all that is asked for: telling what is right takes axe longer than looking.
FAULTS = {"resultTypes": ["violations"]}
BUT_COLOURS = FAULTS | {"rules": {"color-contrast": {"enabled": False}}}
# Each page is looked at in both languages, in each at one size: the elements are the same. Colours change with neither,
# and looking at them is half of what axe does.
BY_AXE = {"da": (TABLET, FAULTS), "en": (PHONE, BUT_COLOURS)}
# Half a pixel of rounding at a device's edge pushes nothing.
WIDER = "document.documentElement.scrollWidth - window.innerWidth"


def reader(chromium: Browser, url: str, language: str, name: str = "") -> Page:
    """A page in this language; signed in through the door when a name of the cast is given."""
    context = chromium.new_context(viewport=TABLET, locale="da-DK")
    context.set_default_timeout(PATIENCE_S * 1000)
    context.add_cookies([{"name": "language", "value": language, "url": url}])
    page = context.new_page()
    if name:
        page.goto(f"{url}/sign-in")
        page.locator("#email").fill(f"{name}@example.org")
        page.locator("#password").fill(PASSWORD)
        page.locator("form button[type=submit]").first.click()
        expect(page.locator("#email")).to_have_count(0)
    return page


def look(page: Page, where: str) -> list[str]:
    """What is wrong with the page as it stands, a line each; empty when nothing is."""
    page.wait_for_load_state()
    expect(page.locator("h1:visible").first).to_be_visible()
    found = []
    size_for_axe, options = BY_AXE[page.locator("html").get_attribute("lang")]
    for size in SIZES:
        page.set_viewport_size(size)
        place = f"{where} at {size['width']}"
        if page.evaluate(WIDER) > 1:
            found.append(f"{place}: wider than the screen")
        if size is size_for_axe:
            for fault in Axe().run(page, options=options).response["violations"]:
                targets = [node["target"] for node in fault["nodes"]]
                found.append(f"{place}: {fault['id']}, {fault['help']}: {targets}")
    page.set_viewport_size(TABLET)
    return found


def look_at(page: Page, url: str, paths: tuple[str, ...]) -> list[str]:
    """The faults of these addresses, one after the other."""
    found = []
    for path in paths:
        page.goto(f"{url}{path}")
        found += look(page, path)
    return found
