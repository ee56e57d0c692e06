"""One visit open in two windows of a browser: what either wrote is kept, what both wrote is chosen before Done."""

from playwright.sync_api import Page, expect

from tests.browser.notebook import OlgasNotebook


def field(olga: OlgasNotebook, page: Page | None = None):
    return (page or olga.page).get_by_label("Ny iagttagelse")


def second_window(olga: OlgasNotebook) -> Page:
    """The same visit in another window of the same browser."""
    page = olga.context.new_page()
    page.goto(olga.page.url)
    expect(field(olga, page)).to_be_visible()
    return page


def test_two_windows_write_in_one_visit_and_both_texts_are_kept(olga):
    olga.begin_practice()
    olga.note("Før")
    other = second_window(olga)
    field(olga, other).fill("Skrevet i den anden")
    other.keyboard.press("Enter")
    expect(other.locator(".note")).to_have_count(2)
    expect(other.get_by_text("Gemt på tabletten")).to_be_visible()
    olga.note("Skrevet i den første")
    olga.sees("Der er også skrevet i dette besøg i et andet vindue.")
    olga.page.get_by_role("button", name="Vis det hele").click()
    for text in ("Før", "Skrevet i den anden", "Skrevet i den første"):
        olga.sees(text)


def test_what_two_windows_wrote_in_one_field_is_chosen_before_done(olga):
    olga.begin_practice()
    olga.note("Før")
    olga.page.get_by_role("link", name="Afslut").click()
    question = "Noget, du gerne vil forstå"
    expect(olga.page.get_by_label(question)).to_be_visible()
    other = olga.context.new_page()
    other.goto(olga.page.url)
    other.get_by_label(question).fill("Hvem skriver?")
    other.get_by_label(question).blur()
    expect(other.get_by_text("Gemt på tabletten")).to_be_visible()
    olga.page.get_by_label("Sig det med noget, du så eller hørte").fill("Alle var med.")
    olga.page.get_by_label(question).fill("Hvem lytter?")
    olga.page.get_by_role("button", name="Færdig").click()
    olga.sees("I det andet vindue står: »Hvem skriver?«")
    olga.page.get_by_role("button", name="Tilføj det").click()
    expect(olga.page.get_by_label(question)).to_have_value("Hvem lytter?\nHvem skriver?")
    olga.page.get_by_role("button", name="Færdig").click()
    expect(olga.page.get_by_role("heading", name="Senest", exact=True)).to_be_visible()
