"""WebKit keeps the store in its network process: killed under the page, it takes no word along that was typed."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from tests.browser.driver import PATIENCE_S, Tablet, descendants
from tests.browser.school_day import begin_visit, open_notebook, open_school

NAME = "WebKitNetworkProcess"
NOTE = "document.querySelector('#evidence')?.value"
SAVED = "Pigen ved reolen rækker hånden op."
TYPED = f"{SAVED} To drenge svarer hende."
PUT = """(() => {
  const field = document.querySelector('#evidence');
  field.value = TEXT;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
})()"""


def kill_network_process(tablet: Tablet) -> None:
    running = [pid for pid in descendants(str(tablet.folder)) if NAME in Path(f"/proc/{pid}/cmdline").read_text()]
    assert len(running) == 1
    os.kill(running[0], signal.SIGKILL)


def until_on_disk(folder: Path, words: str) -> None:
    """The page waits for a pause, loads itself again and saves. The driver's own connection does not outlive the kill:
    nobody can ask the page when it is done.
    """
    wanted = [words.encode(encoding) for encoding in ("latin-1", "utf-16-le")]
    deadline = monotonic() + PATIENCE_S
    while not any(text in content for content in contents(folder) for text in wanted):
        assert monotonic() < deadline, "the words did not come to the disk"
        sleep(0.25)


def contents(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        # Files of a running browser come and go.
        with suppress(OSError):
            if path.is_file():
                yield path.read_bytes()


def test_words_typed_after_the_store_has_died_come_back(make_tablet, live_server, settings):
    open_school(settings)
    tablet = make_tablet("webkit")
    open_notebook(tablet, live_server.url)
    begin_visit(tablet)
    tablet.evaluate(PUT.replace("TEXT", repr(SAVED)))
    tablet.see("Gemt på tabletten")
    # Typed by the page itself a second after the kill, for a driver that asks in this moment gets no answer.
    tablet.evaluate(f"setTimeout(() => {PUT.replace('TEXT', repr(TYPED))}, 1_500) > 0")
    kill_network_process(tablet)
    until_on_disk(tablet.folder, TYPED.removeprefix(SAVED))
    tablet.kill()
    tablet.reopen(f"{live_server.url}/capture")
    tablet.see("Kladder")
    tablet.press("Fortsæt")
    tablet.until(lambda: tablet.evaluate(NOTE) == TYPED, "the words after a kill of the whole browser")
