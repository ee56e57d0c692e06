"""One observation on two tablets: versions side by side, made one; the count on both sides, the receipt, the file."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.notebook import OlgasNotebook, choose

NAME = "Tom Bjerregaard Holm"


@pytest.fixture
def other_tablet(olga, chromium, live_server) -> Iterator[OlgasNotebook]:
    notebook = OlgasNotebook(chromium, live_server.url)
    yield notebook
    notebook.context.close()


def observe(olga: OlgasNotebook) -> None:
    olga.begin_visit()
    olga.note("Fire elever rækker hånden op.")
    olga.finish("Efter vores samtale")
    expect(olga.page.locator(".entry").filter(has_text=NAME).get_by_text("Modtaget")).to_be_visible()


def change(olga: OlgasNotebook, question: str, worked: str | None = None) -> None:
    """From the record, and back to home."""
    olga.page.get_by_role("button", name="Ret", exact=True).click()
    olga.page.get_by_label("Noget, du gerne vil forstå").fill(question)
    if worked:
        olga.page.get_by_label("Sig det med noget, du så eller hørte").fill(worked)
    olga.page.get_by_role("button", name="Færdig").click()
    expect(olga.page.get_by_role("link", name="Ny observation")).to_be_visible()


def test_two_versions_are_put_side_by_side_and_made_one(olga, other_tablet):
    observe(olga)
    olga.open_record(NAME)
    record = olga.page.evaluate("location.hash")
    olga.context.set_offline(True)
    other_tablet.go("#/")
    expect(other_tablet.page.locator(".entry").filter(has_text=NAME)).to_be_visible()
    other_tablet.open_record(NAME)
    change(other_tablet, "Hvad gjorde de andre?", worked="Seks nye elever svarede.")
    expect(other_tablet.page.locator(".entry").get_by_text("Modtaget")).to_be_visible()
    change(olga, "Hvad tænkte de andre?")
    olga.context.set_offline(False)
    olga.go("#/outbox")
    olga.page.get_by_role("button", name="Send nu").click()
    expect(olga.page.get_by_text("To udgaver")).to_be_visible()
    olga.go(record)
    olga.page.get_by_role("link", name="Se begge").click()
    asked = olga.page.get_by_role("group", name="Ét spørgsmål")
    expect(asked.get_by_role("radio", checked=True)).to_have_count(0)
    olga.page.get_by_role("button", name="Gem som én udgave").click()
    olga.sees("1 linje venter på dit valg.")
    choose(asked.get_by_role("radio", name="Hvad tænkte de andre?"))
    assert look(olga.page, "resolve") == []
    olga.page.get_by_role("button", name="Gem som én udgave").click()
    olga.sees_heading(NAME)
    for text in ("Hvad tænkte de andre?", "Seks nye elever svarede."):
        olga.sees(text)
    expect(olga.page.get_by_text("Der er to udgaver")).to_be_hidden()
    expect(olga.page.get_by_text("Modtaget").first).to_be_visible()
    expect(olga.page.get_by_text("Der er to udgaver")).to_be_hidden()


def test_both_sides_are_counted_with_a_receipt_and_everything_goes_into_a_file(olga, tmp_path):
    observe(olga)
    olga.go("#/outbox")
    olga.sees("Ikke talt endnu")
    olga.page.get_by_role("button", name="Tæl nu").click()
    expect(olga.page.get_by_text("1 på denne tablet, 1 på serveren")).to_be_visible()
    with olga.page.expect_download() as saving:
        olga.page.get_by_role("button", name="Gem alt").click()
    saving.value.save_as(tmp_path / "capsule.json")
    capsule = json.loads((tmp_path / "capsule.json").read_text(encoding="utf-8"))
    assert capsule["format"] == "observe-capsule/1"
    assert "Fire elever rækker hånden op." in capsule["versions"][0]["body"]
    assert look(olga.page, "outbox") == []
    olga.page.get_by_role("link", name="Kvittering til udskrift").click()
    olga.sees_heading("Kvittering fra serveren")
    row = olga.page.locator(".receipt__row").filter(has_text=NAME)
    expect(row.get_by_text("Nr. ")).to_be_visible()
    olga.sees("1 på denne tablet, 1 på serveren")
    assert look(olga.page, "receipt") == []
