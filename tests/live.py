"""A real `observe serve` for tests: its own process, a port that the system chose, killed and started again at will."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from observe.config import Settings

ROOT = Path(__file__).parent.parent
START = "import sys; from observe.cli import main; sys.exit(main())"
PATIENCE_S = 60
PORTS = range(20_000, 32_000)


def free_port() -> int:
    """A port that nobody listens on now, and that the system gives to nobody while a server of ours is down: those
    that it gives to connections and to whoever asks for any port lie higher.
    """
    while True:
        port = PORTS[secrets.randbelow(len(PORTS))]
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class LiveServer:
    """``with LiveServer(settings) as server``: ``server.url`` stays the same over kills and starts."""

    # The checkout whose release runs; another one for tests of updating.
    root = ROOT
    running: subprocess.Popen | None = None

    def __init__(self, settings: Settings, workers: int = 1) -> None:
        self.settings = settings
        self.port = free_port()
        # By this name browsers take plain HTTP for a secure context.
        self.url = f"http://localhost:{self.port}"
        given = {
            "mode": settings.mode,
            "secret_key": settings.secret_key,
            "witness_key": settings.witness_key,
            "database_url": settings.database_url,
            "instance_path": settings.instance_path,
            "smtp_host": settings.smtp_host,
            "smtp_port": settings.smtp_port,
            "base_url": self.url,
            "workers": workers,
            # A suite that runs at two in the night would see observations become safe.
            "backup_nightly": 0,
        }
        self.environ = os.environ | {f"OBSERVE_{name.upper()}": str(value) for name, value in given.items()}
        self.log = Path(settings.instance_path) / "serve.log"

    @property
    def command(self) -> list[str]:
        # What is due in the background has tests of its own, and would take half of the start.
        return [sys.executable, "-c", START, "serve", "--no-work", "--port", str(self.port)]

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command,
                cwd=self.root, env=self.environ, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = monotonic() + PATIENCE_S
        while not self._answers():
            if self.running.poll() is not None or monotonic() > deadline:
                raise AssertionError(f"observe serve did not start:\n{self.log.read_text()}")
            sleep(0.05)

    def _answers(self) -> bool:
        try:
            urlopen(f"{self.url}/manifest.webmanifest", timeout=5).close()
        except (URLError, ConnectionError, TimeoutError):
            return False
        return True

    def is_running(self) -> bool:
        return self.running is not None and self.running.poll() is None

    def kill(self) -> None:
        """SIGKILL to it and all its workers: nothing is finished, nothing is answered."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.is_running():
            os.killpg(self.running.pid, how)
        self.running.wait()

    def __enter__(self) -> "LiveServer":
        self.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._end(signal.SIGTERM)
