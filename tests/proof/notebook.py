"""A person's notebook on one tablet, as short as docs/sync.md allows: rows, a witness, and what an answer does to them.

It is not the program under test but the other side of its promises; the shipped tablet has its own proof in tests/js.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from flask.testing import FlaskClient

from observe.models.versions import WITNESS, claim_of, opened
from tests.databases import KEY
from tests.proof.faults import FAULTS, Answer
from tests.proof.home import Home

AT_SERVER = ("held", "settled", "quarantined")
MOST_IN_A_BATCH = 8


@dataclass
class Row:
    vid: str
    sha256: str
    body: str | None
    rid: str
    parents: tuple[str, ...]
    stage: str
    state: str = "ready"
    receipt: tuple[UUID, int] | None = None
    code: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.vid, self.sha256

    @property
    def envelope(self) -> dict[str, str]:
        return {"vid": self.vid, "sha256": self.sha256, "body": self.body}


@dataclass
class Notebook:
    home: Home
    name: str
    device_id: UUID
    token: str
    rows: dict[str, Row] = field(default_factory=dict)
    witness: str | None = None
    cursor: str | None = None
    epoch: UUID | None = None
    """Of the newest witness."""
    asked_in: UUID | None = None
    """The epoch of the last inventory."""
    seqs: set[int] = field(default_factory=set)
    """Of the feed's events that its pages brought since it last began from nothing."""
    copies: dict[str, tuple[str, str]] = field(default_factory=dict)
    """``{vid: (sha256, rid)}`` that its pages brought."""
    is_paging: bool = False
    fault: str = "none"
    is_signed_in: bool = True
    refusals: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client: FlaskClient = self.home.app.test_client()
        self.person = self.home.store.people[self.name]

    def in_state(self, *states: str) -> list[Row]:
        return [row for row in self.rows.values() if row.state in states]

    def heads(self, rid: str) -> list[str]:
        """Versions of a record made here that none made here supersedes: what an edit names as its parents."""
        own = [row for row in self.rows.values() if row.rid == rid and row.stage == "done"]
        superseded = {parent for row in own for parent in row.parents}
        return [row.vid for row in own if row.vid not in superseded]

    # Requests. Each gives what was decided about rows as (row, state before), for whoever watches.

    def push(self, fault: str | None = None, of: "Notebook | None" = None) -> list[tuple[Row, str]]:
        """One batch of what is ready, of this notebook or carried for the former person of the tablet."""
        batch = (of or self).in_state("ready")[:MOST_IN_A_BATCH]
        told = self.bring([row.envelope for row in batch], fault)
        if not told:
            return []
        moved = list(self._moved_by(batch, told["results"]))
        self._settle(told.get("durable_through"))
        return moved

    def bring(self, versions: list[object], fault: str | None = None) -> dict | None:
        """The answer to one batch of whatever; None if none came that counts."""
        batch_id = f"batch of {len(versions)}"
        asked = {
            "proto": 1, "device_id": str(self.device_id), "batch_id": batch_id, "witness": self.witness,
            "app_version": "0.1.0", "device_time": "1970-01-01T00:00:00Z", "versions": versions,
        }  # fmt: skip
        told = self._ask("push", asked, fault)
        return told if told and told.get("batch_id") == batch_id else None

    def inventory(self, fault: str | None = None, prune: bool = False) -> list[tuple[Row, str]]:
        """Ask for all that is not ready; with ``prune`` drop what was settled before and is confirmed."""
        asked = self.in_state(*AT_SERVER)
        have = [{"vid": row.vid, "sha256": row.sha256} for row in asked]
        settled = {row.vid for row in self.in_state("settled") if row.receipt[0] == self.epoch}
        told = self._ask("inventory", {"witness": self.witness, "have": have}, fault)
        if not told or "present" not in told:
            return []
        self.asked_in, moved = self.epoch, []
        present = {one["vid"]: one["seq"] for one in told["present"]}
        for row in asked:
            before = row.state
            self._counted(row, present, told)
            if prune and row.vid in settled and row.vid in present and row.state == "settled":
                row.state, row.body = "pruned", None
            if row.state != before:
                moved.append((row, before))
        self._settle(told.get("durable_through"))
        return moved

    def pull(self, limit: int, fault: str | None = None) -> dict | None:
        """One page from the cursor kept; None without an answer."""
        asked = {"cursor": self.cursor, "limit": limit}
        headers = {"X-Observe-Witness": self.witness} if self.witness else {}
        told = self._tell(
            lambda: self.client.get(
                "/sync/v1/pull", query_string={k: v for k, v in asked.items() if v}, headers=headers
            ),
            fault,
        )
        if not told or "entries" not in told:
            return None
        if told["reset"]:
            self.seqs, self.copies = set(), {}
        for entry in told["entries"]:
            self._take(entry)
        self.cursor, self.is_paging = told["next_cursor"], told["more"]
        return told

    def sign_in(self) -> None:
        """Login, and a new device token as the app asks for it."""
        with self.client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = f"{self.person.id} -", True
        csrf = self.client.get("/sync/v1/pull").json["csrf"]
        asked = {"device_id": str(self.device_id), "name": "iPad"}
        answer = self.client.post("/sync/v1/enrolment", json=asked, headers={"X-CSRFToken": csrf})
        self.token, self.is_signed_in = answer.json["device_token"], True

    def sign_out(self) -> None:
        """The login expires; what the notebook has stays."""
        with self.client.session_transaction() as cookie:
            cookie.clear()
        self.is_signed_in = False

    # What answers do.

    def _ask(self, path: str, asked: dict[str, object], fault: str | None) -> dict | None:
        headers = {"Authorization": f"Bearer {self.token}"}
        return self._tell(lambda: self.client.post(f"/sync/v1/{path}", json=asked, headers=headers), fault)

    def _tell(self, carry, fault: str | None) -> dict | None:
        heard: Answer | None = FAULTS[fault or self.fault](carry)
        # Whatever a tablet sends, the server does not fall over it: behind a good network nothing is a 5xx.
        assert (fault or self.fault) != "none" or heard.status < 500, heard
        if heard and heard.status != 200 and heard.json:
            self.refusals.append(heard.json["code"])
        if heard is None or heard.status != 200 or not heard.json or heard.json.get("proto") != 1:
            return None
        self.witness = heard.json["witness"]
        self.epoch = claim_of(opened(KEY, WITNESS, self.witness)).epoch
        return heard.json

    def _moved_by(self, batch: list[Row], results: list[dict]) -> Iterator[tuple[Row, str]]:
        for row, result in zip(batch, results, strict=False):
            if (result.get("vid"), result.get("sha256")) == row.key and result["status"] != "retry":
                before, row.code = row.state, result.get("code")
                row.state = "held" if result["status"] in ("stored", "already") else result["status"]
                if row.state in AT_SERVER:
                    row.receipt = (self.epoch, result["seq"])
                if row.state == "erased":
                    row.body = None
                yield row, before

    def _counted(self, row: Row, present: dict[str, int], told: dict) -> None:
        if row.vid in present:
            if row.state == "settled" and row.receipt[0] != self.epoch:
                row.state = "held"
            row.receipt = (self.epoch, present[row.vid])
        elif row.vid in told["erased"]:
            row.state, row.body = "erased", None
        else:
            row.state, row.receipt = "ready", None

    def _settle(self, through: dict | None) -> None:
        for row in self.in_state("held") if through else ():
            epoch, seq = row.receipt
            if str(epoch) == through["epoch"] and seq <= through["seq"]:
                row.state = "settled"

    def _take(self, entry: dict) -> None:
        self.seqs.add(entry["seq"])
        if version := entry.get("version"):
            self.copies[version["vid"]] = (version["sha256"], entry["rid"])
        if entry["kind"] == "erased":
            self.copies = {vid: copy for vid, copy in self.copies.items() if copy[1] != entry["rid"]}
        row = self.rows.get(entry["vid"])
        if entry["kind"] == "repaired" and row and row.state == "quarantined":
            # No pull acknowledges: the bytes are offered again, and the answer says what they are now.
            row.state = "ready"
