"""The manifest beside a backup: what it covers and how to know that it is whole."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from observe.models.versions import WITNESS, Claim, Head, claim_of, opened, witness_of

FORMAT = "observe-backup/1"


@dataclass(frozen=True)
class Manifest:
    """What is known of one backup. Its file stands in the same folder."""

    name: str
    file: str
    made_at: datetime
    verified_at: datetime
    bytes: int
    sha256: str
    revision: str
    """Of the database's migrations."""
    heads: tuple[Head, ...]
    """How far it reaches, a municipality each."""
    witnesses: tuple[str, ...]
    """The same, signed: they prove it if this server was set back behind its own backup."""

    def claims(self, key: str) -> list[Claim]:
        """Those of its places that this key signed."""
        found = (claim_of(opened(key, WITNESS, witness)) for witness in self.witnesses)
        return [claim for claim in found if claim]


def signed(heads: Sequence[Head], key: str) -> tuple[str, ...]:
    return tuple(witness_of(key, Claim(head.municipality_id, head.epoch, head.seq, head.chain)) for head in heads)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Under its name at once and whole, on the disk when this returns: from then on the backup counts."""
    heads = [
        {"municipality": str(head.municipality_id), "epoch": str(head.epoch), "seq": head.seq, "chain": head.chain}
        for head in manifest.heads
    ]
    values = {
        "format": FORMAT, "file": manifest.file, "made_at": manifest.made_at.isoformat(),
        "verified_at": manifest.verified_at.isoformat(), "bytes": manifest.bytes, "sha256": manifest.sha256,
        "revision": manifest.revision, "covers": heads, "witnesses": list(manifest.witnesses),
    }  # fmt: skip
    partial = folder / f"{manifest.name}.json.partial"
    partial.write_text(json.dumps(values, indent=1) + "\n")
    flush(partial)
    partial.replace(folder / f"{manifest.name}.json")
    flush(folder)


def flush(path: Path) -> None:
    """Bring a file, or a folder's list of names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def manifests(folder: Path) -> list[Manifest]:
    """All of a folder, newest first. One that cannot be read hides no other: ``unreadable`` names it."""
    read = (_read(path) for path in folder.glob("*.json"))
    return sorted((one for one in read if one), key=lambda one: one.made_at, reverse=True)


def unreadable(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.json") if _read(path) is None)


def _read(path: Path) -> Manifest | None:
    try:
        values = json.loads(path.read_text())
        return _manifest(path.stem, values) if values["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _manifest(name: str, values: Mapping[str, object]) -> Manifest:
    return Manifest(
        name=name,
        file=Path(values["file"]).name,
        made_at=datetime.fromisoformat(values["made_at"]).astimezone(UTC),
        verified_at=datetime.fromisoformat(values["verified_at"]).astimezone(UTC),
        bytes=values["bytes"],
        sha256=values["sha256"],
        revision=values["revision"],
        heads=tuple(
            Head(UUID(one["municipality"]), UUID(one["epoch"]), one["seq"], one["chain"]) for one in values["covers"]
        ),
        witnesses=tuple(values["witnesses"]),
    )
