"""A tablet without a browser: the notebook's own JavaScript under node, behind a proxy of its own."""

import json
import subprocess
from uuid import uuid4

from tests.faults.proxy import FaultProxy
from tests.live import ROOT


class ScriptTablet:
    """``with ScriptTablet(port, person, seed) as tablet``: ``tablet.tell("save", draft)`` and what came of it."""

    def __init__(self, server_port: int, person: str, seed: int, speed: int) -> None:
        """``speed``: how much faster the tablet's clock runs than ours."""
        self.proxy = FaultProxy(server_port, second=1 / speed)
        given = {"url": self.proxy.url, "person": person, "device": str(uuid4()), "seed": seed, "speed": speed}
        self.command = ["node", "tests/faults/node_tablet.mjs", json.dumps(given)]

    def tell(self, name: str, argument: object = None) -> object:
        line = self._answer_to(json.dumps([name, argument]))
        if not line:
            raise AssertionError(f"the tablet died of {name}: {self.running.stderr.read()}")
        return json.loads(line)

    def _answer_to(self, command: str) -> str:
        """Empty once the tablet is dead."""
        try:
            self.running.stdin.write(f"{command}\n")
            self.running.stdin.flush()
        except BrokenPipeError:
            return ""
        return self.running.stdout.readline()

    def __enter__(self) -> "ScriptTablet":
        self.proxy.__enter__()
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.running = subprocess.Popen(self.command, cwd=ROOT, text=True, **pipes)
        return self

    def __exit__(self, *_fault: object) -> None:
        self.running.kill()
        self.running.communicate()
        self.proxy.__exit__()
