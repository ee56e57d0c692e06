"""A real SMTP server for tests: listens on a port that the system chose and keeps the messages that it took."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType

from aiosmtpd.controller import Controller


class _AnyPort(Controller):
    def _trigger_server(self) -> None:
        """aiosmtpd knocks at the port that it was given; with 0 the system chose another."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """``with MailServer() as server``: host, port, and messages in the order of arrival."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.host = "127.0.0.1"
        # Five seconds, as it has them, pass on a busy machine.
        self._controller = _AnyPort(self, hostname=self.host, port=0, ready_timeout=60)

    @property
    def port(self) -> int:
        return self._controller.port

    async def handle_DATA(self, _server, _connection, envelope) -> str:
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, _kind: type | None, _fault: BaseException | None, _trace: TracebackType | None) -> None:
        self._controller.stop()
