"""A proxy that stands between one tablet and the server and does what networks do, in an order that a seed gives."""

import threading
from collections.abc import Sequence
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from time import sleep

from tests.faults import faults
from tests.faults.faults import FAULTS
from tests.faults.wire import Answer, Asked, reset

# Only what the tablet sends and asks for in the background: pages and files are not the matter here.
SPOILT = "/sync/"


class Weather:
    """Which fault comes next: the same for the same seed and the same number of requests before."""

    def __init__(self, seed: object, names: Sequence[str] = tuple(FAULTS), share: float = 0.6) -> None:
        """``share`` of the requests suffer one of ``names``."""
        self.chance = Random(f"weather {seed}")
        self.names, self.share = list(names), share

    def next(self, _path: str) -> str:
        return self.chance.choice(self.names) if self.chance.random() < self.share else "none"


class Programme:
    """Faults of the pushes in the order given, then clear sky; ``left`` are those that did not come yet."""

    def __init__(self, *names: str) -> None:
        self.left = list(names)

    def next(self, path: str) -> str:
        return self.left.pop(0) if self.left and path.endswith("/push") else "none"


CLEAR = Programme()


class FaultProxy:
    """``with FaultProxy(server.port) as proxy``: browsers go to ``proxy.url``; ``proxy.weather`` may be changed."""

    def __init__(self, server_port: int, second: float = 1.0) -> None:
        """``second``: how long a second of the tablet's is, where its clock was made to run faster."""
        self.server_port, self.second = server_port, second
        self.weather: Weather | Programme = CLEAR
        self.is_down = False
        # (path, fault) of every request that could suffer one.
        self.seen: list[tuple[str, str]] = []
        # What this proxy answers by itself, by path: pages of the tests on the tablet's own origin.
        self.pages: dict[str, Answer] = {}
        self.former: dict[str, Answer] = {}
        self._lock = threading.Lock()
        self._listening = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, proxy=self))
        self._listening.daemon_threads = True
        self.port = self._listening.server_port
        self.url = f"http://localhost:{self.port}"

    def fault_for(self, path: str) -> str:
        if self.is_down:
            return "drop_before"
        if not path.startswith(SPOILT):
            return "none"
        with self._lock:
            name = self.weather.next(path)
            self.seen.append((path.split("?")[0], name))
            return name

    def __enter__(self) -> "FaultProxy":
        threading.Thread(target=self._listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._listening.shutdown()
        self._listening.server_close()


class Handler(BaseHTTPRequestHandler):
    """One connection of a tablet: each request becomes a ``Line`` that a fault plays with."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: object, proxy: FaultProxy) -> None:
        self.proxy = proxy
        super().__init__(*given)

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            # The tablet hung up between two requests: a page that was closed.
            return

    def answer_it(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.asked = Asked(self.command, self.path, list(self.headers.items()), body)
        self.kind = self.path.split("?")[0]
        self.chance = Random(f"{self.kind} {len(self.proxy.seen)}")
        try:
            if self.kind in self.proxy.pages:
                self.give(self.proxy.pages[self.kind])
            else:
                self._suffer(self.proxy.fault_for(self.path))
        except OSError:
            # The tablet gave up, or the server is down: either way nobody hears any more.
            self.hang_up()

    do_GET = do_POST = answer_it

    def _suffer(self, name: str) -> None:
        FAULTS.get(name, faults.none)(self)

    def carry(self) -> Answer:
        answer = self.asked.carried_to(self.proxy.server_port)
        self.proxy.former[self.kind] = answer
        return answer

    def carry_part(self, share: float) -> None:
        self.asked.part_carried_to(self.proxy.server_port, share)

    def former(self) -> Answer | None:
        return self.proxy.former.get(self.kind)

    def give(self, answer: Answer) -> None:
        self.wfile.write(answer.raw())

    def give_part(self, answer: Answer, share: float) -> None:
        raw = answer.raw()
        self.wfile.write(raw[: int(share * len(raw))])
        self.hang_up()

    def trickle(self, answer: Answer) -> None:
        for byte in answer.raw():
            self.wfile.write(bytes([byte]))
            self.wait(1)
            if self.proxy.weather is CLEAR:
                break
        self.hang_up()

    def wait(self, seconds: float) -> None:
        sleep(seconds * self.proxy.second)

    def hang_up(self) -> None:
        self.close_connection = True
        reset(self.connection)

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            # Already hung up: there is nobody to say goodbye to.
            return

    def log_message(self, *_said: object) -> None:
        return
