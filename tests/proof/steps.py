"""Every step that a history may take. Its number says which notebook, which record, which fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from observe import clock
from observe.errors import NotRepairable
from observe.models.people import Appointment, Enrolment
from observe.models.rubrics import RubricVersion
from observe.models.versions import Quarantined, accept_as_is, by_roster, judge_waiting
from tests.models.versions.store import envelope
from tests.proof.faults import NAMES
from tests.proof.home import Killed
from tests.proof.notebook import AT_SERVER

if TYPE_CHECKING:
    from tests.proof.notebook import Notebook
    from tests.proof.world import World

# What a version may be; the numbers of ``save`` choose. Sound ones come often.
KINDS = ("sound", "sound", "sound", "typed", "sound", "wrong_field", "unknown_rubric", "elsewhere", "no_json", "newer")
LONG_AGO = date(2020, 1, 1)
COMING_RUBRIC = "ab" * 32


def _save(world: World, n: int) -> None:
    notebook = world.at(n)
    kind = KINDS[n // 4 % len(KINDS)]
    world.made(notebook, world.new_id(0xA), [], kind)


def _edit(world: World, n: int) -> None:
    """A next version, on whichever tablet: of what was made here, or of what came from the person's other tablet."""
    notebook = world.at(n)
    records = world.own_records(notebook) + [rid for _sha256, rid in notebook.copies.values()]
    if records:
        rid = records[n // 4 % len(records)]
        parents = notebook.heads(rid) or [vid for vid, (_, of) in notebook.copies.items() if of == rid][-1:]
        world.made(notebook, rid, parents, "sound")


def _resolve(world: World, n: int) -> None:
    """A version that names every version of its record that the notebook knows."""
    notebook = world.at(n)
    if records := world.own_records(notebook):
        rid = records[n // 4 % len(records)]
        known = [vid for vid, (_, of) in notebook.copies.items() if of == rid]
        own = [row.vid for row in notebook.rows.values() if row.rid == rid and row.stage == "done"]
        world.made(notebook, rid, sorted({*known, *own}), "sound")


def _withdraw(world: World, n: int) -> None:
    notebook = world.at(n)
    if records := world.own_records(notebook):
        rid = records[n // 4 % len(records)]
        world.made(notebook, rid, notebook.heads(rid), act="withdraw", payload={"reason": "other"})


def _draft(world: World, n: int) -> None:
    """A safety copy beside a record's versions, or of a record that has none yet."""
    notebook = world.at(n)
    records = world.own_records(notebook) + [world.new_id(0xA)]
    world.made(notebook, records[n // 4 % len(records)], [], stage="draft")


def _cycle(world: World, n: int) -> None:
    """Two versions that name each other: what a bug or bad luck with ids could make."""
    notebook, rid = world.at(n), world.new_id(0xA)
    first, second = world.new_id(0xB), world.new_id(0xB)
    world.made(notebook, rid, [second], vid=first)
    world.made(notebook, rid, [first], vid=second)


def _push(world: World, n: int) -> None:
    notebook = world.at(n)
    world.watched(notebook, notebook.push())


def _answer(world: World, n: int) -> None:
    """One batch under one fault."""
    notebook = world.at(n)
    fault = NAMES[n // 4 % len(NAMES)]
    world.reached[f"fault: {fault}"] += 1
    world.watched(notebook, notebook.push(fault))


def _twice(world: World, n: int) -> None:
    """The same batch again, although it was answered."""
    notebook = world.at(n)
    before = {row.vid: row.state for row in notebook.rows.values()}
    for row in notebook.in_state("held", "settled", "quarantined")[:4]:
        row.state = "ready"
        world.reached["sent twice"] += 1
    world.watched(notebook, notebook.push())
    for row in notebook.in_state("ready"):
        row.state = before[row.vid]


def _damage(world: World, n: int) -> None:
    """Bytes changed on their way, another content under a vid that is here, and what is no version at all."""
    notebook = world.at(n)
    rows = [row for row in notebook.rows.values() if row.body]
    if rows:
        row = rows[n // 4 % len(rows)]
        other = envelope(row.body.replace('"tz"', '"colour": "red", "tz"'), row.vid)
        damaged = {**row.envelope, "body": row.body.replace("questions", "quest ons")}
        notebook.bring([damaged, "no version", *([other] if row.state != "ready" else [])])
        world.reached["damaged on the way"] += 1


def _carry(world: World, n: int) -> None:
    """The tablet's next person brings what the former left."""
    lena, former = world.notebooks[1], world.notebooks[2]
    carrier, carried = (lena, former) if n % 2 else (former, lena)
    if carried.in_state("ready"):
        world.reached["carried"] += 1
    world.watched(carrier, carrier.push(of=carried), of=carried)


def _inventory(world: World, n: int) -> None:
    notebook = world.at(n)
    world.watched(notebook, notebook.inventory(NAMES[n // 4 % len(NAMES)] if n % 3 == 0 else "none"))


def _prune(world: World, n: int) -> None:
    notebook = world.at(n)
    world.watched(notebook, notebook.inventory(prune=True))


def _pull(world: World, n: int) -> None:
    """One page of one to three events: what is committed between two pages must not fall out."""
    notebook = world.at(n)
    if notebook.is_signed_in and notebook.pull(limit=1 + n // 4 % 3):
        world.promises.pulled(notebook)


def _kill(world: World, n: int) -> None:
    """The server dies before one of the statements of a push."""
    notebook = world.at(n)
    try:
        with world.home.killed_at(n // 4 % 24):
            world.watched(notebook, notebook.push())
    except Killed:
        world.reached["killed in a push"] += 1


def _snapshot(world: World, n: int) -> None:
    world.copies.append(world.home.copy())


def _restore(world: World, n: int) -> None:
    """An older file is copied back by hand; not one from before a backup that let a tablet drop something."""
    if not world.copies:
        return
    now = world.home.copy()
    world.home.set_back(world.copies[n % len(world.copies)])
    if world.promises.lacks_pruned():
        world.home.set_back(now)
        return
    world.replay_erasures()
    world.promises.went_back()
    world.reached["set back"] += 1


def _back_up(world: World, n: int) -> None:
    """A verified copy: from now on tablets may drop what it covers."""
    world.back_up()


def _erase(world: World, n: int) -> None:
    """The law asks that a record goes: one that the server knows, while any tablet may still bring it."""
    rows = [row for _, row in world.promises.saved_rows if row.state in AT_SERVER and row.code != "unreadable"]
    if rows and n % 3 == 0:
        row = rows[n // 3 % len(rows)]
        world.erase(row.rid)
        world.reached["erased by law"] += 1


def _repair(world: World, n: int) -> None:
    """The administration takes what was set aside as it is."""
    waiting = [row for row in world.store.rows(Quarantined) if row.code in ("no_permission", "unknown_teacher")]
    waiting = sorted((row for row in waiting if row.resolved_at is None), key=lambda row: row.seq)
    if waiting:
        row = waiting[n % len(waiting)]
        named = {"vid": row.vid, "sha256": row.sha256, "by": world.store.people["ana"].id}
        try:
            world.store.write(accept_as_is, **named, judge=by_roster, at=clock.now())
        except NotRepairable as refused:
            world.reached[f"not repaired: {refused.code}"] += 1
        else:
            world.reached["repaired"] += 1


def _revoke(world: World, n: int) -> None:
    """Olga's appointment turns out to have ended long ago."""
    _appoint(world, LONG_AGO)


def _permit(world: World, n: int) -> None:
    """The appointment comes back, and with it what waited for it."""
    _appoint(world, None)
    if world.store.write(judge_waiting, judge=by_roster, at=clock.now()):
        world.reached["judged again"] += 1


def _appoint(world: World, ends_on: date | None) -> None:
    olga = world.store.people["olga"].id
    with world.home.engine.begin() as connection:
        connection.execute(update(Appointment).where(Appointment.person_id == olga).values(ends_on=ends_on))


def _publish(world: World, n: int) -> None:
    """The rubric comes that some version waited for."""
    with Session(world.home.engine) as session:
        known = {row.content_hash: row for row in session.scalars(select(RubricVersion))}
        if COMING_RUBRIC in known:
            return
        shipped = known[world.store.rubric]
        row = {name: getattr(shipped, name) for name in ("municipality_id", "key", "body", "imported_at")}
        session.add(RubricVersion(**row, content_hash=COMING_RUBRIC, version=shipped.version + 1))
        session.commit()
    if world.store.write(judge_waiting, judge=by_roster, at=clock.now()):
        world.reached["judged again"] += 1


def _retire(world: World, n: int) -> None:
    _mark(world, world.at(n), retired_at=clock.now())


def _steal(world: World, n: int) -> None:
    if n % 3 == 0:
        _mark(world, world.at(n), stolen_at=clock.now())


def _mark(world: World, notebook: Notebook, **moments: object) -> None:
    here = (Enrolment.person_id == notebook.person.id, Enrolment.device_id == notebook.device_id)
    with world.home.engine.begin() as connection:
        connection.execute(update(Enrolment).where(*here).values(moments))


def _rebuild(world: World, n: int) -> None:
    world.promises.views_follow_from_the_set()


def _weather(world: World, n: int) -> None:
    world.at(n).fault = NAMES[n // 4 % len(NAMES)]


def _clear(world: World, n: int) -> None:
    for notebook in world.notebooks:
        notebook.fault = "none"


def _sign_out(world: World, n: int) -> None:
    world.at(n).sign_out()


def _sign_in(world: World, n: int) -> None:
    """A login brings a new token, and is the way back for a tablet that was retired or reported stolen."""
    world.at(n).sign_in()


def _pass(world: World, n: int) -> None:
    """Time enough for one notebook to do all it would."""
    world.sync(world.at(n))


def _clock(world: World, n: int) -> None:
    """Every tablet's clock jumps, to 1970 at the worst."""
    world.skew = timedelta(seconds=(-3_600, 86_400 * 70, 0, -86_400 * 61, 600, -1_700_000_000)[n % 6])


STEPS: dict[str, Callable[[World, int], None]] = {
    step.__name__.removeprefix("_"): step
    for step in (
        _save, _edit, _resolve, _withdraw, _draft, _cycle, _push, _answer, _twice, _damage, _carry, _inventory, _prune,
        _pull, _pass, _kill, _snapshot, _restore, _back_up, _erase, _repair, _revoke, _permit, _publish, _retire,
        _steal, _rebuild, _weather, _clear, _sign_out, _sign_in, _clock,
    )
}  # fmt: skip
