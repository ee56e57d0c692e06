"""Two leaders on one tablet: what Olga finished is sealed, sent while Lena has it, and read by its author alone."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, select

from observe import clock
from observe.exchange.seal_keys import make_key
from observe.models.seal_keys import rotate
from observe.models.versions import Version
from tests.browser.notebook import OlgasNotebook, choose
from tests.browser.school_day import begin_visit, finish_visit, open_notebook, open_school
from tests.browser.test_notebook_access import inspect
from tests.factories import PASSWORD

SEEN = "Timens mål står på tavlen, skrevet af en elev."
PIN = "271828"
# Every row of every store of every database of this origin, as text.
EVERYTHING = """(async () => {
  const whole = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = reject;
  });
  const told = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await whole(indexedDB.open(name));
    for (const store of db.objectStoreNames) told.push(await whole(db.transaction(store).objectStore(store).getAll()));
    db.close();
  }
  return JSON.stringify(told);
})()"""


@pytest.fixture
def school(settings):
    """With a seal key, as ``observe migrate`` makes one."""
    open_school(settings)
    engine = create_engine(settings.database_url)
    with engine.begin() as connection:
        rotate(connection, *make_key(Path(settings.seal_keys_path)), clock.now())
    engine.dispose()


@pytest.fixture
def opened(settings):
    """Texts that the server holds of what came sealed."""
    engine = create_engine(settings.database_url)

    def read() -> list[str]:
        with engine.connect() as connection:
            return [bytes(text).decode() for text in connection.execute(select(Version.opened)).scalars() if text]

    yield read
    engine.dispose()


@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_what_olga_finished_is_carried_by_lena_who_sees_nothing_of_it(make_tablet, engine, live_server, school, opened):
    tablet = make_tablet(engine)
    open_notebook(tablet, live_server.url)
    tablet.open(f"{live_server.url}/capture#/lock")
    tablet.press("Andre bruger også denne tablet")
    tablet.see("En kode til denne tablet")
    tablet.open(f"{live_server.url}/capture#/")
    tablet.see("Kladder")
    live_server.kill()
    begin_visit(tablet)
    tablet.fill("Ny iagttagelse", SEEN)
    tablet.press("Gem")
    tablet.see(SEEN)
    finish_visit(tablet)
    tablet.see("1 observation er kun på denne tablet")
    assert SEEN not in tablet.evaluate(EVERYTHING)

    tablet.open(f"{live_server.url}/capture#/sign-out")
    tablet.press("Log ud")
    tablet.press("Log ud alligevel")
    tablet.see("Notesbogen er låst")
    tablet.see("1 observation fra en anden er kun på denne tablet")

    live_server.start()
    tablet.press("Log ind")
    tablet.fill("E-mail", "lena@example.org")
    tablet.fill("Adgangskode", PASSWORD)
    tablet.press("Log ind")
    tablet.see("Lena Østergaard")
    tablet.until(lambda: any(SEEN in text for text in opened()), "Olga's observation on the server")
    [text] = opened()
    assert json.loads(text)["payload"]["notes"][0]["text"] == SEEN
    tablet.see("Her kommer dine observationer.")
    live_server.kill()
    tablet.kill()
    tablet.reopen(f"{live_server.url}/capture")
    tablet.see("Lena Østergaard")
    assert "Tom Bjerregaard" not in tablet.text()


@pytest.fixture
def olga(chromium, live_server, school):
    notebook = OlgasNotebook(chromium, live_server.url)
    notebook.sees("Kladder")
    notebook.go("#/lock")
    notebook.page.get_by_role("checkbox", name="Andre bruger også").click(force=True)
    notebook.page.get_by_label("Kode", exact=True).wait_for(timeout=60_000)
    yield notebook
    notebook.context.close()


def set_pin(olga: OlgasNotebook) -> None:
    olga.page.get_by_label("Kode", exact=True).fill(PIN)
    olga.page.get_by_label("Den samme kode igen").fill(PIN)
    olga.page.get_by_role("button", name="Sæt koden").click()
    olga.sees("Koden er sat.")


def sign_out(olga: OlgasNotebook) -> None:
    expect(olga.page.get_by_text("Alt er modtaget")).to_be_visible(timeout=60_000)
    olga.go("#/sign-out")
    olga.page.get_by_role("button", name="Log ud").click()
    olga.sees("Notesbogen er låst")


def unlock(page: Page, pin: str) -> None:
    page.get_by_label("Kode", exact=False).fill(pin)
    page.get_by_role("button", name="Lås op").click()


def test_signing_out_locks_every_window_and_a_code_opens_the_sealed_texts_again(olga):
    set_pin(olga)
    inspect(olga.page, "the lock")
    olga.go()
    olga.begin_visit()
    olga.note(SEEN)
    olga.finish()
    other = olga.context.new_page()
    other.goto(f"{olga.url}/capture")
    expect(other.get_by_role("heading", name="Kladder")).to_be_visible(timeout=60_000)
    sign_out(olga)
    expect(other.get_by_role("heading", name="Notesbogen er låst")).to_be_visible(timeout=60_000)
    expect(olga.page.get_by_role("button", name="Ny observation uden at låse op")).to_be_visible()
    inspect(olga.page, "the locked door")
    unlock(olga.page, "000000")
    olga.sees("Koden passer ikke")
    unlock(olga.page, PIN)
    olga.sees("Senest")
    olga.open_record("Tom Bjerregaard Holm")
    olga.sees(SEEN)


def test_a_locked_notebook_is_lent_for_one_observation_and_shows_no_other(olga, opened):
    olga.go()
    olga.begin_visit()
    olga.note(SEEN)
    olga.finish()
    sign_out(olga)
    page = olga.page
    page.get_by_role("button", name="Ny observation uden at låse op").click()
    olga.sees_heading("Hvem besøger du?")
    expect(page.get_by_text("Tre nye elever")).to_have_count(0)
    page.get_by_label("Søg blandt").fill("Tara")
    choose(page.get_by_role("radio", name="Tara Nygaard"))
    page.get_by_role("button", name="Start nu").click()
    olga.sees_heading("Tara Nygaard")
    for address in ("#/outbox", "#/", "#/device", "#/lock", "#/sign-out"):
        page.evaluate("address => { location.hash = address }", address)
        olga.sees_heading("Olga Rask Villadsen skriver")
    inspect(page, "the home of a lent notebook")
    page.get_by_role("link", name="Fortsæt").click()
    olga.note("Et blik ud ad vinduet.")
    page.get_by_role("link", name="Afslut").click()
    page.get_by_label("Sig det med noget, du så eller hørte").fill("Tre nye elever svarede.")
    page.get_by_label("Noget, du gerne vil forstå").fill("Hvad tænker du om de 13?")
    choose(page.get_by_role("radio", name="Med det samme"))
    page.get_by_role("button", name="Færdig").click()
    olga.sees("Observationen ligger på tabletten")
    page = olga.context.new_page()
    page.goto(f"{olga.url}/capture")
    expect(page.get_by_role("link", name="Log ind")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 observation fra en anden")).to_have_count(0, timeout=60_000)
    assert len(opened()) == 2
