"""SIGKILL to a browser while somebody types, without a server: the words are there but for the last moment."""

from itertools import pairwise
from time import monotonic, sleep

import pytest

from tests.browser.driver import Tablet
from tests.browser.school_day import begin_visit, open_notebook, open_school

TYPED = "Pigen ved reolen raekker haanden op, og to drenge svarer hende. " * 12
# Saved every 250 ms (autosave.test.js holds that). A busy machine needs longer for the write, never the whole text.
LONGEST_MISSING_S = 1.5
NOTE = "document.querySelector('#evidence').value"
PUT_LETTER = """(() => {
  const field = document.querySelector('#evidence');
  field.value += LETTER;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
})()"""


def type_for(tablet: Tablet, seconds: float) -> list[float]:
    """Letter by letter without a pause; returns when each was there at the latest."""
    there, began = [], monotonic()
    while monotonic() < began + seconds and len(there) < len(TYPED):
        tablet.evaluate(PUT_LETTER.replace("LETTER", repr(TYPED[len(there)])))
        there.append(monotonic())
        sleep(0.02)
    return there


# WebKit's typing journey stands in test_journey.py: its driver is too slow for letter by letter on a busy machine.
@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_kill_while_typing_costs_the_last_moment_alone(engine, make_tablet, live_server, settings):
    tablet = make_tablet(engine)
    open_school(settings)
    open_notebook(tablet, live_server.url)
    live_server.kill()
    begin_visit(tablet)
    there = type_for(tablet, 4)
    killed = monotonic()
    tablet.kill()
    tablet.reopen(f"{live_server.url}/capture")
    tablet.see("Kladder")
    tablet.press("Fortsæt")
    tablet.until(lambda: tablet.evaluate(NOTE) != "", "the unsent words")
    found = tablet.evaluate(NOTE)
    assert TYPED.startswith(found)
    missing_since = there[len(found)] if len(found) < len(there) else killed
    print(f"{tablet.engine}: {killed - missing_since:.3f} s of typing missing, {len(found)} of {len(there)} letters")
    # What a busy machine kept the page waiting between two letters it kept the store waiting, too.
    longest_wait = max(after - before for before, after in pairwise(there))
    assert killed - missing_since < LONGEST_MISSING_S + 2 * longest_wait
