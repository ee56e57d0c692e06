"""Whether everything a row refers to is there: in the same files, or already known where a file brings only changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from observe.exchange.oneroster.findings import Findings
from observe.exchange.oneroster.layouts import Layout
from observe.exchange.oneroster.tables import Row


@dataclass
class References:
    """Ids by table. ``known`` holds those of earlier imports, which count where a table did not come whole."""

    modes: Mapping[str, str]
    known: Mapping[str, frozenset[str]]
    ids: dict[str, dict[str, int]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    """Users who are pupils or otherwise without a place here; forgotten with this object."""
    _pending: list[tuple[str, int, str, str, str]] = field(default_factory=list)

    def of(self, table: str) -> dict[str, int]:
        return self.ids.setdefault(table, {})

    def note(self, table: str, layout: Layout, row: Row) -> None:
        """Remember what this row refers to and has not been seen yet."""
        for column, (to, is_list) in layout.references.items():
            for wanted in row.members(column) if is_list else [row[column]]:
                if wanted and not self._is_there(to, wanted):
                    self._pending.append((f"{table}.csv", row.line, column, to, wanted))

    def report(self, findings: Findings) -> None:
        """Name what is still missing, now that every table was read."""
        if findings.is_cut_short:
            return
        for file, line, column, to, wanted in self._pending:
            if not self._is_there(to, wanted):
                sentence = _l("“%(id)s” stands nowhere in %(file)s.", id=wanted, file=f"{to}.csv")
                findings.problem(file, line, column, "dangling_reference", sentence)

    def _is_there(self, table: str, wanted: str) -> bool:
        if wanted in self.of(table) or (table == "users" and wanted in self.left_out):
            return True
        if self.modes.get(table) == "bulk":
            return False
        # Courses and departments are not kept, so what a change refers to there cannot be checked.
        return table == "courses" or wanted in self.known.get(table, frozenset())
