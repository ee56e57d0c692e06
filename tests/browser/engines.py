"""Where the browsers of this machine are, and how they are started; says what to install where one is missing."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

# Each: a variable that wins, then programs on the PATH, then where macOS keeps them.
CHROMIUM = (
    "OBSERVE_CHROMIUM",
    "chromium",
    "google-chrome",
    "chromium-browser",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    # What `playwright install chromium` fetched, where there was no other way.
    "~/.cache/ms-playwright/chromium-*/chrome-linux*/chrome",
)
# Chromium without the windows that nobody sees takes a third of the time of a core; Debian has it.
HEADLESS_CHROMIUM = (CHROMIUM[0], "chromium-headless-shell", *CHROMIUM[1:])
FIREFOX = ("OBSERVE_FIREFOX", "firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
WEBKIT_DRIVER = ("OBSERVE_WEBKIT_DRIVER", "WebKitWebDriver")
# Without the two, Chromium asks the network for things of its own at every start.
CHROMIUM_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    *(("--no-sandbox",) if os.geteuid() == 0 else ()),
)  # fmt: skip


class NoBrowser(Exception):
    """A browser is missing; the text says what to install."""


def find_chromium(is_headless: bool = False) -> str:
    """``is_headless``: for pages that are looked at, not for tablets that are killed and opened again."""
    places = HEADLESS_CHROMIUM if is_headless else CHROMIUM
    return _found(places, "no Chromium: apt-get install chromium, or brew install --cask google-chrome")


def find_firefox() -> str:
    return _found(FIREFOX, "no Firefox: apt-get install firefox-esr, or brew install --cask firefox")


def find_webkit_driver() -> str:
    return _found(WEBKIT_DRIVER, "no WebKit: apt-get install webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb")


def _matches(place: str) -> list[str]:
    """Of a program's name: where the PATH has it; of a path: what it matches."""
    return glob(os.path.expanduser(place)) if "/" in place else list(filter(None, [shutil.which(place)]))


def _found(places: tuple[str, ...], advice: str) -> str:
    named, *others = places
    there = (path for place in others for path in _matches(place))
    found = os.environ.get(named) or next(there, None)
    if not found:
        raise NoBrowser(advice)
    return found


@contextmanager
def screen(width: int, height: int) -> Iterator[str]:
    """A virtual screen for the browser that has no headless mode; gives the value for DISPLAY."""
    if not shutil.which("Xvfb"):
        raise NoBrowser("no virtual screen: apt-get install xvfb")
    reading, writing = os.pipe()
    running = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as number:
        display = f":{number.readline().strip()}"
    try:
        yield display
    finally:
        running.terminate()
        running.wait()


def webkit_browser() -> str:
    return str(Path(__file__).parent / "webkit_browser.py")
