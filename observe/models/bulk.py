"""Many rows into one table by one statement of the driver: what the push path needs and the ORM is too slow for.

SQLAlchemy compiles nothing and names nothing here; a batch of rows costs what the driver's own executemany costs.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from sqlalchemy import Connection, Dialect, Table

Binder = Callable[[object], object]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Sequence[object]], conflict: str = "") -> int:
    """Insert rows, each with a value for every column in the table's order; returns how many rows changed.

    ``conflict`` is the SQL after ON CONFLICT. Defaults of columns do not apply: every value is given.
    """
    if not rows:
        return 0
    statement, binders = _prepared(table, connection.dialect, conflict)
    bound = list(zip(*map(_bind, binders, zip(*rows, strict=True)), strict=True))
    return connection.exec_driver_sql(statement, bound).rowcount


def _bind(binder: Binder | None, values: Sequence[object]) -> Sequence[object]:
    """A column's values as the driver wants them. The same object again, such as the time of arrival, is bound once."""
    if binder is None:
        return values
    bound, last, last_bound = [], None, None
    for value in values:
        if value is not last:
            last, last_bound = value, None if value is None else binder(value)
        bound.append(last_bound)
    return bound


@lru_cache(maxsize=64)
def _prepared(table: Table, dialect: Dialect, conflict: str) -> tuple[str, list[Binder | None]]:
    places = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(table.columns))
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    # Names of our own tables and columns; every value is bound.
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({places})'  # noqa: S608
    return f"{statement} ON CONFLICT {conflict}" if conflict else statement, [
        column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns
    ]
