"""Collects what a reading finds: problems stop the import, warnings do not."""

from flask_babel import lazy_gettext as _l

from observe.exchange.faults import Fault, Sentence, in_order

# Whoever mends a file reads the first dozens; a wrong separator would make one fault a line.
MOST_OF_ONE_CODE_IN_A_FILE = 50


class Findings:
    def __init__(self) -> None:
        self._problems: list[Fault] = []
        self._warnings: list[Fault] = []
        self._counts: dict[tuple[str, str], int] = {}
        self.is_cut_short = False
        """Whether a file could not be read to its end; what it would have named cannot be missed then."""

    def problem(self, file: str, line: int | None, column: str, code: str, sentence: Sentence) -> None:
        self._add(self._problems, Fault(file, line, column, code, sentence))

    def warning(self, file: str, line: int | None, column: str, code: str, sentence: Sentence) -> None:
        self._add(self._warnings, Fault(file, line, column, code, sentence))

    def cut_short(self, file: str, line: int | None, column: str, code: str, sentence: Sentence) -> None:
        self.is_cut_short = True
        self.problem(file, line, column, code, sentence)

    def _add(self, to: list[Fault], fault: Fault) -> None:
        kind = fault.file, fault.code
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if self._counts[kind] <= MOST_OF_ONE_CODE_IN_A_FILE:
            to.append(fault)
        elif self._counts[kind] == MOST_OF_ONE_CODE_IN_A_FILE + 1:
            to.append(Fault(fault.file, None, "", fault.code, _l("There is more of this kind; it is not listed.")))

    @property
    def problems(self) -> tuple[Fault, ...]:
        return in_order(self._problems)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return in_order(self._warnings)
