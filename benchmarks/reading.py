"""P8 and P9: what a tablet asks when nothing is new, pulling from nothing, and one school's page of patterns."""

import json
from http.client import HTTPConnection
from random import Random
from time import perf_counter

from benchmarks.home import Home, ask, open_home, place
from benchmarks.municipality import batches, cookie_of, versions
from benchmarks.push import request_of
from benchmarks.table import Row, percentile
from observe import clock

N_ASKED = 200
PAGE = 500
# Observations of one school → how many bare pages its own may take, both at the 95th percentile.
PATTERNS = {500: 3, 5_000: 4.5}
PATTERNS_PATH = "/leadership/patterns"
# A page of text behind the same sign-in: what any page costs.
BARE = "/was"
N_MORE = 30


def measure(is_postgresql: bool = False) -> list[Row]:
    with place(is_postgresql) as url, open_home(url) as home:
        read = patterns(home)
        return [*pull(home), *read]


def milliseconds(home: Home, path: str, cookie: str) -> list[float]:
    """Of N_ASKED requests one after the other, the first twenty left out."""
    headers = {"Cookie": cookie} if cookie else {}
    return [1000 * one for one in ask(home.server, [("GET", path, None, headers)] * (N_ASKED + 20))[20:]]


def pull(home: Home) -> list[Row]:
    cookie = cookie_of(home.app, home.corners[0].leader)
    entries, seconds, cursor, have = pull_all(home, cookie)
    path = f"/sync/v1/pull?cursor={cursor}&have={have}"
    before = percentile(milliseconds(home, "/health", ""), 50)
    empty = percentile(milliseconds(home, path, cookie), 50)
    after = percentile(milliseconds(home, "/health", ""), 50)
    return [
        Row("P8", "pull from nothing, pages of 500", entries / seconds, "entries/s", "≥ 3 × the fastest peer"),
        Row("P8", "pull, nothing new, p50", empty, "ms", "≤ ping + 2 ms", "ping", before, after,
            empty <= (before + after) / 2 + 2),
    ]  # fmt: skip


def pull_all(home: Home, cookie: str) -> tuple[int, float, str, str]:
    """(entries, seconds, last cursor, hashes of the bundle): all pages as a new tablet gets them."""
    connection, n, cursor, have = HTTPConnection("127.0.0.1", home.server.port), 0, "", ""
    begun = perf_counter()
    while True:
        connection.request("GET", f"/sync/v1/pull?limit={PAGE}&cursor={cursor}&have={have}", headers={"Cookie": cookie})
        said = json.loads(connection.getresponse().read())
        n, cursor = n + len(said["entries"]), said["next_cursor"]
        have = ",".join(said["bundle"]["parts"].values())
        if not said["more"]:
            connection.close()
            return n, perf_counter() - begun, cursor, have


def patterns(home: Home) -> list[Row]:
    """One school is filled until it has as many as the goal names."""
    corner, draw, rows, stored = home.corners[0], Random(11), [], 0
    cookie = cookie_of(home.app, corner.leader)
    for n, goal in PATTERNS.items():
        made = batches(corner, versions(corner, n - stored, clock.now(), draw), draw)
        ask(home.server, [request_of(home, 0, one) for one in made])
        stored = n
        before, spent, after = (
            percentile(milliseconds(home, path, cookie), 95) for path in (BARE, PATTERNS_PATH, BARE)
        )
        name, met = f"patterns of one school, {n:,} observations", spent <= goal * (before + after) / 2
        rows.append(
            Row("P9", f"{name}, p95", spent, "ms", f"≤ {goal} × a bare page", "a bare page", before, after, met)
        )
        more = batches(corner, versions(corner, N_MORE, clock.now(), draw), draw, size=1)
        rows.append(Row("P9", f"{name}, each after one more, p50", percentile(fresh(home, cookie, more), 50), "ms", ""))
    return rows


def fresh(home: Home, cookie: str, pushes: list[bytes]) -> list[float]:
    """Milliseconds of the page after each of these: what was drawn before is of little use then."""
    page = ("GET", PATTERNS_PATH, None, {"Cookie": cookie})
    return [1000 * ask(home.server, [request_of(home, 0, one), page])[1] for one in pushes]
