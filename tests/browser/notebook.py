"""Olga with her notebook in a Chromium page: what she does, by the words she reads."""

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.driver import PATIENCE_S
from tests.factories import PASSWORD

TABLET = {"width": 820, "height": 1180}
ADDRESSES = {"da": "/capture", "en": "/capture/en"}


def choose(control: Locator) -> None:
    """Check a radio button or a box once it stands still.

    It lies hidden under its label, so that Playwright has to be forced; and then it taps where the control was, even
    while the page is still gliding to another place.
    """
    control.scroll_into_view_if_needed()
    control.check(force=True)


class OlgasNotebook:
    """Signed in once through the door; ``page`` is Playwright's."""

    def __init__(
        self, browser: Browser, url: str, size: dict[str, int] = TABLET, before: str = "", name: str = "olga"
    ) -> None:
        """``before`` is JavaScript that runs before any page's own; ``name`` of the cast, where it is not Olga's."""
        self.url = url
        self.context: BrowserContext = browser.new_context(viewport=size, locale="da-DK")
        self.context.set_default_timeout(PATIENCE_S * 1000)
        if before:
            self.context.add_init_script(before)
        self.page: Page = self.context.new_page()
        self.page.goto(f"{url}/sign-in")
        self.page.get_by_label("E-mail").fill(f"{name}@example.org")
        self.page.get_by_label("Adgangskode").fill(PASSWORD)
        self.page.get_by_role("button", name="Log ind").click()
        # The page of the form has a heading too, and leaving it now would take the sign-in back.
        expect(self.page.locator("#email")).to_have_count(0)
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def go(self, address: str = "#/", language: str = "da") -> None:
        """To a screen by its address, loading the page anew; in this language, as by the link on a page of ours."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}{ADDRESSES[language]}{address}", referer=f"{self.url}/")
        expect(self.page.locator(f"html[lang={language}] h1[tabindex]").first).to_be_visible()

    def begin_practice(self) -> None:
        self.page.get_by_role("button", name="Prøv en øvelse").click()
        self.sees_heading("Kim Eksempel")

    def begin_visit(self, name: str = "Tom Bjerregaard Holm") -> None:
        self.page.get_by_role("link", name="Ny observation").click()
        self.sees_heading("Hvem besøger du?")
        self.page.get_by_label("Søg blandt").fill(name)
        choose(self.page.get_by_role("radio", name=name))
        self.page.get_by_role("button", name="Start nu").click()
        self.sees_heading(name)

    def note(self, text: str) -> None:
        self.page.get_by_label("Ny iagttagelse").fill(text)
        self.page.get_by_role("button", name="Gem", exact=True).click()
        expect(self.page.locator(".note").filter(has_text=text)).to_be_visible()
        expect(self.page.locator(".visit__saved")).to_contain_text("Gemt")

    def finish(self, share: str = "Med det samme") -> None:
        self.page.get_by_role("link", name="Afslut").click()
        self.finish_here(share)

    def finish_here(self, share: str = "Med det samme") -> None:
        self.page.get_by_label("Sig det med noget, du så eller hørte").fill("Tre nye elever svarede.")
        self.page.get_by_label("Noget, du gerne vil forstå").fill("Hvad tænker du om de 13?")
        choose(self.page.get_by_role("radio", name=share))
        self.done()

    def done(self) -> None:
        """The word alone stands on the page of the finish too ("får den senest"): leaving there would undo the end."""
        self.page.get_by_role("button", name="Færdig").click()
        expect(self.page.get_by_role("heading", name="Senest", exact=True)).to_be_visible()

    def open_record(self, name: str) -> None:
        self.page.locator(".entry").filter(has_text=name).get_by_role("link").first.click()
        self.sees_heading(name)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def sees_heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1, name=text)).to_be_visible()
