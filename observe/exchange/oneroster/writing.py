"""Writes OneRoster CSV files: a manifest and tables whose rows name only the columns that have a value."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from observe.exchange.oneroster.layouts import OTHER_FILES, Layout, layouts

Rows = Iterable[Mapping[str, str]]


def write_roster(folder: Path, tables: Mapping[str, Rows], *, version: str = "1.2", mode: str = "bulk") -> None:
    """Write the tables that are given as ``<table>.csv`` and name the others absent; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        _write(folder / f"{table}.csv", _columns(layouts(version)[table]), rows)
    said = {"manifest.version": "1.0", "oneroster.version": version}
    said |= {f"file.{table}": mode if table in tables else "absent" for table in layouts(version)}
    said |= {f"file.{name}": "absent" for name in OTHER_FILES}
    said |= {"source.systemName": "Observe", "source.systemCode": "observe"}
    rows = [{"propertyName": name, "value": value} for name, value in said.items()]
    _write(folder / "manifest.csv", ("propertyName", "value"), rows)


def _columns(layout: Layout) -> tuple[str, ...]:
    first, *others = layout.required
    return (first, "status", "dateLastModified", *others, *layout.optional)


def _write(path: Path, columns: tuple[str, ...], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
