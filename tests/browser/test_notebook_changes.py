"""What an author may still do after "Done", how a notebook is locked, and a visit by the keyboard alone."""

from playwright.sync_api import expect

from tests.browser.notebook import OlgasNotebook, choose

SEEN = "Fire elever rækker hånden op."


def observe(olga: OlgasNotebook, share: str = "Med det samme") -> None:
    olga.begin_visit()
    olga.note(SEEN)
    olga.finish(share)
    olga.sees("Delt" if share == "Med det samme" else "Modtaget")


def test_shared_after_the_talk_by_a_tap(olga):
    observe(olga, share="Efter vores samtale")
    olga.open_record("Tom Bjerregaard Holm")
    olga.page.get_by_role("button", name="Del nu").click()
    olga.sees("Læreren kan læse den")
    expect(olga.page.get_by_role("button", name="Del nu")).to_be_hidden()


def test_edit_makes_a_version_that_takes_the_place_of_the_first(olga):
    observe(olga)
    olga.open_record("Tom Bjerregaard Holm")
    olga.page.get_by_role("button", name="Ret", exact=True).click()
    question = olga.page.get_by_label("Noget, du gerne vil forstå")
    question.fill("Hvem taler mest?")
    olga.sees("Gemt på tabletten")
    olga.done()
    olga.open_record("Tom Bjerregaard Holm")
    olga.sees("Hvem taler mest?")
    olga.sees("Læreren kan læse den")
    expect(olga.page.get_by_text("Der er to udgaver")).to_have_count(0)


def test_wrong_teacher_becomes_a_draft_for_the_right_one(olga):
    observe(olga)
    olga.open_record("Tom Bjerregaard Holm")
    olga.page.get_by_role("button", name="Forkert lærer").click()
    olga.page.get_by_role("button", name="Vælg den rigtige lærer").click()
    olga.sees_heading("Hvem besøgte du?")
    olga.page.get_by_label("Søg blandt").fill("Tara")
    choose(olga.page.get_by_role("radio", name="Tara Nygaard"))
    olga.page.get_by_role("button", name="Fortsæt").click()
    olga.sees_heading("Hvad skal Tara have med herfra?")
    expect(olga.page.get_by_label("Noget, du gerne vil forstå")).to_have_value("Hvad tænker du om de 13?")
    olga.done()
    for name, state in (("Tom Bjerregaard Holm", "Trukket tilbage"), ("Tara Nygaard", "Delt")):
        expect(olga.page.locator(".entry").filter(has_text=name)).to_contain_text(state)


def test_withdrawn_is_asked_once_and_stays_readable(olga):
    observe(olga)
    olga.open_record("Tom Bjerregaard Holm")
    olga.page.get_by_role("button", name="Træk tilbage").click()
    olga.page.get_by_role("button", name="Nej, behold").click()
    olga.sees("Læreren kan læse den")
    olga.page.get_by_role("button", name="Træk tilbage").click()
    olga.page.locator("[data-slot=ask]").get_by_role("button", name="Træk tilbage").click()
    olga.sees("Trukket tilbage")
    olga.sees(SEEN)


def test_discarded_draft_is_gone_after_a_second_word(olga):
    olga.begin_visit()
    olga.note(SEEN)
    olga.page.get_by_role("link", name="Afslut").click()
    olga.page.get_by_role("button", name="Kassér kladden").click()
    olga.page.get_by_role("button", name="Kassér", exact=True).click()
    olga.sees("Her kommer dine kladder.")


def test_signing_out_locks_and_a_login_left_behind_does_not_open(olga):
    olga.begin_visit()
    olga.note(SEEN)
    olga.go("#/sign-out")
    olga.context.set_offline(True)
    olga.page.get_by_role("button", name="Log ud").click()
    olga.sees("1 observation eller kladde er kun på denne tablet.")
    olga.page.get_by_role("button", name="Log ud alligevel").click()
    olga.sees_heading("Notesbogen er låst")
    expect(olga.page.get_by_text(SEEN)).to_have_count(0)
    olga.context.set_offline(False)
    olga.go()
    olga.sees_heading("Notesbogen er låst")
    olga.page.goto(f"{olga.url}/leadership/")
    expect(olga.page.get_by_label("Adgangskode")).to_be_attached()


def test_signing_out_of_an_online_page_locks_the_notebook(olga):
    olga.sees("Kladder")
    olga.page.goto(f"{olga.url}/leadership/")
    olga.page.locator(".masthead__who summary").click()
    olga.page.get_by_role("button", name="Log ud").click()
    olga.sees_heading("Notesbogen er låst")
    olga.go()
    olga.sees_heading("Notesbogen er låst")


def test_whole_visit_by_the_keyboard_alone(olga):
    keys = olga.page.keyboard
    olga.page.get_by_role("link", name="Ny observation").focus()
    keys.press("Enter")
    expect(olga.page.get_by_role("heading", level=1)).to_be_focused()
    keys.press("Tab")
    expect(olga.page.get_by_role("radio", name="Besøg hos en lærer")).to_be_focused()
    keys.press("Tab")
    keys.type("tom")
    keys.press("Enter")
    expect(olga.page.get_by_role("radio", name="Tom Bjerregaard Holm")).to_be_checked()
    olga.page.get_by_role("button", name="Start nu").press("Enter")
    expect(olga.page.get_by_role("heading", level=1, name="Tom Bjerregaard Holm")).to_be_focused()
    olga.page.get_by_label("Ny iagttagelse").focus()
    keys.type(SEEN)
    keys.press("Shift+Enter")
    keys.type("To skriver.")
    keys.press("Enter")
    expect(olga.page.locator(".note")).to_contain_text("To skriver.")
    expect(olga.page.get_by_label("Ny iagttagelse")).to_be_focused()
    choose(olga.page.get_by_role("radio", name="Vurderinger"))
    first = olga.page.locator(".rating").first
    first.get_by_role("radio").nth(0).focus()
    keys.press("Space")
    keys.press("ArrowRight")
    expect(first.get_by_role("radio").nth(1)).to_be_checked()
    expect(first.locator(".rating__descriptor--2")).to_be_visible()
    keys.press("Backspace")
    expect(first.get_by_role("radio").nth(1)).not_to_be_checked()
