"""P9 to P11 with many stored: a school's page, the page across 2,000 schools, upkeep of its rows, memory of a process.

Stored observations beyond a school's own are rows of the projection, written straight into their table: pages of
figures read nothing else, and a million through the one way in takes a quarter of an hour (``observe generate``).
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from benchmarks.home import CLIENTS, Home, ask, open_home, place
from benchmarks.many import N_SCHOOLS, Many
from benchmarks.municipality import batches, cookie_of, interleaved, versions
from benchmarks.push import request_of
from benchmarks.reading import milliseconds
from benchmarks.table import Row, percentile
from observe import clock
from observe.cli.refresh import refresh
from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.people import Person
from observe.models.rollups import mark_all
from observe.models.schools import Municipality, School
from observe.models.versions import Carrier, accept, by_roster, open_envelopes, writing
from tests import factories as make
from tests.releases_across import CODES, add_release, cell, counts_around

FEW, SOME, ALL = 10_000, 100_000, 1_000_000
N_OF_ONE = 500
# So much may a page grow when much more is stored; milliseconds across schools; share of a push; megabytes.
GROWTH, ACROSS_MS, UPKEEP, PRIVATE_MB = 1.3, 60, 0.05, 75
TERM_DAYS = 60


def measure(is_full: bool = False, is_postgresql: bool = False) -> list[Row]:
    """The table for one kind of database; ``is_full`` stores a million instead of a tenth of it."""
    with place(is_postgresql) as url, open_home(url) as home:
        return [*_measured(home, ALL if is_full else SOME, "PostgreSQL" if is_postgresql else "SQLite")]


def _measured(home: Home, n_stored: int, kind: str) -> Iterator[Row]:
    corner, draw = home.corners[0], Random(11)
    made = batches(corner, versions(corner, N_OF_ONE, clock.now(), draw), draw)
    ask(home.server, [request_of(home, 0, one) for one in made])
    pushing = [batches(each, versions(each, 50, clock.now(), draw), draw) for each in home.corners[1:]]
    ask(home.server, [request_of(home, number + 1, one) for number, one in interleaved(pushing)], CLIENTS)
    with home.app.app_context(), db.engine.connect().execution_options(**WRITES) as connection:
        many = Many(connection, home, draw)
        many.add(FEW)
        before = p50(home, corner)
        many.add(n_stored - FEW)
        spent = p50(home, corner)
        yield upkeep(connection, home, kind)
    with home.app.app_context():
        yield from across(home, many, n_stored, kind)
    yield Row(
        "P9", f"patterns of one school, {n_stored:,} stored, p50, {kind}", spent, "ms", f"≤ {GROWTH} × with {FEW:,}",
        f"with {FEW:,}", before, before, spent <= GROWTH * before,
    )  # fmt: skip
    yield memory(home, kind)


def p50(home: Home, corner) -> float:
    return percentile(milliseconds(home, "/leadership/patterns", cookie_of(home.app, corner.leader)), 50)


def across(home: Home, many: Many, n_stored: int, kind: str) -> Iterator[Row]:
    """Every school's rows, each school's release of the term that is over, and the page of all of them."""
    with Session(db.engine, expire_on_commit=False) as session:
        session.connection(execution_options=WRITES)
        cookie = cookie_of(home.app, _released(session, many))
        mark_all(session.connection(), many.home)
        session.commit()
        begun = perf_counter()
        n_places = refresh(session, clock.now())
        seconds = perf_counter() - begun
    before = percentile(milliseconds(home, "/health", ""), 95)
    spent = percentile(milliseconds(home, "/administration/patterns", cookie), 95)
    after = percentile(milliseconds(home, "/health", ""), 95)
    name = f"across {N_SCHOOLS:,} schools, {n_stored:,} stored, p95, {kind}"
    yield Row("P10", name, spent, "ms", f"≤ {ACROSS_MS} ms", "ping", before, after, spent <= ACROSS_MS)
    yield Row("P10", f"one school's term made anew, {kind}", 1000 * seconds / n_places, "ms", "")


def _released(session: Session, many: Many) -> Person:
    """Ana of the administration, to whom every school has opened the term before this one."""
    municipality = session.get_one(Municipality, many.home)
    first, last = (many.now.date() - timedelta(days=days) for days in (200, TERM_DAYS + 1))
    term = make.make_term(session, municipality, first, last, "Terminen før")
    ana = make.make_person(session, municipality, "Ana Brix")
    make.appoint(session, ana, "administration")
    for school_id in many.schools:
        level = many.draw.gauss(2.5, 0.3)
        cells = [cell(code, counts_around(level, many.draw)) for code in CODES]
        add_release(session, session.get_one(School, school_id), term, ana, cells, many.now)
    return ana


def upkeep(connection: Connection, home: Home, kind: str) -> Row:
    """The marks' share of the time that batches of 50 take, in one process: what accept does, and its commit."""
    spent = {"marks": 0.0}
    steps = {name: getattr(writing, name) for name in ("mark_places", "places_before", "places_of")}
    for name, step in steps.items():
        setattr(writing, name, timed(step, spent))
    draw, whole = Random(5), 0.0
    try:
        for corner in home.corners:
            for _ in range(4):
                arrivals = open_envelopes(versions(corner, 50, clock.now(), draw))
                begun = perf_counter()
                carrier = Carrier(corner.leader.id, corner.device_id)
                facts = {"municipality_id": corner.school.municipality_id, "judge": by_roster, "at": clock.now()}
                accept(connection, carrier=carrier, arrivals=arrivals, **facts)
                connection.commit()
                whole += perf_counter() - begun
    finally:
        for name, step in steps.items():
            setattr(writing, name, step)
    share = spent["marks"] / whole
    return Row("P10", f"marks, share of a push, {kind}", 100 * share, "%", f"≤ {UPKEEP:.0%}", is_met=share <= UPKEEP)


def timed(step, spent: dict[str, float]):
    def measured(*given):
        begun = perf_counter()
        answer = step(*given)
        spent["marks"] += perf_counter() - begun
        return answer

    return measured


def memory(home: Home, kind: str) -> Row:
    """Private memory of the largest process of the server, after all of the above."""
    children = Path(f"/proc/{home.server.running.pid}/task/{home.server.running.pid}/children").read_text().split()
    private = max(_private_mb(int(pid)) for pid in children)
    return Row("P11", f"private memory of a process, {kind}", private, "MB", f"≤ {PRIVATE_MB} MB",
               is_met=private <= PRIVATE_MB)  # fmt: skip


def _private_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))) / 1024
