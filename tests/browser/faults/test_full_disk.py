"""The tablet's disk is full, really: the notebook says so, keeps the words, and saves them once there is room."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.school_day import begin_visit, open_notebook, open_school
from tests.conftest import missing

SIZE = "160m"
TYPED = "Pigen ved reolen rækker hånden op"
NOTE = "document.querySelector('#evidence').value"
LONG = 200_000
PUT_LONG = f"""(() => {{
  const field = document.querySelector('#evidence');
  field.value = {TYPED!r} + ' ja'.repeat({LONG});
  field.dispatchEvent(new Event('input', {{ bubbles: true }}));
  return true;
}})()"""
TRY_AGAIN = f"""(() => {{
  const named = (one) => one.checkVisibility() && one.innerText.includes('Prøv igen');
  [...document.querySelectorAll('button')].find(named)?.click();
  return document.body.innerText.includes('Gemt på tabletten') && {NOTE}.length > {LONG};
}})()"""


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of its own for everything the tablet keeps; only root may mount one, and not in every container."""
    if os.geteuid():
        missing("only root may mount a small disk")
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", tmp_path]
    if subprocess.run(mounting, capture_output=True).returncode:
        missing("this container may not mount a small disk")
    yield tmp_path
    subprocess.run(["umount", "-l", tmp_path], check=True)


def fill(disk: Path) -> Path:
    """To the last byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_full_disk_is_said_and_costs_no_word(small_disk, engine, make_tablet, live_server, settings):
    open_school(settings)
    tablet = make_tablet(engine)
    open_notebook(tablet, live_server.url)
    begin_visit(tablet)
    filler = fill(small_disk)
    tablet.evaluate(PUT_LONG)
    tablet.see("Ikke gemt")
    assert tablet.evaluate(NOTE).startswith(TYPED)
    filler.unlink()
    # Chromium's store ends with a full disk: the page puts the words aside and begins anew by itself.
    tablet.until(lambda: tablet.evaluate(TRY_AGAIN), "the words saved, once there was room")
    tablet.kill()
    tablet.reopen(f"{live_server.url}/capture")
    tablet.see("Kladder")
    tablet.press("Fortsæt")
    tablet.until(lambda: len(tablet.evaluate(NOTE)) == len(TYPED) + 3 * LONG, "the words that were typed")
