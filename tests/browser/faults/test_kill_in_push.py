"""SIGKILL to a browser while the answer to its push is under way: the version is there once, and it says so."""

import sqlite3
from contextlib import closing

from sqlalchemy import make_url

from observe.config import Settings
from tests.browser.school_day import begin_visit, finish_visit, open_notebook, open_school
from tests.faults.proxy import FaultProxy, Programme


def test_kill_in_mid_push_sends_again_and_stores_once(tablet, live_server, settings):
    open_school(settings)
    with FaultProxy(live_server.port) as proxy:
        open_notebook(tablet, proxy.url)
        begin_visit(tablet)
        tablet.fill("Ny iagttagelse", "Ni elever får ordet.")
        tablet.press("Gem")
        tablet.until(lambda: any(path.endswith("/enrolment") for path, _ in proxy.seen), "the enrolment")
        proxy.weather = Programme("delay")
        finish_visit(tablet)
        tablet.until(lambda: proxy.weather.left == [], "the push")
        tablet.kill()
        tablet.reopen(f"{proxy.url}/capture")
        tablet.see("Modtaget")
    assert stored(settings) == 1


def stored(settings: Settings) -> int:
    with closing(sqlite3.connect(make_url(settings.database_url).database)) as connection:
        return connection.execute("select count(*) from version where stage = 'done'").fetchone()[0]
