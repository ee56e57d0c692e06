"""Writes a difference: one statement for all new rows of a table, one for each row that changes. Never commits."""

from collections.abc import Callable

from sqlalchemy import Connection, Table, insert, update

from observe.exchange.roster_import.difference import COMPARE, Change, Difference
from observe.models.base import Base
from observe.models.rollups import mark_all


def write(connection: Connection, difference: Difference, progress: Callable[[int], None] = lambda _n: None) -> None:
    """Write all of it, or raise and have written nothing once the caller rolls back. Progress is told in rows."""
    for name in COMPARE:
        table = Base.metadata.tables[name]
        _insert(connection, table, difference, progress)
        for change in (*difference.of("changed", name), *difference.of("ends", name)):
            of_row = [table.c[column] == value for column, value in change.key.items()]
            connection.execute(update(table).where(*of_row).values(**change.values))
            progress(1)
    if any(difference.of(kind, "term") for kind in ("new", "changed", "ends")):
        mark_all(connection, difference.municipality_id)


def _insert(connection: Connection, table: Table, difference: Difference, progress: Callable[[int], None]) -> None:
    new = difference.of("new", table.name)
    # Rows of one statement name the same columns; some appointments name a first day and some do not.
    for columns in sorted({tuple(sorted(change.values)) for change in new}):
        rows = [_row(table, change, difference) for change in new if tuple(sorted(change.values)) == columns]
        connection.execute(insert(table), rows)
        progress(len(rows))


def _row(table: Table, change: Change, difference: Difference) -> dict[str, object]:
    home = {"municipality_id": difference.municipality_id} if "municipality_id" in table.c else {}
    return {**home, **change.key, **change.values}
