"""How long work tells how far it is: a bar a step, drawn by a command and by nobody in the night."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Progress = Callable[[int, int], None]
"""``progress(done, of)``."""
Bars = Callable[[str], AbstractContextManager[Progress]]
"""``with bars("Copying") as progress: ...``"""


@contextmanager
def no_bars(_label: str) -> Iterator[Progress]:
    yield lambda _done, _of: None
