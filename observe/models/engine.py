"""How a database connection is opened: what SQLite needs to keep its promises, and how a writer says that it writes."""

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, Table, event

# Two processes write one file; the second waits this long for the first before it gives up.
BUSY_TIMEOUT_MS = 15_000
WRITES = {"observe_writes": True}


def prepare(engine: Engine) -> None:
    """Make every connection of this engine safe; nothing to do but on SQLite.

    ``synchronous=FULL`` makes a commit survive a power cut. A transaction opened with ``WRITES`` as execution options
    takes the write lock at once: one that reads first and writes later fails when another has written in between.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _open(connection, _record) -> None:
        # The driver's own transactions begin too late; ours begin where SQLAlchemy says.
        connection.isolation_level = None
        # What is erased is overwritten with zeros.
        for pragma in ("synchronous=FULL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("observe_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def initialise(engine: Engine) -> None:
    """Switch a SQLite file to write-ahead logging: once, by the command that migrates, never in a request."""
    if engine.dialect.name == "sqlite":
        # The driver's connection, because ours would open a transaction first, in which the mode cannot change.
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()


def forget_deleted(engine: Engine, tables: Iterable[Table]) -> None:
    """Let go of the bytes of rows that were deleted: SQLite's log keeps pages as they were, PostgreSQL old rows."""
    is_sqlite = engine.dialect.name == "sqlite"
    statements = ["PRAGMA wal_checkpoint(TRUNCATE)"] if is_sqlite else [f'VACUUM "{table.name}"' for table in tables]
    # The driver's connection, because both fail in a transaction, and ours would open one.
    connection = engine.raw_connection()
    try:
        if not is_sqlite:
            connection.driver_connection.autocommit = True
        for statement in statements:
            connection.cursor().execute(statement)
    finally:
        connection.invalidate()
