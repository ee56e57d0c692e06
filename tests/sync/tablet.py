"""A tablet of the tests: speaks HTTP to the real door, with a device token, and with a login where it has one."""

import gzip
import json
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from observe import clock
from tests.models.versions.store import Store, envelope


class Tablet:
    """``store`` is what stands behind the door; ``witness`` and ``cursor`` are what the last answers gave."""

    def __init__(self, app: Flask, store: Store, name: str) -> None:
        self.app, self.store, self.name = app, store, name
        self.client: FlaskClient = app.test_client()
        self.person = store.people[name]
        self.device_id = store.devices.get(name)
        self.token = f"token of {self.person.name.split()[0]}"
        self.witness: str | None = None
        self.cursor: str | None = None

    def body(self, **given: object) -> dict[str, object]:
        """A lesson of a moment ago: by the clock of the door, which these tests do not turn."""
        now = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        return self.store.body(self.name, **{"observed_at": now, **given})

    def version(self, **given: object) -> dict[str, object]:
        return envelope(self.body(**given))

    def push(self, *versions: object, **given: object) -> TestResponse:
        asked = {
            "proto": 1, "device_id": str(self.device_id), "batch_id": str(uuid4()), "witness": self.witness,
            "app_version": "0.1.0", "device_time": "2026-11-24T07:20:00Z", "versions": list(versions),
        }  # fmt: skip
        return self.kept(self.post("push", {**asked, **given}))

    def results(self, *versions: object) -> list[dict[str, object]]:
        answer = self.push(*versions)
        assert answer.status_code == 200, answer.text
        return answer.json["results"]

    def post(self, name: str, values: object, **headers: str) -> TestResponse:
        raw = json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")
        return self.post_bytes(name, raw, **headers)

    def post_bytes(self, name: str, raw: bytes, **headers: str) -> TestResponse:
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        return self.client.post(f"/sync/v1/{name}", data=raw, headers={**sent, **named})

    def post_gzipped(self, name: str, raw: bytes) -> TestResponse:
        return self.post_bytes(name, gzip.compress(raw), Content_Encoding="gzip")

    def inventory(self, *versions: dict[str, object], **given: object) -> TestResponse:
        have = [{"vid": version["vid"], "sha256": version["sha256"]} for version in versions]
        return self.kept(self.post("inventory", {"proto": 1, "witness": self.witness, "have": have, **given}))

    def sign_in(self) -> "Tablet":
        """What the login's cookie holds for somebody without a password."""
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = f"{self.person.id} -"
            cookie["_fresh"] = True
        return self

    def pull(self, **query: object) -> dict[str, object]:
        """One page, from the cursor kept."""
        asked = {"cursor": self.cursor, **query}
        headers = {"X-Observe-Witness": self.witness} if self.witness else {}
        answer = self.client.get("/sync/v1/pull", query_string={k: v for k, v in asked.items() if v}, headers=headers)
        assert answer.status_code == 200, answer.text
        self.kept(answer)
        self.cursor = answer.json["next_cursor"]
        return answer.json

    def pull_all(self, limit: int = 500) -> list[dict[str, object]]:
        """Entries of every page from the cursor kept."""
        entries = []
        while True:
            page = self.pull(limit=limit)
            entries += page["entries"]
            if not page["more"]:
                return entries

    def kept(self, answer: TestResponse) -> TestResponse:
        if answer.is_json and "witness" in answer.json:
            self.witness = answer.json["witness"]
        return answer
