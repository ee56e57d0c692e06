"""A draft that was left lying: asked about after two weeks, and gone on with on another tablet when its own is lost."""

from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from observe.config import Settings
from observe.models.versions import Version
from tests.browser.driver import PATIENCE_S
from tests.browser.looking import look
from tests.browser.notebook import OlgasNotebook
from tests.browser.school_day import open_school
from tests.databases import rows_of

HOUR_MS = 3_600_000
SEEN = "Fem elever byder ind uden at række hånden op."
NAME = "Tom Bjerregaard Holm"
# The clock by which the tablet dates its drafts, moved by hand.
MOVABLE = """
const real = Date.now.bind(Date);
Date.now = () => {
  try { return real() + Number(localStorage.getItem('moved') ?? 0); } catch { return real(); }
};"""


@pytest.fixture
def tablet(chromium, live_server, settings) -> Iterator[Callable[[], OlgasNotebook]]:
    """``tablet()``: another tablet of Olga's, with nothing on it."""
    open_school(settings)
    made = []

    def another() -> OlgasNotebook:
        made.append(OlgasNotebook(chromium, live_server.url, before=MOVABLE))
        return made[-1]

    yield another
    for one in made:
        one.context.close()


def left_lying(olga: OlgasNotebook, hours: int) -> None:
    """A visit begun and left so many hours ago, and the notebook opened again today."""
    olga.page.evaluate("ms => localStorage.setItem('moved', -ms)", hours * HOUR_MS)
    olga.begin_visit()
    olga.note(SEEN)
    olga.go()
    olga.page.evaluate("localStorage.removeItem('moved')")
    olga.go()


def until_stored(settings: Settings) -> None:
    """The draft is with the server. The answer to its push is no sign: a page that is left has no time to read it."""
    deadline = monotonic() + PATIENCE_S
    with rows_of(settings.database_url) as rows:
        while not rows.scalar(select(func.count()).select_from(Version).where(Version.stage == "draft")):
            rows.rollback()
            assert monotonic() < deadline
            sleep(0.1)


def test_draft_of_a_lost_tablet_is_gone_on_with_on_another(tablet, settings):
    lost = tablet()
    left_lying(lost, hours=13)
    until_stored(settings)
    lost.context.close()
    olga = tablet()
    row = olga.page.locator(".entry").filter(has_text=NAME)
    expect(row).to_contain_text("Begyndt på en anden tablet")
    assert look(olga.page, "home with a draft of another tablet") == []
    row.get_by_role("link").click()
    olga.sees_heading(NAME)
    olga.sees(SEEN)
    assert look(olga.page, "a draft of another tablet") == []
    olga.page.get_by_role("button", name="Skriv videre her").click()
    expect(olga.page.locator(".note")).to_contain_text(SEEN)
    olga.note("Tre nye elever svarer.")
    olga.finish()
    olga.sees("Delt")
    expect(olga.page.get_by_text("Begyndt på en anden tablet")).to_have_count(0)
    third = tablet()
    expect(third.page.locator(".entry").filter(has_text=NAME)).to_contain_text("Delt")
    expect(third.page.get_by_text("Begyndt på en anden tablet")).to_have_count(0)


def test_draft_that_has_been_lying_for_two_weeks_is_asked_about(tablet):
    olga = tablet()
    left_lying(olga, hours=13 * 24)
    expect(olga.page.get_by_text("har ligget i mere end 14 dage")).to_have_count(0)
    olga.page.get_by_role("link", name="Fortsæt").click()
    olga.page.get_by_role("link", name="Afslut").click()
    olga.page.get_by_role("button", name="Kassér kladden").click()
    olga.page.get_by_role("button", name="Kassér", exact=True).click()
    olga.sees("Her kommer dine kladder.")
    left_lying(olga, hours=16 * 24)
    olga.sees("1 kladde har ligget i mere end 14 dage.")
    olga.page.get_by_role("link", name="Åbn den ældste").click()
    olga.sees_heading("Hvad skal Tom have med herfra?")
