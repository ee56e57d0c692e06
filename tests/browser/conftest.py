"""Browsers for tests: the three engines as tablets, a Chromium for looking at pages, a real server to talk to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from observe.config import Settings
from tests.browser.driver import Tablet
from tests.browser.engines import CHROMIUM_ARGUMENTS, NoBrowser, find_chromium, screen
from tests.browser.playwright_tablet import ChromiumTablet, FirefoxTablet
from tests.browser.webkit_tablet import WebKitTablet
from tests.conftest import missing
from tests.live import LiveServer

ENGINES = ("chromium", "firefox", "webkit")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browsers on one worker: two at a time on two cores make each other slow."""
    here = Path(__file__).parent
    for test in items:
        if here in test.path.parents:
            test.add_marker(pytest.mark.browser)
            test.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def running_chromium(playwright) -> Iterator[Browser]:
    try:
        running = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS))
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


@pytest.fixture
def live_server(settings: Settings) -> Iterator[LiveServer]:
    """A real server on an empty, migrated database; fill it through ``settings`` before you go there."""
    with LiveServer(settings) as running:
        yield running
