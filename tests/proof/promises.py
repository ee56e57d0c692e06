"""The invariants of docs/sync.md that can be looked at after every step, and those that need the world at rest."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from observe import clock
from observe.models.versions import Version, by_roster, rebuild
from tests.proof.home import Kept
from tests.proof.notebook import AT_SERVER

if TYPE_CHECKING:
    from tests.proof.notebook import Notebook, Row
    from tests.proof.world import World

Key = tuple[str, str]
"""(vid, sha256)."""


class Promises:
    def __init__(self, world: World) -> None:
        self.world, self.home = world, world.home
        self.saved_rows: list[tuple[Notebook, Row]] = []
        self.erased: set[str] = set()
        """rids."""
        self.ever: dict[Key, Kept] = {}
        """All that the server had since it was last set back."""
        self.unproven_epoch: object = None
        """The epoch of a copy that was set back, until somebody proved it."""
        self.epoch_to_leave: object = None
        """An epoch that must not stand at rest: acknowledged versions were lost in it."""

    def saved(self, notebook: Notebook, row: Row) -> None:
        self.saved_rows.append((notebook, row))

    def went_back(self) -> None:
        head, kept = self.home.head(), self.home.kept()
        self.ever, self.unproven_epoch = kept, head.epoch if head else None
        acked = [row for _, row in self._rows() if row.state in AT_SERVER]
        is_lost = any(row.key not in kept for row in acked)
        self.epoch_to_leave = self.unproven_epoch if is_lost else None

    def _rows(self) -> list[tuple[Notebook, Row]]:
        """All that was called saved and not erased since."""
        return [(notebook, row) for notebook, row in self.saved_rows if row.rid not in self.erased]

    def lacks_pruned(self) -> bool:
        """Whether the home lacks a version that a tablet dropped because a backup had it."""
        kept = self.home.kept()
        return any(row.state == "pruned" and row.key not in kept for _, row in self._rows())

    def decided(self, notebook: Notebook, row: Row, before: str) -> None:
        """2, 3: whatever a tablet calls received is here with its bytes, and so is whatever it drops."""
        if row.state in (*AT_SERVER, "pruned"):
            kept = self.home.kept().get(row.key)
            assert kept, f"{row.vid} is called {row.state} and is not here"
            assert row.body is None or kept.body == row.body.encode()
        if row.state in AT_SERVER and before == "ready":
            assert row.receipt[0] == self.home.head().epoch

    def pulled(self, notebook: Notebook) -> None:
        """7, 15: once the pages are read, every event of one's own records was told, and none of anybody else's."""
        own = {step.seq for step in self.home.feed() if step.author_id == notebook.person.id}
        assert notebook.seqs <= own, "an event of somebody else's record was told"
        if not notebook.is_paging:
            assert notebook.seqs == own, f"never told: {sorted(own - notebook.seqs)}"
            self.world.reached["read to the end"] += 1

    def look(self) -> None:
        kept = self.home.kept()
        self._no_loss(kept)
        self._acks_are_true(kept)
        self._nothing_goes_away(kept)
        self._each_once(kept)
        self._nobody_elses(kept)
        self._erased_stays_erased(kept)
        assert self.home.broken_link() is None

    def _no_loss(self, kept: dict[Key, Kept]) -> None:
        """1."""
        for _, row in self._rows():
            assert row.body is not None or row.key in kept, f"{row.vid} is lost"

    def _acks_are_true(self, kept: dict[Key, Kept]) -> None:
        """2: what is held in the present epoch is here now, unless the server was set back and cannot know it yet."""
        head = self.home.head()
        epoch = head.epoch if head else None
        if self.unproven_epoch is not None and epoch != self.unproven_epoch:
            self.unproven_epoch = None
            self.world.reached["rollback proven"] += 1
        for _, row in self._rows() if self.unproven_epoch is None else ():
            if row.state in AT_SERVER and row.receipt[0] == epoch:
                assert row.key in kept, f"{row.vid} was acknowledged in this epoch and is not here"

    def _nothing_goes_away(self, kept: dict[Key, Kept]) -> None:
        """6: every version ever stored or set aside is here with its bytes."""
        gone = {row.vid for _, row in self.saved_rows if row.rid in self.erased}
        self.ever = {key: before for key, before in self.ever.items() if key[0] not in gone}
        for key, before in self.ever.items():
            assert key in kept, f"{key[0]} went away"
            assert kept[key].body == before.body
        self.ever = {**self.ever, **kept}

    def _each_once(self, kept: dict[Key, Kept]) -> None:
        """4: one event at most brings a version in, and every stored version has one."""
        told = Counter((step.vid, step.sha256) for step in self.home.feed() if step.kind in ("stored", "repaired"))
        assert [key for key, n in told.items() if n > 1] == []
        assert {key for key, one in kept.items() if one.is_stored} <= set(told)

    def _nobody_elses(self, kept: dict[Key, Kept]) -> None:
        """14: a stored version is of the author whom its bytes name."""
        for one in kept.values():
            if one.is_stored:
                assert one.is_sound
                assert json.loads(one.body)["author"] == str(one.author_id)

    def _erased_stays_erased(self, kept: dict[Key, Kept]) -> None:
        """16."""
        assert [key for key, one in kept.items() if str(one.rid) in self.erased] == []

    def look_at_rest(self) -> None:
        kept = self.home.kept()
        for notebook, row in self._rows():
            assert row.state != "ready", f"11: {notebook.name}'s {row.vid} never arrived"
            assert row.key in kept, f"12: {row.vid} is not here again"
        head = self.home.head()
        assert self.epoch_to_leave is None or head.epoch != self.epoch_to_leave, "nobody noticed the rollback"
        for notebook in self.world.notebooks:
            self.pulled(notebook)
            stored = {str(v.vid): v.sha256 for v in self.home.store.rows(Version) if v.author_id == notebook.person.id}
            assert {vid: sha256 for vid, (sha256, _) in notebook.copies.items()} == stored
        self.views_follow_from_the_set()
        self._settles()

    def views_follow_from_the_set(self) -> None:
        """5."""
        before = self.home.store.observations()
        self.home.store.write(rebuild, judge=by_roster, at=clock.now())
        assert self.home.store.observations() == before

    def _settles(self) -> None:
        """11: with backups on, everything received becomes safe by the next heartbeat."""
        self.world.back_up()
        for notebook in self.world.notebooks:
            notebook.push()
            assert notebook.in_state("held") == []
