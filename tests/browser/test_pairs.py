"""Olga and Pia in one lesson of Tom's, without a network: pair by code, rate, lock, send, and compare."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from observe import clock
from observe.models.people import Notice, NoticeReading, Person
from tests.browser.looking import look
from tests.browser.notebook import OlgasNotebook, choose
from tests.browser.school_day import open_school
from tests.databases import rows_of

NAME = "Tom Bjerregaard Holm"


@pytest.fixture
def school(settings, live_server) -> str:
    open_school(settings)
    with rows_of(settings.database_url) as store:
        notice = store.scalars(select(Notice)).one()
        pia = store.scalars(select(Person).filter_by(given_name="Pia")).one()
        store.add(NoticeReading(notice_id=notice.id, person_id=pia.id, read_at=clock.now()))
        store.commit()
    return live_server.url


@pytest.fixture
def pair(school, chromium) -> Iterator[tuple[OlgasNotebook, OlgasNotebook]]:
    """Both notebooks, stocked and without a network."""
    both = tuple(OlgasNotebook(chromium, school, name=name) for name in ("olga", "pia"))
    for one in both:
        one.go("#/")
        expect(one.page.get_by_role("link", name="Ny observation")).to_be_visible()
        one.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        one.context.set_offline(True)
    yield both
    for one in both:
        one.context.close()


def new_pair(one: OlgasNotebook) -> None:
    """The form of a new visit to Tom, by two observers."""
    page = one.page
    page.get_by_role("link", name="Ny observation").click()
    page.get_by_label("Søg blandt").fill(NAME)
    choose(page.get_by_role("radio", name=NAME))
    choose(page.get_by_role("radio", name="Vi er to observatører"))


def start(one: OlgasNotebook) -> None:
    one.page.get_by_role("button", name="Start nu").click()
    one.sees_heading(NAME)


def rate(one: OlgasNotebook, *levels: int) -> None:
    """The first indicators in focus, and a note to the first."""
    choose(one.page.locator("[data-slot=tags] input").first)
    one.note("Ni af 22 elever får ordet.")
    choose(one.page.get_by_role("radio", name="Vurderinger"))
    for card, level in zip(one.page.locator(".rating").all(), levels, strict=False):
        choose(card.locator(".level-choice input").nth(level - 1))


def lock(one: OlgasNotebook) -> str:
    """On the finish page; gives back the lock word."""
    one.page.get_by_role("link", name="Afslut").click()
    one.page.get_by_role("button", name="Lås mine vurderinger").click()
    one.page.get_by_role("button", name="Lås", exact=True).click()
    one.sees("Dit låseord")
    return one.page.locator("[data-slot=word]").inner_text()


def send(one: OlgasNotebook) -> None:
    one.context.set_offline(False)
    one.go("#/outbox")
    one.page.get_by_role("button", name="Send nu").click()
    expect(one.page.get_by_text("Alt er modtaget").first).to_be_visible()


def test_two_observers_pair_lock_and_compare(pair):
    olga, pia = pair
    new_pair(olga)
    code = olga.page.locator("[data-slot=pair-code]").inner_text()
    start(olga)
    new_pair(pia)
    field = pia.page.get_by_label("Den andens kode")
    field.fill(code[:-1] + ("A" if code[-1] != "A" else "B"))
    pia.page.get_by_role("button", name="Start nu").click()
    pia.sees("Ét tegn er forkert")
    field.fill(code.lower())
    pia.sees("Koden passer")
    start(pia)
    rate(olga, 2, 3)
    rate(pia, 4, 3)
    words = [lock(olga), lock(pia)]
    olga.page.get_by_label("Den andens låseord").fill(words[0])
    olga.page.get_by_label("Den andens låseord").blur()
    olga.sees("Det er dit eget låseord")
    for one, word in ((olga, words[1]), (pia, words[0])):
        one.page.get_by_label("Den andens låseord").fill(word.lower())
        one.page.get_by_label("Sig det med noget, du så eller hørte").fill("Tre nye elever svarede.")
        one.page.get_by_label("Noget, du gerne vil forstå").fill("Hvad tænker du om de 13?")
        choose(one.page.get_by_role("radio", name="Med det samme"))
        one.done()
    send(olga)
    olga.go("#/")
    olga.open_record(NAME)
    olga.sees("Den anden observation er ikke modtaget endnu.")
    send(pia)
    pia.go("#/")
    pia.open_record(NAME)
    pia.sees("Begge observationer er modtaget.")
    assert look(pia.page, "record of a pair") == []
    pia.page.get_by_role("link", name="Se, hvad I begge så").click()
    pia.sees_heading("I valgte det samme niveau for 1 af 2 indikatorer.")
    pia.sees("Det så I forskelligt")
    for text in ("Niveau 4 af 4", "Niveau 2 af 4", "Ni af 22 elever får ordet."):
        pia.sees(text)
    assert look(pia.page, "comparison") == []
