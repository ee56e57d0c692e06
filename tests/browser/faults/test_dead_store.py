"""WebKit keeps the store in its network process: killed under the page, it takes no word along that was typed."""

import os
import signal
from pathlib import Path
from time import sleep

from tests.browser.driver import Tablet, descendants
from tests.browser.school_day import begin_visit, open_notebook, open_school

NAME = "WebKitNetworkProcess"
# The page waits for a pause, loads itself again and saves; the driver's own connection does not outlive the kill, so
# that nobody can ask when it is done.
HEALED_S = 15
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
    sleep(HEALED_S)
    tablet.kill()
    tablet.reopen(f"{live_server.url}/capture")
    tablet.see("Kladder")
    tablet.press("Fortsæt")
    tablet.until(lambda: tablet.evaluate(NOTE) == TYPED, "the words after a kill of the whole browser")
