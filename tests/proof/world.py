"""A world of the proof: one home and four notebooks on three tablets, which takes steps and looks at every promise.

A history is a list of ``[step, number]``, as in tests/js/model. Ids and bytes follow from it alone, so that a trace
that was printed can be played again.
"""

import json
from collections import Counter
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from observe import clock
from observe.models.people import Person
from observe.models.versions import Erasure, erase, replay
from observe.models.versions.durability import record_backup
from tests import factories as make
from tests.models.versions.store import envelope
from tests.proof.home import Home
from tests.proof.notebook import Notebook, Row
from tests.proof.promises import Promises
from tests.proof.steps import COMING_RUBRIC, STEPS

# Enough for the answers to cross each other on any history that the tests draw.
MOST_ROUNDS = 12


class World:
    def __init__(self, home: Home, skew: timedelta = timedelta(0)) -> None:
        """``skew`` is what every tablet's clock is wrong by."""
        self.home, self.store, self.skew = home, home.store, skew
        home.set_back(home.fresh)
        self.reached: Counter[str] = Counter()
        self.trace: list[tuple[str, int]] = []
        self.copies: list[bytes] = []
        self.ledger: list[Erasure] = []
        self.rubric = home.store.rubric
        self._n_made = 0
        self._n_rubrics = 0
        shared = self.store.devices["lena"]
        # Olga on two tablets, one of them Lena's; Lena; and Liam, who leads another school.
        self.notebooks = [
            self._notebook("olga", self.store.devices["olga"]),
            self._notebook("lena", shared),
            self._notebook("olga", shared, "second token of Olga"),
            self._notebook("liam", self.store.devices["liam"]),
        ]
        self.promises = Promises(self)

    def _notebook(self, name: str, device_id: UUID, token: str | None = None) -> Notebook:
        if token:
            with Session(self.home.engine) as session:
                person = session.get_one(Person, self.store.people[name].id)
                make.make_enrolment(session, person, token, device_id=device_id)
                session.commit()
        notebook = Notebook(self.home, name, device_id, token or f"token of {name.title()}")
        notebook.sign_in()
        return notebook

    def do(self, step: str, n: int) -> None:
        """Take one step and look at every promise; a promise broken carries the trace that led to it."""
        self.trace.append((step, n))
        try:
            STEPS[step](self, n)
            self.promises.look()
        except Exception as broken:
            broken.add_note(self.printed())
            raise

    def printed(self) -> str:
        return f"OBSERVE_TRACE='{json.dumps({'steps': self.trace})}' ./dev test tests/proof/test_traces.py"

    def come_to_rest(self) -> None:
        """Faults stop, everybody signs in and the app stays open; then all promises that need rest are looked at."""
        self.trace.append(("come_to_rest", 0))
        try:
            self._quiesce()
            self.promises.look()
            self.promises.look_at_rest()
        except Exception as broken:
            broken.add_note(self.printed())
            raise

    def _quiesce(self) -> None:
        for notebook in self.notebooks:
            notebook.fault = "none"
            notebook.sign_in()
        for _ in range(MOST_ROUNDS):
            before = [(row.vid, row.state) for notebook in self.notebooks for row in notebook.rows.values()]
            for notebook in self.notebooks:
                self.sync(notebook)
            if before == [(row.vid, row.state) for notebook in self.notebooks for row in notebook.rows.values()]:
                return
        raise AssertionError("the notebooks did not come to rest")

    def sync(self, notebook: Notebook) -> None:
        """What an open app does: push, ask the inventory in a new epoch, read every page."""
        while notebook.in_state("ready"):
            if not self.watched(notebook, notebook.push()):
                break
        if not notebook.in_state("ready"):
            self.watched(notebook, notebook.push())
        if notebook.epoch != notebook.asked_in:
            self.watched(notebook, notebook.inventory())
        while notebook.is_signed_in and notebook.pull(limit=50) and notebook.is_paging:
            pass

    def watched(self, notebook: Notebook, moved: list[tuple[Row, str]], of: Notebook | None = None) -> bool:
        """Tell the promises what an answer did; whether it did anything."""
        for row, before in moved:
            self.promises.decided(of or notebook, row, before)
            self.reached[row.state if not row.code else f"{row.state}: {row.code}"] += 1
        self.reached.update(f"refused: {code}" for code in notebook.refusals)
        notebook.refusals.clear()
        return bool(moved)

    def back_up(self) -> None:
        head = self.home.head()
        if head:
            self.copies.append(self.home.copy())
            with self.home.engine.begin() as connection:
                record_backup(connection, f"copy {len(self.copies)}", "beside", [head], clock.now())

    def erase(self, rid: str) -> None:
        """Of whomever it is; what was ordered is remembered beside the backups."""
        owner = next(notebook for notebook, row in self.promises.saved_rows if row.rid == rid)
        self.ledger.append(Erasure(self.store.home, owner.person.id, UUID(rid), clock.now()))
        with self.home.writing() as connection:
            erase(connection, self.ledger[-1], at=clock.now())
        self.promises.erased.add(rid)

    def replay_erasures(self) -> None:
        """What restoring does before anything is served."""
        with self.home.writing() as connection:
            replay(connection, self.store.home, self.ledger, clock.now())

    def made(
        self, notebook: Notebook, rid: str, parents: list[str], kind: str = "sound", vid: str = "", **given: object
    ):
        """A version that the notebook calls saved from now on."""
        self._n_made += 1
        at = clock.now() + self.skew
        frame = {
            "rid": rid, "parents": parents, "device_id": str(notebook.device_id), "device_seq": self._n_made,
            "observed_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "rubric": self.store.rubric,
        }  # fmt: skip
        whole = {"payload": self.payload(notebook, kind), **frame, **given}
        whole |= {"newer": {"schema": 2}, "unknown_rubric": {"rubric": COMING_RUBRIC}}.get(kind, {})
        body = self.store.body(notebook.name, **whole)
        text = json.dumps(body, ensure_ascii=False)
        if kind == "no_json":
            text = text[:-9]
        sent = envelope(text, vid or self.new_id(0xB))
        row = Row(sent["vid"], sent["sha256"], sent["body"], rid, tuple(parents), body["stage"])
        notebook.rows[row.vid] = row
        self.promises.saved(notebook, row)
        self.reached[f"saved: {kind}"] += 1

    def payload(self, notebook: Notebook, kind: str) -> dict[str, object]:
        """A walk with few words: the bytes do not matter, their number costs time."""
        given: dict[str, object] = {"share": "talk", "notes": [], "minutes": self._n_made % 30}
        given["feedback"] = {**self.store.payload()["feedback"], "worked_notes": []}
        if kind == "typed":
            given["teacher"] = {"id": None, "name": "Vikar Vikarsen"}
        elif kind == "wrong_field":
            given["minutes"] = -1
        elif (kind == "elsewhere") != (notebook.name == "liam"):
            given["school_id"] = str(self.store.elsewhere.id)
        return self.store.payload(None if notebook.name == "liam" and kind == "sound" else "tom", **given)

    def new_id(self, mark: int) -> str:
        """A UUIDv7 of 1970: ids order nothing."""
        self._n_made += 1
        return str(UUID(int=(0x7000 << 64) | (0x8000 << 48) | (mark << 40) | self._n_made))

    def own_records(self, notebook: Notebook) -> list[str]:
        """Records with a finished version made on this notebook."""
        return list(dict.fromkeys(row.rid for row in notebook.rows.values() if row.stage == "done"))

    def at(self, n: int) -> Notebook:
        return self.notebooks[n % len(self.notebooks)]
