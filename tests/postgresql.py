"""Starts a PostgreSQL cluster for the tests: temporary, reached by a socket in its own folder, gone when they end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url

# Debian and Ubuntu, Homebrew, then whatever the PATH has.
PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin")
# PostgreSQL refuses to run as root; Debian's package brings this account.
ACCOUNT = "postgres"
# A test's database need not survive a power cut, and waits for no disk.
SETTINGS = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=60", "shared_buffers=64MB")


class NoPostgresql(Exception):
    """No server binaries here; the text says what to install."""


def find_binaries() -> Path:
    """The folder of ``initdb`` and ``pg_ctl``: $OBSERVE_POSTGRESQL_BIN, or the newest that is installed."""
    named = os.environ.get("OBSERVE_POSTGRESQL_BIN")
    found = [Path(named)] if named else [path for place in PLACES for path in sorted(Path("/").glob(place[1:]))]
    on_path = shutil.which("initdb")
    if on_path:
        found.insert(0, Path(on_path).parent)
    usable = [folder for folder in found if (folder / "initdb").exists()]
    if not usable:
        raise NoPostgresql("no PostgreSQL: apt-get install postgresql, or brew install postgresql@17")
    return usable[-1]


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; gives the SQLAlchemy URL of its database ``postgres``. Costs two seconds."""
    binaries, folder = find_binaries(), Path(tempfile.mkdtemp(prefix="observe-pg-"))
    as_account = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": ()} if os.geteuid() == 0 else {}
    if as_account:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
    quiet = {"check": True, "capture_output": True, "cwd": folder, "stdin": subprocess.DEVNULL} | as_account
    rows = folder / "rows"
    subprocess.run(
        [binaries / "initdb", "-D", rows, "-U", "observe", "-A", "trust", "-E", "UTF8", "-N", "--locale=C.UTF-8"],
        **quiet,
    )
    options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"unix_socket_directories={folder}"))
    # The server must not hold the pipes of pg_ctl open, or reading them would wait until it stops.
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "capture_output": False}
    control = [binaries / "pg_ctl", "-D", rows, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", options, "start"], **(quiet | silent))
    try:
        yield f"postgresql+psycopg://observe@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **(quiet | silent))
        # A hundred thousand files: Python's own way takes a quarter of a minute.
        subprocess.run(["rm", "-rf", folder], check=True)


def execute(url: str, *statements: str) -> None:
    """Run each outside a transaction, as CREATE DATABASE asks."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def sibling(url: str, database: str) -> str:
    """The URL of another database of the same cluster."""
    return make_url(url).set(database=database).render_as_string(hide_password=False)
