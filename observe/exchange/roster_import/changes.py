"""A change is one row to make, change or end; the ledger collects them while a roster is compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from observe.exchange.oneroster.roster import Roster
from observe.exchange.roster_import.present import Present
from observe.models.base import uuid7

VERBS = ("new", "changed", "ends")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One row: ``key`` names it, ``values`` are the columns to write, ``before`` is what stood in them."""

    verb: str
    table: str
    name: str
    """What people call it."""
    key: Row
    values: Row
    before: Row = field(default_factory=dict)


class Ledger:
    """The roster, what is there, the day, and the changes so far. ``ids``: table → roster id → database id."""

    def __init__(self, roster: Roster, present: Present, on: date) -> None:
        self.roster, self.present, self.on = roster, present, on
        self.changes: list[Change] = []
        self.home: UUID = present.municipality["id"] if present.municipality else uuid7()
        there = {
            "school": present.schools,
            "term": present.terms,
            "section": present.sections,
            "person": present.people,
        }
        self.ids = {table: {name: row["id"] for name, row in rows.items()} for table, rows in there.items()}

    def add(self, table: str, name: str, key: Row, values: Row) -> None:
        self.changes.append(Change("new", table, name, key, values))

    def change(self, table: str, name: str, there: Row, wanted: Row, verb: str = "changed") -> None:
        """Note the columns that differ, if any do."""
        values = {column: value for column, value in wanted.items() if there[column] != value}
        if values:
            before = {column: there[column] for column in values}
            self.changes.append(Change(verb, table, name, _key(there), values, before))

    def upsert(self, table: str, source_id: str, name: str, there: Row | None, wanted: Row) -> None:
        """Add or change a row that the roster names, and remember its id."""
        if there is not None:
            self.ids[table][source_id] = there["id"]
            self.change(table, name, there, wanted)
            return
        made = self.ids[table][source_id] = uuid7()
        self.add(table, name, {"id": made}, {**wanted, "source_id": source_id})


def _key(row: Row) -> Row:
    """A row's primary key: its id, or the two ids of a pair."""
    return {column: row[column] for column in (("id",) if "id" in row else ("section_id", "person_id"))}
