"""A browser that deletes what the notebook kept: the next sign-in says what the server has, and what may be missing."""

from playwright.sync_api import expect

from tests.browser.notebook import OlgasNotebook
from tests.factories import PASSWORD

CLEARED = "Browseren har slettet det, der lå på denne tablet."
STORED = "indexeddb,local_storage,cache_storage,service_workers,file_systems"


def clear_storage(olga: OlgasNotebook) -> None:
    """What a browser short of room deletes: everything but the cookies."""
    olga.page.goto("about:blank")
    wire = olga.context.new_cdp_session(olga.page)
    wire.send("Storage.clearDataForOrigin", {"origin": olga.url, "storageTypes": STORED})
    wire.detach()


def sign_in_again(olga: OlgasNotebook) -> None:
    """Days later the login is over, too."""
    olga.page.goto(f"{olga.url}/capture", referer=f"{olga.url}/")
    olga.page.get_by_role("link", name="Log ind").click()
    olga.page.get_by_label("E-mail").fill("olga@example.org")
    olga.page.get_by_label("Adgangskode").fill(PASSWORD)
    olga.page.get_by_role("button", name="Log ind").click()


def test_a_cleared_notebook_says_what_the_server_has_and_comes_back(olga):
    olga.go()
    expect(olga.page.get_by_text(CLEARED)).to_have_count(0)
    olga.begin_visit()
    olga.note("Tre elever rækker hånden op")
    olga.finish()
    olga.go()
    olga.sees("Delt")

    clear_storage(olga)
    olga.context.clear_cookies(name="observe")
    sign_in_again(olga)
    olga.sees(CLEARED)
    olga.sees("1 observation fra før ligger sikkert på serveren")
    olga.sees("Tom Bjerregaard Holm")

    olga.page.get_by_role("button", name="Jeg har set det").click()
    expect(olga.page.get_by_text(CLEARED)).to_have_count(0)
    olga.go()
    olga.sees("Tom Bjerregaard Holm")
    expect(olga.page.get_by_text(CLEARED)).to_have_count(0)
