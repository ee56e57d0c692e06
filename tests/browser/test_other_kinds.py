"""Walkthroughs in a real Chromium: begun without a name, room after room, and named nowhere."""

from playwright.sync_api import expect

from tests.browser.notebook import choose


def test_a_walkthrough_asks_for_nobody_marks_names_and_goes_on_to_the_next_room(olga):
    page = olga.page
    page.get_by_role("link", name="Ny observation").click()
    choose(page.get_by_role("radio", name="Gennemgang"))
    olga.sees_heading("Hvor ser du dig omkring?")
    expect(page.get_by_label("Søg blandt")).to_be_hidden()
    expect(page.get_by_label("Klasse eller hold")).to_be_hidden()
    page.get_by_role("button", name="Start nu").click()
    olga.sees_heading("Gennemgang")
    expect(page.locator(".notes__start")).to_contain_text("Begyndt kl.")
    olga.note("Tom går rundt mellem bordene.")
    olga.sees("»Tom« ligner et navn. I en gennemgang bliver ingen nævnt.")
    page.get_by_role("link", name="Afslut").click()
    olga.sees_heading("Færdig med dette rum?")
    expect(page.get_by_label("Sig det med noget, du så eller hørte")).to_be_hidden()
    page.get_by_role("button", name="Videre til næste rum").click()
    olga.sees_heading("Gennemgang")
    expect(page.locator(".note")).to_have_count(0)
    page.get_by_role("link", name="Afslut").click()
    olga.done()
    expect(page.locator(".entry").filter(has_text="Gennemgang")).to_have_count(2)
    olga.open_record("Gennemgang")
    expect(page.get_by_role("button", name="Del nu")).to_be_hidden()
    expect(page.get_by_role("button", name="Forkert lærer")).to_be_hidden()


def test_two_observers_chosen_before_a_walkthrough_pair_nothing(olga):
    """The choice is hidden with the teacher, begins no pair, and stands as it was for who goes back to a visit."""
    page = olga.page
    page.get_by_role("link", name="Ny observation").click()
    page.get_by_label("Søg blandt").fill("Tom Bjerregaard Holm")
    choose(page.get_by_role("radio", name="Tom Bjerregaard Holm"))
    filled = page.locator("[data-slot=filled]")
    expect(filled).to_be_visible()
    choose(page.get_by_role("radio", name="Vi er to observatører"))
    code = page.locator("[data-slot=pair-code]").inner_text()
    page.get_by_label("Den andens kode").fill("ikke en kode")
    choose(page.get_by_role("radio", name="Gennemgang"))
    expect(page.locator("[data-slot=pair-part]")).to_be_hidden()
    expect(filled).to_be_hidden()
    choose(page.get_by_role("radio", name="Besøg hos en lærer"))
    expect(page.get_by_role("radio", name="Vi er to observatører")).to_be_checked()
    expect(page.locator("[data-slot=pair-code]")).to_have_text(code)
    expect(filled).to_be_visible()
    choose(page.get_by_role("radio", name="Gennemgang"))
    page.get_by_role("button", name="Start nu").click()
    olga.sees_heading("Gennemgang")
    page.get_by_role("link", name="Afslut").click()
    olga.sees_heading("Færdig med dette rum?")
    expect(page.get_by_role("button", name="Lås mine vurderinger")).to_be_hidden()
    olga.done()
    olga.open_record("Gennemgang")
