"""A tally and a timer while a browser is killed: what was tapped is there again, and becomes notes that arrive."""

import pytest

from tests.browser.school_day import begin_visit, open_notebook, open_school

# The tablet's clock as the page reads it, half a minute and a bit later.
HALF_A_MINUTE_LATER = """(() => {
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + 31_000); }
  };
  return true;
})()"""
TALLIED = "document.querySelector('.tool__n')?.textContent"
SAVED = "document.querySelector('.visit__saved')?.textContent.includes('Gemt')"


@pytest.mark.parametrize("engine", ["chromium"])
def test_what_was_counted_outlives_a_kill_and_becomes_notes(engine, make_tablet, live_server, settings):
    tablet = make_tablet(engine)
    open_school(settings)
    open_notebook(tablet, live_server.url)
    live_server.kill()
    begin_visit(tablet)
    tablet.press("Talt")
    tablet.press("Tæl noget")
    tablet.fill("Hvad tæller du?", "Hænder oppe")
    for _ in range(3):
        tablet.press("En til")
    tablet.press("En mindre")
    tablet.until(lambda: tablet.evaluate(SAVED))
    tablet.kill()
    tablet.reopen(f"{live_server.url}/capture")
    tablet.press("Fortsæt")
    tablet.until(lambda: tablet.evaluate(TALLIED) == "2", "the tally")
    tablet.press("Gem som iagttagelse")
    tablet.see("Hænder oppe: 2")
    tablet.press("Se op med mellemrum")
    tablet.press("30 sek.")
    tablet.press("Begynd")
    tablet.see("Se op om 30 sekunder.")
    tablet.evaluate(HALF_A_MINUTE_LATER)
    tablet.see("Se op nu. Hvad ser du?")
    tablet.press("venter")
    tablet.see("Set 1 gang")
    tablet.until(lambda: tablet.evaluate(SAVED))
    tablet.kill()
    tablet.reopen(f"{live_server.url}/capture")
    tablet.press("Fortsæt")
    tablet.see("Set 1 gang")
    tablet.press("Afslut")
    tablet.see("Hvert 30. sekund: i gang 0, venter 1, andet 0")
