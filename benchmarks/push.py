"""P5: pushing batches of 50 through the full application, beside the same rows written by sqlite3 alone."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.home import CLIENTS, Home, ask, open_home
from benchmarks.municipality import BATCH, batches, interleaved, versions
from benchmarks.table import Row
from observe import clock

N_PER_SCHOOL = 300
SEED = 7


def measure() -> list[Row]:
    with open_home() as home:
        return [pushing(home)]


def pushing(home: Home) -> Row:
    draw, now = Random(SEED), clock.now()
    made = [versions(corner, N_PER_SCHOOL, now, draw) for corner in home.corners]
    asked = interleaved([batches(corner, some, draw) for corner, some in zip(home.corners, made, strict=True)])
    warm_up, asked = asked[: len(home.corners)], asked[len(home.corners) :]
    ask(home.server, [request_of(home, *one) for one in warm_up], CLIENTS)
    rows = [one for some in made for one in some]
    before = raw(home.folder / "raw-before.sqlite", rows)
    begun = perf_counter()
    ask(home.server, [request_of(home, *one) for one in asked], CLIENTS)
    rate = sum(one.count(b'"vid"') for _, one in asked) / (perf_counter() - begun)
    after = raw(home.folder / "raw-after.sqlite", rows)
    row = Row(
        "P5",
        "push, batches of 50, full app, 2 processes",
        rate,
        "obs/s",
        "≥ 0.6 ×",
        "raw sqlite3.executemany",
        before,
        after,
    )
    return replace(row, is_met=row.ratio >= 0.6)


def request_of(home: Home, number: int, body: bytes) -> tuple[str, str, bytes, dict[str, str]]:
    headers = {"Authorization": f"Bearer {home.corners[number].token}", "Content-Type": "application/json"}
    return "POST", "/sync/v1/push", body, headers


def raw(path: Path, envelopes: list[dict[str, str]]) -> float:
    """Rows a second when sqlite3 alone writes the same bytes: 50 a transaction, each safe from a power cut."""
    rows = [
        (bytes.fromhex(one["vid"].replace("-", "")), bytes.fromhex(one["sha256"]), one["body"].encode())
        for one in envelopes
    ]
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=FULL")
    store.execute("CREATE TABLE version (vid BLOB PRIMARY KEY, sha256 BLOB NOT NULL, body BLOB NOT NULL) WITHOUT ROWID")
    begun = perf_counter()
    for first in range(0, len(rows), BATCH):
        store.execute("BEGIN IMMEDIATE")
        store.executemany("INSERT INTO version VALUES (?, ?, ?)", rows[first : first + BATCH])
        store.execute("COMMIT")
    rate = len(rows) / (perf_counter() - begun)
    store.close()
    return rate
