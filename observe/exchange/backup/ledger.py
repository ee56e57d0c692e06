"""The ledger of erasures beside the backups: ids and moments, a JSON line each, never the content of anything.

A line is on the disk before the erasure is committed: after a crash between the two it is done again, never forgotten.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from observe.exchange.backup.manifest import flush
from observe.models.versions import Erasure

FILE = "erasures.jsonl"


def note_erasure(folder: Path, erasure: Erasure) -> None:
    """Append a line. It begins with a line end, so that one cut off before it harms no other."""
    line = {
        "municipality": str(erasure.municipality_id), "author": str(erasure.author_id), "rid": str(erasure.rid),
        "at": erasure.at.isoformat(),
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, f"\n{json.dumps(line)}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    flush(folder)


def erasures(folder: Path) -> list[Erasure]:
    """All that were ever ordered; empty where there is no ledger. Lines that cannot be read are left out."""
    return [erasure for erasure in _lines(folder) if erasure]


def count_unreadable(folder: Path) -> int:
    return sum(erasure is None for erasure in _lines(folder))


def _lines(folder: Path) -> Iterator[Erasure | None]:
    path = folder / FILE
    if path.exists():
        yield from (_erasure(line) for line in path.read_bytes().splitlines() if line.strip())


def _erasure(line: bytes) -> Erasure | None:
    try:
        values = json.loads(line)
        at = datetime.fromisoformat(values["at"]).astimezone(UTC)
        return Erasure(UUID(values["municipality"]), UUID(values["author"]), UUID(values["rid"]), at)
    except (ValueError, KeyError, TypeError):
        return None
