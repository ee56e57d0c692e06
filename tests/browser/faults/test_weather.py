"""Each engine behind a network that does to its pushes what networks do, one after the other."""

from tests.browser.driver import Tablet
from tests.browser.faults.test_kill_in_push import stored
from tests.browser.school_day import begin_visit, finish_visit, open_notebook, open_school, send_now
from tests.faults.faults import FAULTS
from tests.faults.proxy import FaultProxy, Programme

# A request is given up after 30 s: these would take minutes and stand in tests/faults, where clocks run faster.
SLOW = ("trickle", "delay", "late_delivery")
# It delivers and answers: nothing is left to be sent after it.
LAST = "twice"
NAMES = (*(name for name in FAULTS if name not in (*SLOW, LAST)), LAST)
ASK = "[...document.querySelectorAll('button')].find((one) => one.innerText.includes('Send nu'))?.click() ?? true"


def test_a_finished_observation_arrives_once_through_every_fault(tablet: Tablet, live_server, settings):
    open_school(settings)
    with FaultProxy(live_server.port) as proxy:
        open_notebook(tablet, proxy.url)
        begin_visit(tablet)
        tablet.fill("Ny iagttagelse", "Ni elever får ordet.")
        tablet.press("Gem")
        tablet.until(lambda: any(path.endswith("/enrolment") for path, _ in proxy.seen), "the enrolment")
        proxy.weather = weather = Programme(*NAMES)
        finish_visit(tablet)
        tablet.see("Senest")
        send_now(tablet)
        for n_left in range(len(NAMES) - 1, -1, -1):
            tablet.until(lambda n=n_left: tablet.evaluate(ASK) and len(weather.left) <= n, f"{n_left} faults left")
        tablet.until(lambda: "Alt er modtaget" in tablet.text(), "the observation received")
        suffered = [name for path, name in proxy.seen if path.endswith("/push") and name != "none"]
    assert suffered == list(NAMES)
    assert stored(settings) == 1
