"""Chromium and Firefox as tablets, both by Playwright: the system's browsers, not a download."""

from pathlib import Path

from playwright.sync_api import BrowserType, Error, Locator, Playwright

from tests.browser.driver import PATIENCE_S, Tablet
from tests.browser.engines import CHROMIUM_ARGUMENTS, find_chromium, find_firefox

ROLES = ("button", "link", "tab", "radio", "checkbox", "option")


class PlaywrightTablet(Tablet):
    def __init__(self, playwright: Playwright, folder: Path, **size: int) -> None:
        self.playwright = playwright
        super().__init__(folder, **size)

    def _browser(self) -> tuple[BrowserType, dict[str, object]]:
        raise NotImplementedError

    def start(self) -> None:
        browser, options = self._browser()
        self.context = browser.launch_persistent_context(
            self.folder, viewport={"width": self.width, "height": self.height}, **options
        )
        self.context.set_default_timeout(PATIENCE_S * 1000)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()

    def stop(self) -> None:
        try:
            self.context.close()
        except Error:
            # A killed browser cannot close its windows; there is nothing left to tidy.
            return

    def open(self, address: str) -> None:
        try:
            self.page.goto(address, wait_until="domcontentloaded")
        except Error as other:
            # The page was just leaving by itself, after a redirect or a change of hands.
            if "interrupted by another navigation" not in str(other):
                raise
            self.page.goto(address, wait_until="domcontentloaded")

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).and_(self.page.locator(":is(input, textarea, select):visible")).first.fill(text)

    def press(self, name: str) -> None:
        """The first visible control of this exact name, else the first whose name contains it."""
        containing = self._named(name, exact=False)
        # Before the screen is drawn neither is there, and the exact name would not win.
        containing.first.wait_for()
        exactly = self._named(name, exact=True)
        (exactly if exactly.count() else containing).first.click()

    def _named(self, name: str, exact: bool) -> Locator:
        found = self.page.get_by_role(ROLES[0], name=name, exact=exact)
        for role in ROLES[1:]:
            found = found.or_(self.page.get_by_role(role, name=name, exact=exact))
        return found.filter(visible=True)

    def evaluate(self, script: str) -> object:
        return self.page.evaluate(script)


class ChromiumTablet(PlaywrightTablet):
    engine = "chromium"

    def _browser(self) -> tuple[BrowserType, dict[str, object]]:
        return self.playwright.chromium, {"executable_path": find_chromium(), "args": list(CHROMIUM_ARGUMENTS)}


class FirefoxTablet(PlaywrightTablet):
    engine = "firefox"

    def _browser(self) -> tuple[BrowserType, dict[str, object]]:
        # The channel makes Playwright speak WebDriver BiDi, which an unpatched Firefox understands.
        return self.playwright.firefox, {"executable_path": find_firefox(), "channel": "moz-firefox"}
