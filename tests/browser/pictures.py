"""Takes the picture of the README: ``python -m tests.browser.pictures``. The school and its people are invented."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.engines import CHROMIUM_ARGUMENTS, find_chromium
from tests.browser.notebook import OlgasNotebook, choose
from tests.browser.school_day import open_school
from tests.databases import SqliteFiles, settings_for
from tests.factories import LESSON_AT
from tests.live import LiveServer

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = {"width": 1180, "height": 820}
MINUTE_MS = 60_000
# (minutes since the last, kind, text, tag) of the notes of the picture, and the levels of the first indicators.
NOTES = (
    (2, "Set", "Timens mål står på tavlen. En elev siger det med egne ord.", "Mål"),
    (2, "Hørt", "»Hvorfor tror I, han lyver for sin bror? Tænk i et halvt minut.«", "Spørgsmål"),
    (3, "Talt", "9 af 22 elever fik ordet. Fire af dem to gange eller flere.", "Taletid"),
)
LEVELS = (3, 3, 2)


def take() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        settings = settings_for(SqliteFiles(Path(folder)).migrated(), Path(folder))
        open_school(settings)
        with LiveServer(settings) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS))
            notebook = OlgasNotebook(browser, server.url, SIZE)
            notebook.page.clock.install(time=LESSON_AT)
            notebook.begin_visit()
            _fill(notebook.page)
            notebook.page.screenshot(path=FOLDER / "visit.png")
            browser.close()


def _fill(page: Page) -> None:
    for minutes, kind, text, tag in NOTES:
        page.clock.fast_forward(minutes * MINUTE_MS)
        choose(page.get_by_role("radio", name=kind, exact=True))
        choose(page.get_by_role("checkbox", name=tag, exact=True))
        page.get_by_label("Ny iagttagelse").fill(text)
        page.get_by_role("button", name="Gem", exact=True).click()
    for card, level in zip(page.locator(".rating").all(), LEVELS, strict=False):
        choose(card.locator(".level-choice input").nth(level - 1))
    page.locator(".rating").nth(1).scroll_into_view_if_needed()
    page.get_by_label("Ny iagttagelse").fill("Pigen ved reolen rækker hånden op for tredje gang")
    expect(page.get_by_text("Gemt på tabletten")).to_be_visible()


if __name__ == "__main__":
    take()
