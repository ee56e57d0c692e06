"""One small way to drive any browser, so that one journey runs in all engines: a tablet to kill and reopen.

A name is what a screen reader would say: the label of a field, the text or aria-label of a button or link.
"""

import os
import signal
import subprocess
from abc import ABC, abstractmethod
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Error
from selenium.common.exceptions import WebDriverException

# The first try after a reconnect is spread over 20 s, and a busy machine with two cores is slow.
PATIENCE_S = 60
PAUSE_S = 0.05
# What an engine raises when a question met no page, or a page without what was asked for.
PAGE_FAULTS = (Error, WebDriverException)


# Whether the one person's notebook in this browser holds a device token.
HAS_TOKEN = """indexedDB.databases().then(async (all) => {
  const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const own = all.find(({ name }) => name.startsWith('observe-') && name !== 'observe-device');
  if (!own) return false;
  const db = await asked(indexedDB.open(own.name));
  const token = await asked(db.transaction('meta').objectStore('meta').get('device_token'));
  db.close();
  return token !== undefined;
})"""


class NotSeen(AssertionError):
    """What should have appeared did not, in PATIENCE_S; the text shows what stood there instead."""


class Tablet(ABC):
    """A browser with a profile in a folder. The profile outlives the browser, also one that was killed."""

    engine: str

    def __init__(self, folder: Path, width: int = 1180, height: int = 820) -> None:
        self.folder = folder
        self.width, self.height = width, height
        self.start()

    @abstractmethod
    def start(self) -> None:
        """Start the browser on the profile."""

    @abstractmethod
    def stop(self) -> None:
        """Close it in good order, or tidy up after a kill."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to an address and wait until the document is there; also when only a worker can answer."""

    @abstractmethod
    def fill(self, label: str, text: str) -> None:
        """Type into the field with this label, instead of what stood there."""

    @abstractmethod
    def press(self, name: str) -> None:
        """Click the button, link, tab, checkbox or radio button of this name."""

    @abstractmethod
    def evaluate(self, script: str) -> object:
        """The value of a JavaScript expression; a promise is awaited."""

    def text(self) -> str:
        """What stands on the page, as a reader sees it."""
        return self.evaluate("document.body.innerText")

    def see(self, text: str) -> None:
        """Wait until the page shows this text; raises NotSeen."""
        self.until(lambda: text in self.text(), f"{text!r}")

    def until(self, condition, what: str = "what was waited for") -> None:
        """Wait until ``condition()`` is true; raises NotSeen with the page's text.

        A page that is just leaving, or has not drawn yet what the condition asks, has not answered: asked again.
        """
        deadline = monotonic() + PATIENCE_S
        while True:
            fault = None
            try:
                if condition():
                    return
            except PAGE_FAULTS as other:
                fault = other
            if monotonic() > deadline:
                raise NotSeen(f"{self.engine} did not show {what}; it shows:\n{self.text()}") from fault
            sleep(PAUSE_S)

    def until_offline_ready(self) -> None:
        """Wait until a service worker controls the origin's next start."""
        self.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def until_enrolled(self) -> None:
        """Wait until the notebook has the token that sends without a login: it comes after the first page."""
        self.until(lambda: self.evaluate(HAS_TOKEN), "a token in the notebook's store")

    def kill(self) -> None:
        """As a dead battery would: SIGKILL to the browser and all that it started."""
        for pid in descendants(str(self.folder)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.stop()

    def reopen(self, address: str) -> None:
        self.start()
        self.open(address)


def descendants(mark: str) -> list[int]:
    """Process ids of those whose command line has ``mark``, and of their children's children; never our own."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    found = {int(pid) for pid, _, *args in rows if args and mark in args[0] and int(pid) != os.getpid()}
    grown = True
    while grown:
        children = {int(pid) for pid, parent, *_ in rows if int(parent) in found} - found
        found |= children
        grown = bool(children)
    return sorted(found)
