"""The server's side of a bad day: the cast behind `observe serve`, copies of its database, and what it has stored."""

import shutil
import sqlite3
from collections import Counter
from pathlib import Path

from flask import Flask
from sqlalchemy import make_url

from observe import clock, create_app
from observe.config import Settings
from observe.extensions import db
from observe.models.versions import FeedEvent, Quarantined, Version, by_roster, rebuild
from observe.models.versions.heads import heads_of
from observe.models.versions.known import all_nodes
from tests.live import LiveServer
from tests.models.versions.store import Store


class School:
    """``with School(settings) as school``: a real server on an SQLite file, to be killed and set back."""

    def __init__(self, settings: Settings) -> None:
        self.app: Flask = create_app(settings)
        self.file = Path(make_url(settings.database_url).database)
        self.copy = self.file.with_suffix(".copy")
        self.server = LiveServer(settings)
        with self.app.app_context():
            self.store = Store(db.engine)
        self.olga = str(self.store.people["olga"].id)
        self.set_aside()

    def login(self) -> str:
        """The cookie of a login of Olga's."""
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = f"{self.olga} -"
        name = self.app.config["SESSION_COOKIE_NAME"]
        return f"{name}={client.get_cookie(name).value}"

    def set_aside(self) -> None:
        """A copy of the database as it is now, taken while it is in use."""
        with sqlite3.connect(self.file) as source, sqlite3.connect(self.copy) as target:
            source.backup(target)
        source.close()
        target.close()

    def set_back(self) -> None:
        """The copy is put back by hand, and nobody tells the server."""
        self.server.kill()
        with self.app.app_context():
            db.engine.dispose()
        for name in (f"{self.file}-wal", f"{self.file}-shm"):
            Path(name).unlink(missing_ok=True)
        shutil.copy(self.copy, self.file)
        self.server.start()

    def restart(self) -> None:
        """Killed in the middle of whatever it does."""
        self.server.kill()
        self.server.start()

    def kept(self) -> Counter[tuple[str, str]]:
        """How often each (vid, sha256) stands in the set or in quarantine."""
        rows = [*self._rows(Version), *(row for row in self._rows(Quarantined) if row.resolved_at is None)]
        return Counter((str(row.vid), row.sha256) for row in rows)

    def done(self) -> set[str]:
        """The vids of the set that are not drafts."""
        return {str(row.vid) for row in self._rows(Version) if row.stage == "done"}

    def stored_twice(self) -> int:
        """Events that say of one version a second time that it was stored."""
        told = Counter(row.vid for row in self._rows(FeedEvent) if row.kind == "stored")
        return sum(n - 1 for n in told.values())

    def changed_by_rebuilding(self) -> list[tuple]:
        """The records whose view is another when it is made from the set alone."""
        with self.app.app_context():
            before = self.store.observations()
            self.store.write(rebuild, judge=by_roster, at=clock.now())
            after = self.store.observations()
        return [record for record in before.keys() | after.keys() if before.get(record) != after.get(record)]

    def heads(self) -> dict[str, list[str]]:
        """``{rid: vids}`` of the heads, best first."""
        with self.app.app_context(), self.store.engine.connect() as connection:
            nodes = all_nodes(connection, self.store.home)
        return {str(rid): [str(node.vid) for node in heads_of(found)[0]] for (_author, rid), found in nodes.items()}

    def _rows(self, table: type) -> list:
        with self.app.app_context():
            return list(self.store.rows(table))

    def __enter__(self) -> "School":
        self.server.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.server.kill()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
