"""WebKit as a tablet: our small browser (webkit_browser.py), driven by WebKitWebDriver through Selenium."""

import os
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import JavascriptException, WebDriverException
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import HTTPError

from tests.browser.driver import PATIENCE_S, Tablet
from tests.browser.engines import find_webkit_driver, webkit_browser

# Finds a visible control by the name that a screen reader would say; an exact name wins over a part of one.
FIND = """
const [selector, wanted] = arguments;
const squeeze = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
const byId = (ids) => (ids ?? '').split(' ').map((id) => document.getElementById(id)?.innerText).join(' ');
const nameOf = (one) => squeeze(one.getAttribute('aria-label') || byId(one.getAttribute('aria-labelledby'))
  || [...(one.labels ?? [])].map((label) => label.innerText).join(' ') || one.innerText || one.value);
const shown = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()
  || [...(one.labels ?? [])].some((label) => label.checkVisibility()));
return shown.find((one) => nameOf(one) === wanted) ?? shown.find((one) => nameOf(one).includes(wanted)) ?? null;
"""
FIELDS = "input, textarea, select"
CONTROLS = "button, a[href], summary, input, [role=tab], [role=radio], [role=checkbox], [role=option], [role=button]"
AWAIT = """
const done = arguments[arguments.length - 1];
Promise.resolve(SCRIPT).then((value) => done([true, value]), (fault) => done([false, String(fault)]));
"""
# Drawing on a virtual screen without a graphics card.
NO_GRAPHICS_CARD = {"WEBKIT_DISABLE_DMABUF_RENDERER": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}


class WebKitTablet(Tablet):
    engine = "webkit"

    def __init__(self, display: str, folder: Path, **size: int) -> None:
        self.display = display
        super().__init__(folder, **size)

    def start(self) -> None:
        options = Options()
        options.binary_location = webkit_browser()
        options.add_argument(str(self.folder))
        service = Service(find_webkit_driver(), env={**os.environ, **NO_GRAPHICS_CARD, "DISPLAY": self.display})
        self.driver = webdriver.WebKitGTK(options=options, service=service)
        self.driver.set_script_timeout(PATIENCE_S)
        self.driver.set_page_load_timeout(PATIENCE_S)
        self.driver.set_window_size(self.width, self.height)

    def stop(self) -> None:
        try:
            self.driver.quit()
        except (WebDriverException, HTTPError):
            # The browser was killed, and its driver with it.
            self.driver.service.stop()

    def open(self, address: str) -> None:
        self.driver.get(address)

    def fill(self, label: str, text: str) -> None:
        def filled() -> bool:
            field = self._find(FIELDS, label)
            field.clear()
            field.send_keys(text)
            return True

        self.until(filled, f"a field called {label!r} that stays")

    def press(self, name: str) -> None:
        # Asked again where it was there no more: a screen that is drawn anew replaces its controls.
        self.until(lambda: self._find(CONTROLS, name).click() is None, f"a control called {name!r} that stays")

    def _find(self, selector: str, name: str) -> WebElement:
        found = []

        def look() -> bool:
            found[:] = [self.driver.execute_script(FIND, selector, name)]
            return found[0] is not None

        self.until(look, f"a control called {name!r}")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found[0])
        return found[0]

    def evaluate(self, script: str) -> object:
        went_well, value = self.driver.execute_async_script(AWAIT.replace("SCRIPT", script))
        if not went_well:
            raise JavascriptException(value)
        return value
