"""What is wrong in a file from outside, and where: one small value that every reader of files hands back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Sentence(Protocol):
    """A translated text, made when it is shown, in the language of whoever reads it."""

    def __str__(self) -> str: ...


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, or only odd, in a file.

    ``line`` counts from 1 and is None where the file as a whole is meant. ``field`` is a column or the path of a
    field, empty where the line as a whole is meant. ``code`` is stable; ``sentence`` says what to do about it.
    """

    file: str
    line: int | None
    field: str
    code: str
    sentence: Sentence

    @property
    def place(self) -> str:
        """Where to look, as ``users.csv:12, role``."""
        at = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{at}, {self.field}" if self.field else at


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults by file and line, each said once."""
    by_place = {(fault.file, fault.line or 0, fault.field, fault.code): fault for fault in faults}
    return tuple(by_place[place] for place in sorted(by_place))
