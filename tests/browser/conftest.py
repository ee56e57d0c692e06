"""Browsers for tests: the three engines as tablets, a Chromium for looking at pages, a real server to talk to."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from observe.config import Settings
from tests.browser.driver import PATIENCE_S, Tablet
from tests.browser.engines import CHROMIUM_ARGUMENTS, NoBrowser, find_chromium, screen
from tests.browser.notebook import OlgasNotebook
from tests.browser.playwright_tablet import ChromiumTablet, FirefoxTablet
from tests.browser.school_day import open_school
from tests.browser.webkit_tablet import WebKitTablet
from tests.conftest import missing
from tests.databases import settings_for
from tests.live import ROOT, LiveServer

ENGINES = ("chromium", "firefox", "webkit")
# What must come is waited for: five seconds, as Playwright would have it, pass on a busy machine with two cores.
expect.set_options(timeout=PATIENCE_S * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for test in items:
        if here in test.path.parents:
            test.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def running_chromium(playwright) -> Iterator[Browser]:
    try:
        running = playwright.chromium.launch(
            executable_path=find_chromium(is_headless=True), args=list(CHROMIUM_ARGUMENTS)
        )
    except NoBrowser as absent:
        missing(absent)
    yield running
    running.close()


@pytest.fixture
def chromium(running_chromium) -> Iterator[Browser]:
    """A headless Chromium without a profile; ``chromium.new_page()`` for axe, pictures, layouts.

    What a test leaves open is closed: a hundred pages of former tests would go on ticking beside the next.
    """
    yield running_chromium
    for context in running_chromium.contexts:
        context.close()


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with screen(1280, 1280) as number:
        yield number


@pytest.fixture
def make_tablet(request, tmp_path) -> Iterator[Callable[..., Tablet]]:
    """``make_tablet("webkit", width=820, height=1180)``: a tablet with an empty profile."""
    made = []

    def make(engine: str, **size: int) -> Tablet:
        folder = tmp_path / f"profile-{len(made)}"
        folder.mkdir()
        try:
            if engine == "webkit":
                tablet = WebKitTablet(request.getfixturevalue("display"), folder, **size)
            else:
                kind = {"chromium": ChromiumTablet, "firefox": FirefoxTablet}[engine]
                tablet = kind(request.getfixturevalue("playwright"), folder, **size)
        except NoBrowser as absent:
            missing(absent)
        made.append(tablet)
        return tablet

    yield make
    for tablet in made:
        tablet.stop()


@pytest.fixture(params=ENGINES)
def tablet(request, make_tablet) -> Tablet:
    """A tablet of each engine in turn."""
    return make_tablet(request.param)


@pytest.fixture(scope="session")
def standing_server(sqlite_files, tmp_path_factory) -> Iterator[LiveServer]:
    """One for all tests: the three programs of a server take seconds of a core to start."""
    server = LiveServer(settings_for(sqlite_files.migrated(), tmp_path_factory.mktemp("home")))
    yield server
    if server.is_running():
        server.kill()


@pytest.fixture
def settings(standing_server, sqlite_files) -> Settings:
    """Of the standing server, whose database has no rows and whose home no files any more."""
    home = standing_server.settings
    sqlite_files.renew(home.database_url)
    for left in Path(home.instance_path).iterdir():
        if left.is_dir():
            shutil.rmtree(left)
    return home


@pytest.fixture
def live_server(settings, standing_server) -> LiveServer:
    """A real server on an empty, migrated database; fill it through ``settings`` before you go there.

    A test may kill it and start it again; the next finds it running, and the release that this checkout is.
    """
    if standing_server.root != ROOT:
        standing_server.kill()
        standing_server.root = ROOT
    if not standing_server.is_running():
        standing_server.start()
    return standing_server


@pytest.fixture
def olga(chromium, live_server, settings) -> OlgasNotebook:
    """At Sofiendal, signed in, with nothing written yet."""
    open_school(settings)
    return OlgasNotebook(chromium, live_server.url)
