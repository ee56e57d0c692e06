"""HTTP as bytes: an answer, how it is asked of the server, and how much of it is passed on."""

import socket
import struct
from dataclasses import dataclass
from http.client import HTTPConnection

PATIENCE_S = 60
# They speak of one connection only.
OF_ONE_HOP = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def raw(self) -> bytes:
        """As it goes over the wire."""
        told = [*self.headers, ("Content-Length", str(len(self.body)))]
        lines = [f"HTTP/1.1 {self.status} Answer", *(f"{name}: {value}" for name, value in told), "", ""]
        return "\r\n".join(lines).encode("latin-1") + self.body


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes

    def carried_to(self, port: int) -> Answer:
        """Raises OSError where the server is down."""
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        try:
            connection.putrequest(self.method, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in passed_on(self.headers):
                connection.putheader(name, value)
            connection.endheaders(self.body or None)
            answer = connection.getresponse()
            kept = [(name, value) for name, value in passed_on(answer.getheaders()) if name.lower() != "content-length"]
            return Answer(answer.status, kept, answer.read())
        finally:
            connection.close()

    def part_carried_to(self, port: int, share: float) -> None:
        """Send the head and the first part of the body, then hang up."""
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in self.headers), "", ""]
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
            line.sendall("\r\n".join(lines).encode("latin-1") + self.body[: int(share * len(self.body))])


def passed_on(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in OF_ONE_HOP]


def reset(connection: socket.socket) -> None:
    """End it as a dead network does: no goodbye, at most a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
