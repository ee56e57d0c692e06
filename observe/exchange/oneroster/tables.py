"""Streams one CSV table: bytes to lines to rows, each checked by its layout, faults named by line and column."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from flask_babel import lazy_gettext as _l

from observe.exchange.oneroster.checks import faults_of
from observe.exchange.oneroster.findings import Findings
from observe.exchange.oneroster.layouts import Layout

BOM = b"\xef\xbb\xbf"
# The longest sensible line is a class with hundreds of periods.
MAX_LINE_BYTES = 1_000_000

Progress = Callable[[int], None]
"""Is told how many bytes were read since it was last told."""
IsLeftOut = Callable[[dict[str, str]], bool]
"""Whether a row is to be dropped unread."""


@dataclass(frozen=True)
class Row:
    """A checked row; columns that the file leaves out read as empty."""

    line: int
    values: dict[str, str] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def members(self, column: str) -> list[str]:
        """The members of a comma-separated list."""
        return [member for part in self[column].split(",") if (member := part.strip())]

    def day(self, column: str) -> date | None:
        return date.fromisoformat(self[column]) if self[column] else None

    @property
    def is_gone(self) -> bool:
        return self["status"] == "tobedeleted"


def read_table(
    stream: BinaryIO,
    file: str,
    layout: Layout,
    findings: Findings,
    progress: Progress,
    *,
    is_delta: bool = False,
    is_left_out: IsLeftOut | None = None,
    ids: dict[str, int] | None = None,
) -> Iterator[Row]:
    """The rows that passed every check, in order; a row with a fault is named in ``findings`` and not yielded.

    ``ids`` is filled with the line of each id, faulty rows included, so that one fault does not make others.
    """
    ids = {} if ids is None else ids
    table = _Table(file, layout, findings, is_delta, is_left_out or (lambda _values: False), ids)
    reader = csv.reader(table.lines(stream, progress), strict=True)
    try:
        table.header = table.checked_header(next(reader, []))
        line = reader.line_num + 1
        for fields in reader:
            if fields and table.header:
                yield from table.checked(line, fields)
            line = reader.line_num + 1
    except csv.Error as error:
        sentence = _l("The line is not CSV: %(problem)s.", problem=str(error))
        findings.cut_short(file, reader.line_num, "", "not_csv", sentence)


@dataclass
class _Table:
    file: str
    layout: Layout
    findings: Findings
    is_delta: bool
    is_left_out: IsLeftOut
    ids: dict[str, int]
    header: list[str] = field(default_factory=list)

    def lines(self, stream: BinaryIO, progress: Progress) -> Iterator[str]:
        """Decoded lines; ends with a problem at the first that is no UTF-8 or endless."""
        number = 0
        while raw := stream.readline(MAX_LINE_BYTES):
            number += 1
            progress(len(raw))
            if number == 1 and raw.startswith(BOM):
                raw = raw[len(BOM) :]
                self.findings.warning(self.file, 1, "", "bom", _l("The file begins with a byte order mark (BOM)."))
            if len(raw) == MAX_LINE_BYTES:
                self.findings.cut_short(self.file, number, "", "endless_line", _l("The line has no end."))
                return
            try:
                yield raw.decode("utf-8")
            except UnicodeDecodeError as error:
                sentence = _l("The file is not UTF-8. Save it as UTF-8.")
                self.findings.cut_short(self.file, number, self._column_at(raw[: error.start]), "not_utf8", sentence)
                return

    def _column_at(self, before: bytes) -> str:
        """The column in which a line's beginning ends."""
        number = len(next(csv.reader([before.decode("utf-8")]), [""])) - 1
        return self.header[number] if 0 <= number < len(self.header) else ""

    def checked_header(self, header: list[str]) -> list[str]:
        """The columns' names, or ``[]`` with problems if rows under them cannot be read."""
        header = [name.strip() for name in header]
        missing = [name for name in self.layout.required if name not in header]
        if self.is_delta:
            missing += [name for name in ("status", "dateLastModified") if name not in header]
        for name in missing:
            sentence = _l("The column is missing.")
            if len(header) == 1 and ";" in header[0]:
                sentence = _l("The column is missing. The file is separated by semicolons; OneRoster uses commas.")
            self.findings.cut_short(self.file, 1, name, "missing_column", sentence)
        for name in sorted({name for name in header if header.count(name) > 1}):
            self.findings.cut_short(self.file, 1, name, "duplicate_column", _l("The column is there twice."))
            missing.append(name)
        for name in header if not missing else ():
            if name not in self.layout.kept and name not in self.layout.ignored:
                sentence = _l("The column is not known and is left out.")
                self.findings.warning(self.file, 1, name, "extra_column", sentence)
        return [] if missing else header

    def checked(self, line: int, fields: list[str]) -> Iterator[Row]:
        if len(fields) != len(self.header):
            facts = {"n": len(fields), "expected": len(self.header)}
            sentence = _l("The line has %(n)s fields, the header %(expected)s.", **facts)
            self.findings.problem(self.file, line, "", "n_fields", sentence)
            return
        values = dict(zip(self.header, (text.strip() for text in fields), strict=True))
        if values.get("password"):
            sentence = _l("Passwords are not taken in. Empty the column and treat the passwords as known to others.")
            self.findings.problem(self.file, line, "password", "password", sentence)
            return
        if self.is_left_out(values):
            return
        row = Row(line, {name: text for name, text in values.items() if name in self.layout.kept})
        found = list(faults_of(row.values, self.layout, self.is_delta))
        for column, code, sentence in found:
            self.findings.problem(self.file, line, column, code, sentence)
        if self._is_first(row) and not found:
            yield row

    def _is_first(self, row: Row) -> bool:
        name = row["sourcedId"]
        if not name or self.ids.setdefault(name, row.line) == row.line:
            return True
        sentence = _l("The id “%(id)s” is already used on line %(line)s.", id=name, line=self.ids[name])
        self.findings.problem(self.file, row.line, "sourcedId", "duplicate_id", sentence)
        return False
