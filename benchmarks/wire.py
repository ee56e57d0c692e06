"""Counts what a browser really gets: a relay between it and the server that adds up the bytes of the answers."""

import socket
from threading import Lock, Thread


class Relay:
    """``with Relay(port) as relay``: connect to ``relay.port``; ``relay.received`` counts bytes, headers included."""

    def __init__(self, port: int) -> None:
        self.received = 0
        self._target = port
        self._lock = Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]

    def __enter__(self) -> "Relay":
        Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _listen(self) -> None:
        while True:
            try:
                browser, _ = self._listening.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                # The server was killed on purpose: to the browser it is as if nobody listened.
                browser.close()
                continue
            Thread(target=self._carry, args=(browser, server, False), daemon=True).start()
            Thread(target=self._carry, args=(server, browser, True), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, is_answer: bool) -> None:
        try:
            while chunk := source.recv(65_536):
                sink.sendall(chunk)
                if is_answer:
                    with self._lock:
                        self.received += len(chunk)
        except OSError:
            pass
        finally:
            sink.close()
