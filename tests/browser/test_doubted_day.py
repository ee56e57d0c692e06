"""A tablet whose clock was wrong: the observation arrives, and its author says when the visit was."""

from datetime import timedelta

from playwright.sync_api import expect

from observe import clock
from tests.browser.looking import look

NAME = "Tom Bjerregaard Holm"


def test_author_is_asked_for_the_day_and_the_answer_counts(olga):
    now = clock.now()
    olga.page.clock.set_system_time(now - timedelta(days=200))
    olga.go()
    olga.begin_visit()
    olga.note("Ni elever får ordet.")
    olga.finish("Efter vores samtale")
    expect(olga.page.locator(".entry").get_by_text("Modtaget")).to_be_visible()
    olga.page.clock.set_system_time(now)
    olga.go()
    olga.sees("1 observation har en dag, der måske er forkert.")
    olga.page.get_by_role("link", name="Se på dagen").click()
    olga.sees_heading(NAME)
    assert look(olga.page, "a record whose day is doubted") == []
    olga.page.get_by_role("button", name="Gem dagen").click()
    olga.sees("Vælg en dag og et klokkeslæt.")
    expect(olga.page.get_by_label("Dag", exact=True)).to_be_focused()
    yesterday = now - timedelta(days=1)
    olga.page.get_by_label("Dag", exact=True).fill(yesterday.strftime("%Y-%m-%d"))
    olga.page.get_by_label("Begyndte kl.").fill("08:15")
    olga.page.get_by_role("button", name="Gem dagen").click()
    expect(olga.page.get_by_role("heading", name="Hvornår var besøget?")).to_have_count(0)
    expect(olga.page.locator("[data-slot=eyebrow]").first).to_contain_text("08:15")
    expect(olga.page.locator("[data-slot=state]")).to_contain_text("Modtaget")
    expect(olga.page.get_by_role("heading", name="Hvornår var besøget?")).to_have_count(0)
    olga.go()
    expect(olga.page.locator(".entry").filter(has_text=NAME)).to_be_visible()
    expect(olga.page.get_by_text("har en dag, der måske er forkert")).to_have_count(0)
