"""The notebook in a real Chromium against a real server: what it refuses to lose, and what it says instead."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import OlgasNotebook, choose
from tests.browser.school_day import open_school

# The store answers as a browser does that may not write, and as one whose disk is full once a switch is set.
REFUSED = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };"
MISSING = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
FULL_LATER = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {
  if (window.isFull) throw new DOMException('no room', 'QuotaExceededError');
  return put.apply(this, given);
};"""


@pytest.fixture
def notebook(chromium, live_server, settings) -> Iterator[Callable[..., OlgasNotebook]]:
    """``notebook(notice_is_read=True, **how)``: a school with Olga's notebook open."""
    made = []

    def open_it(notice_is_read: bool = True, **how: object) -> OlgasNotebook:
        if not made:
            open_school(settings, notice_is_read)
        made.append(OlgasNotebook(chromium, live_server.url, **how))
        return made[-1]

    yield open_it
    for one in made:
        one.context.close()


def test_practice_comes_first_needs_no_notice_and_nobody_else_sees_it(notebook):
    olga = notebook(notice_is_read=False)
    olga.sees("Læs, hvordan oplysningerne bliver behandlet")
    olga.begin_practice()
    olga.note("Fire elever rækker hånden op.")
    olga.page.get_by_role("link", name="Afslut").click()
    olga.sees("Øvelse: ingen andre ser den")
    olga.done()
    olga.sees("Øvelse, kun du kan se den")


def test_notice_is_read_before_a_real_visit(notebook):
    olga = notebook(notice_is_read=False)
    olga.page.get_by_role("link", name="Ny observation").click()
    olga.sees_heading("Sådan behandler vi oplysninger")
    olga.page.get_by_role("link", name="Jeg har læst det").click()
    olga.page.get_by_role("button", name="Jeg har læst det").click()
    olga.sees("Kladder")
    olga.begin_visit()


@pytest.mark.parametrize(
    ("browser", "words"),
    [(REFUSED, "Browseren lader ikke notesbogen gemme."), (MISSING, "Denne browser kan ikke gemme en observation.")],
)
def test_browser_that_cannot_keep_says_so_before_anything_is_typed(notebook, browser, words):
    olga = notebook(before=browser)
    olga.sees_heading(words)
    expect(olga.page.get_by_role("link", name="Ny observation")).to_have_count(0)


def test_full_tablet_says_so_keeps_the_words_and_saves_them_once_there_is_room(notebook):
    olga = notebook(before=FULL_LATER)
    olga.begin_visit()
    olga.page.evaluate("window.isFull = true")
    field = olga.page.get_by_label("Ny iagttagelse")
    field.fill("Pigen ved reolen rækker hånden op")
    olga.sees("Tabletten er fuld. Det sidste, du skrev, er ikke gemt.")
    olga.sees("Ikke gemt")
    expect(field).to_have_value("Pigen ved reolen rækker hånden op")
    olga.page.evaluate("window.isFull = false")
    olga.page.get_by_role("button", name="Prøv igen").click()
    olga.sees("Gemt på tabletten")
    olga.go()
    olga.page.get_by_role("link", name="Fortsæt").click()
    expect(field).to_have_value("Pigen ved reolen rækker hånden op")


def test_name_that_is_in_no_list_is_observed_and_waits(notebook):
    olga = notebook()
    olga.page.get_by_role("link", name="Ny observation").click()
    olga.page.get_by_label("Søg blandt").fill("Vikar Vibe")
    choose(olga.page.get_by_role("radio", name="Brug »Vikar Vibe«"))
    olga.sees("Navnet står ikke i skolens lister.")
    olga.sees("Foreslået til at begynde med: én fra hvert af de første områder.")
    olga.page.get_by_label("Klasse eller hold").fill("2.x")
    olga.page.get_by_label("Søg blandt").fill("Vikar Vibeke")
    expect(olga.page.get_by_label("Klasse eller hold")).to_have_value("2.x")
    olga.page.get_by_label("Søg blandt").fill("Vikar Vibe")
    olga.page.get_by_role("button", name="Start nu").click()
    olga.note("To elever læser højt.")
    expect(olga.page.locator(".note")).to_contain_text("1. min.")
    olga.finish()
    olga.sees("1 observation er lagt til side.")
    olga.page.get_by_role("link", name="Udbakke").click()
    olga.sees("Forvaltningen knytter navnet til en person")


def test_deleted_note_comes_back_and_an_edit_is_kept_without_being_confirmed(notebook):
    olga = notebook()
    olga.begin_visit()
    olga.note("Ni elever får ordet.")
    olga.page.get_by_role("button", name="Ret iagttagelsen fra").click()
    olga.page.get_by_role("button", name="Slet iagttagelsen").click()
    expect(olga.page.locator(".note")).to_have_count(0)
    olga.page.get_by_role("button", name="Fortryd").click()
    expect(olga.page.locator(".note")).to_contain_text("Ni elever får ordet.")
    olga.page.get_by_role("button", name="Ret iagttagelsen fra").click()
    olga.page.get_by_label("Iagttagelse fra").fill("Ti elever får ordet.")
    olga.sees("Gemt på tabletten")
    olga.page.reload()
    expect(olga.page.locator(".note")).to_contain_text("Ti elever får ordet.")


def test_words_left_in_the_field_are_a_note_once_the_visit_is_left(notebook):
    olga = notebook()
    olga.begin_visit()
    olga.page.get_by_label("Ny iagttagelse").fill("Fire hænder oppe")
    olga.page.get_by_role("link", name="Afslut").click()
    expect(olga.page.get_by_role("checkbox", name="Fire hænder oppe")).to_be_attached()
    expect(olga.page.locator("[data-slot=preview]")).to_contain_text("Fire hænder oppe")


def test_what_is_missing_is_said_in_place_and_nothing_is_sent(notebook):
    olga = notebook()
    olga.begin_visit()
    olga.note("Ni elever får ordet.")
    olga.page.get_by_role("link", name="Afslut").click()
    olga.page.get_by_role("button", name="Færdig").click()
    olga.sees("Her mangler et spørgsmål, før observationen kan sendes.")
    worked = olga.page.get_by_label("Sig det med noget, du så eller hørte")
    expect(worked).to_be_focused()
    expect(worked).to_have_attribute("aria-invalid", "true")
    choose(olga.page.get_by_role("checkbox", name="Ni elever får ordet."))
    expect(worked).not_to_have_attribute("aria-invalid", "true")
    olga.go()
    expect(olga.page.get_by_role("link", name="Fortsæt")).to_be_visible()
