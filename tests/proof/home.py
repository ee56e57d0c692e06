"""The server of a history: the real application on one SQLite file, which can be copied, set back and killed."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from flask import Flask
from sqlalchemy import Connection, event, select

from observe.extensions import db
from observe.models.engine import WRITES
from observe.models.versions import FeedEvent, Quarantined, Version, broken_link, head_of, judge
from tests.models.versions.store import Store


class Killed(BaseException):
    """The server ended in the middle of a request. No ``except Exception`` of the server may catch it."""


class Kept(NamedTuple):
    """What the server has of one version, stored or set aside."""

    author_id: UUID | None
    rid: UUID | None
    body: bytes
    is_stored: bool
    is_sound: bool
    """Whether the bytes are those that the row's sha256 names."""


class Step(NamedTuple):
    """One event of the feed."""

    seq: int
    kind: str
    author_id: UUID | None
    vid: str | None
    sha256: str


class Home:
    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.engine = db.engine
            self.store = Store(self.engine)
        self.file = Path(self.engine.url.database)
        self.fresh = self.copy()

    def copy(self) -> bytes:
        """The file as ``cp`` would take it from a server that stands still."""
        self.engine.dispose()
        return self.file.read_bytes()

    def set_back(self, copy: bytes) -> None:
        """Put an older file in the place of the present one and start the server; nobody tells it."""
        self.engine.dispose()
        for suffix in ("-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        self.file.write_bytes(copy)
        # A new server has nothing in memory.
        judge._found_shapes.clear()

    @contextmanager
    def killed_at(self, place: int) -> Iterator[None]:
        """Kill the server before the statement of this number, counted from the first; what it began is undone."""
        left = place

        def strike(*_statement: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed

        event.listen(self.engine, "before_cursor_execute", strike)
        try:
            yield
        finally:
            event.remove(self.engine, "before_cursor_execute", strike)
            self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A writer's transaction, committed at the end."""
        with self.engine.connect().execution_options(**WRITES) as connection:
            yield connection
            connection.commit()

    def kept(self) -> dict[tuple[str, str], Kept]:
        """``{(vid, sha256): what is kept}``: the set S of the promises."""
        with self.engine.connect() as connection:
            aside, stored = (connection.execute(query).all() for query in (_ASIDE, _STORED))
        rows = [(row, False) for row in aside] + [(row, True) for row in stored]
        return {(str(row.vid), row.sha256): _kept(row, is_stored) for row, is_stored in rows}

    def feed(self) -> list[Step]:
        columns = (FeedEvent.seq, FeedEvent.kind, FeedEvent.author_id, FeedEvent.vid, FeedEvent.sha256)
        with self.engine.connect() as connection:
            return [Step(*row) for row in connection.execute(select(*columns).order_by(FeedEvent.seq))]

    def head(self):
        with self.engine.connect() as connection:
            return head_of(connection, self.store.home)

    def broken_link(self) -> int | None:
        with self.engine.connect() as connection:
            return broken_link(connection, self.store.home)


_ASIDE, _STORED = (
    select(table.vid, table.sha256, table.author_id, table.rid, table.body) for table in (Quarantined, Version)
)


def _kept(row, is_stored: bool) -> Kept:
    body = bytes(row.body)
    return Kept(row.author_id, row.rid, body, is_stored, hashlib.sha256(body).hexdigest() == row.sha256)
