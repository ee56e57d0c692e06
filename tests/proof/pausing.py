"""Stops a writer between two of its statements, so that a test decides who goes on, and not the scheduler."""

import threading
from collections.abc import Callable
from time import monotonic, sleep

from sqlalchemy import Engine, event, text

# A thread that does not come to its place by then will not come: the test says so instead of hanging.
PATIENCE_S = 60
_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


class Paused:
    """``with Paused(engine, work, place) as writer``: ``work(engine)`` runs in a thread until its statement number
    ``place``, counted from 0 and with the commit as the last; ``writer.go_on()`` gives its answer.
    """

    def __init__(self, engine: Engine, work: Callable[[Engine], object], place: int) -> None:
        self.engine, self.work, self.place = engine, work, place
        self.n_statements = 0
        self.has_stopped = False
        """False once it is there: it was over before its place."""
        self.is_there, self.may_go_on = threading.Event(), threading.Event()
        self.answer: object = None
        self.failure: BaseException | None = None
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self.answer = self.work(self.engine)
        except BaseException as failure:  # noqa: BLE001 (a thread's failure would be lost otherwise)
            self.failure = failure
        finally:
            self.is_there.set()

    def _stop(self, *_statement: object) -> None:
        if self.n_statements == self.place:
            self.has_stopped = True
            self.is_there.set()
            assert self.may_go_on.wait(PATIENCE_S)
        self.n_statements += 1

    def __enter__(self) -> "Paused":
        for name in ("before_cursor_execute", "commit"):
            event.listen(self.engine, name, self._stop)
        self.thread.start()
        assert self.is_there.wait(PATIENCE_S)
        return self

    def __exit__(self, *_fault: object) -> None:
        self.may_go_on.set()
        self.thread.join()
        for name in ("before_cursor_execute", "commit"):
            event.remove(self.engine, name, self._stop)

    def go_on(self) -> object:
        self.may_go_on.set()
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive(), "it waits for ever"
        if self.failure:
            raise self.failure
        return self.answer


class Running:
    """A second writer in a thread of its own, which may have to wait for the first."""

    def __init__(self, engine: Engine, work: Callable[[Engine], object]) -> None:
        self.engine = engine
        self.answer: object = None
        self.failure: BaseException | None = None
        self.thread = threading.Thread(target=self._run, args=(work,))
        self.thread.start()

    def _run(self, work: Callable[[Engine], object]) -> None:
        try:
            self.answer = work(self.engine)
        except BaseException as failure:  # noqa: BLE001 (a thread's failure would be lost otherwise)
            self.failure = failure

    def is_waiting(self) -> bool:
        """Wait until it has ended (False) or the database says that somebody waits for a lock (True)."""
        deadline = monotonic() + PATIENCE_S
        with self.engine.connect() as connection:
            while self.thread.is_alive():
                if connection.execute(_WAITING).scalar():
                    return True
                assert monotonic() < deadline, "it neither ends nor waits"
                sleep(0.002)
        return False

    def end(self) -> object:
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive(), "it waits for ever"
        if self.failure:
            raise self.failure
        return self.answer
