"""Two real releases, one after the other, on a tablet with work on it: the change waits, and nothing is lost by it."""

import pytest
from playwright.sync_api import expect

from tests.browser.editions import build_later_edition, edition_of, look_for_edition
from tests.browser.notebook import OlgasNotebook
from tests.browser.school_day import begin_visit, finish_visit, open_notebook, open_school
from tests.browser.test_notebook import FULL_LATER

# One after the other in one process: the later release is built once.
pytestmark = pytest.mark.xdist_group("editions")
TYPED = "Pigen ved reolen rækker hånden op"
OFFERED = "Der er en ny udgave af notesbogen."
TAKE = "Tag den i brug"


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    return build_later_edition(tmp_path_factory.mktemp("edition"))


@pytest.fixture
def server(live_server, settings):
    """``server.become(root)``: the same address, served by another release."""
    open_school(settings)
    live_server.become = lambda root: change_release(live_server, root)
    return live_server


def change_release(server, root):
    server.kill()
    server.root = root
    server.start()


def type_in_a_visit(tablet):
    begin_visit(tablet)
    tablet.fill("Ny iagttagelse", TYPED)
    tablet.see("Gemt på tabletten")


def find_what_was_typed(tablet):
    tablet.press("Fortsæt")
    tablet.until(lambda: tablet.evaluate("document.querySelector('#evidence')?.value") == TYPED, "the words typed")


def take_the_edition(tablet, edition):
    tablet.see(OFFERED)
    tablet.press(TAKE)
    tablet.until(lambda: edition_of(tablet) == edition, f"the {edition} edition")
    tablet.see("Kladder")


def test_new_edition_waits_for_the_end_of_the_visit_and_for_the_person(tablet, server, later):
    open_notebook(tablet, server.url)
    tablet.open(f"{server.url}/capture")
    type_in_a_visit(tablet)
    server.become(later)
    assert look_for_edition(tablet) == "installed"
    assert OFFERED not in tablet.text()
    assert edition_of(tablet) == "first"
    tablet.press("Notesbog")
    take_the_edition(tablet, "later")
    find_what_was_typed(tablet)


def test_edition_that_lacks_a_file_is_not_installed_and_the_old_one_opens_without_a_network(make_tablet, server, later):
    tablet = make_tablet("chromium")
    open_notebook(tablet, server.url)
    tablet.open(f"{server.url}/capture")
    type_in_a_visit(tablet)
    server.become(later)
    script = next((later / "observe/static/dist").glob("capture-*.js"))
    tablet.evaluate("fetch('/sw.js').then(() => true)")  # the list is made while the file is still there
    hidden = [
        path.rename(path.with_name(f"_{path.name}")) for path in later.glob(f"observe/static/dist/{script.name}*")
    ]
    assert look_for_edition(tablet) == "redundant"
    server.kill()
    tablet.kill()
    tablet.reopen(f"{server.url}/capture")
    find_what_was_typed(tablet)
    assert edition_of(tablet) == "first"

    for path in hidden:
        path.rename(path.with_name(path.name.removeprefix("_")))
    server.start()
    tablet.press("Notesbog")
    assert look_for_edition(tablet) == "installed"
    take_the_edition(tablet, "later")


def test_going_back_to_the_older_release_keeps_drafts_and_what_waits(make_tablet, server, later):
    tablet = make_tablet("chromium")
    server.become(later)
    open_notebook(tablet, server.url)
    tablet.open(f"{server.url}/capture")
    tablet.until(lambda: edition_of(tablet) == "later", "the later edition")
    server.kill()
    begin_visit(tablet)
    finish_visit(tablet)
    tablet.see("1 observation er kun på denne tablet")
    type_in_a_visit(tablet)
    tablet.press("Notesbog")
    tablet.see("1 observation er kun på denne tablet")
    server.root = type(server).root
    server.start()
    assert look_for_edition(tablet) == "installed"
    take_the_edition(tablet, "first")
    tablet.see("Alt er modtaget.")
    find_what_was_typed(tablet)


def test_words_that_another_window_cannot_save_keep_the_old_edition(chromium, server, later):
    olga = OlgasNotebook(chromium, server.url, before=FULL_LATER)
    olga.begin_visit()
    olga.page.evaluate("window.isFull = true")
    olga.page.get_by_label("Ny iagttagelse").fill(TYPED)
    olga.sees("Ikke gemt")
    server.become(later)
    other = olga.context.new_page()
    other.goto(f"{server.url}/capture", referer=f"{server.url}/")
    other.get_by_role("button", name=TAKE).click()
    expect(other.get_by_text("Noget, du har skrevet, er ikke gemt endnu.")).to_be_visible()

    olga.page.evaluate("window.isFull = false")
    other.get_by_role("button", name=TAKE).click()
    expect(other.locator("html[data-edition=later]")).to_be_attached()
    expect(olga.page.get_by_label("Ny iagttagelse")).to_have_value(TYPED)
    olga.page.get_by_role("link", name="Notesbog").first.click()
    olga.sees("Notesbogen er fornyet i et andet vindue.")
    olga.context.close()
