"""What a network does to one request, each by a name. A fault gets the ``Line`` and does with it what it likes."""

from collections.abc import Callable
from random import Random
from typing import Protocol

from tests.faults.wire import Answer

LOGIN_PAGE = b"<!doctype html><title>WiFi</title><h1>Sign in to the school's network</h1>"
NOT_NOW = b"<html><h1>500 Internal Server Error</h1></html>"


class Line(Protocol):
    """One request between a tablet and the server."""

    chance: Random

    def carry(self) -> Answer:
        """Deliver the request to the server; each call delivers it once more."""

    def carry_part(self, share: float) -> None:
        """Deliver the first part of it, then hang up on the server."""

    def give(self, answer: Answer) -> None:
        """Answer the tablet."""

    def give_part(self, answer: Answer, share: float) -> None:
        """Answer as much of it as this, then hang up."""

    def trickle(self, answer: Answer) -> None:
        """Answer one byte a second until the tablet has had enough."""

    def wait(self, seconds: float) -> None:
        """Of the tablet's time."""

    def hang_up(self) -> None: ...

    def former(self) -> Answer | None:
        """The answer to the request of this kind before it, as a cache keeps it."""


Fault = Callable[[Line], None]


def said(status: int, body: bytes, **headers: str) -> Answer:
    kind = {"Content-Type": "text/html; charset=utf-8"}
    return Answer(status, [*kind.items(), *((name.replace("_", "-"), value) for name, value in headers.items())], body)


def none(line: Line) -> None:
    line.give(line.carry())


def drop_before(line: Line) -> None:
    line.hang_up()


def drop_answer(line: Line) -> None:
    line.carry()
    line.hang_up()


def twice(line: Line) -> None:
    line.carry()
    line.give(line.carry())


def delay(line: Line) -> None:
    answer = line.carry()
    line.wait(line.chance.uniform(1, 8))
    line.give(answer)


def late_delivery(line: Line) -> None:
    """The tablet has long given up when the request arrives, and perhaps its next try has, too."""
    line.hang_up()
    line.wait(line.chance.uniform(1, 8))
    line.carry()


def cut_answer(line: Line) -> None:
    line.give_part(line.carry(), line.chance.random())


def cut_request(line: Line) -> None:
    line.carry_part(line.chance.random())
    line.hang_up()


def error_before(line: Line) -> None:
    line.give(said(500, NOT_NOW))


def error_after(line: Line) -> None:
    line.carry()
    line.give(said(502, NOT_NOW))


def portal(line: Line) -> None:
    line.give(said(200, LOGIN_PAGE))


def to_sign_in(line: Line) -> None:
    line.give(said(302, b"", Location="/sign-in?next=/capture"))


def too_large(line: Line) -> None:
    """A proxy's own limit: its page has no code of ours."""
    line.give(said(413, b"<h1>413 Request Entity Too Large</h1>"))


def too_many(line: Line) -> None:
    line.give(said(429, b"<h1>429</h1>", Retry_After="3"))


def busy(line: Line) -> None:
    line.give(said(503, b"<h1>503</h1>", Retry_After="2"))


def no_gzip(line: Line) -> None:
    line.give(said(415, b"<h1>415</h1>"))


def trickle(line: Line) -> None:
    line.trickle(line.carry())


def former_answer(line: Line) -> None:
    """A cache on the way answers with what it kept."""
    line.give(line.former() or said(200, LOGIN_PAGE))


FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        drop_before, drop_answer, twice, delay, late_delivery, cut_answer, cut_request, error_before, error_after,
        portal, to_sign_in, too_large, too_many, busy, no_gzip, trickle, former_answer,
    )
}  # fmt: skip
