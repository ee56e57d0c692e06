"""A table with its facts and its codebook as files: CSV and XLSX. What is in them was decided by who calls."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

# Excel takes a CSV without it for another encoding.
BYTE_ORDER_MARK = "\ufeff"
# Excel opens a CSV by the habits of the reader's language: {language: (between fields, within numbers)}.
HABITS = {"da": (";", ","), "en": (",", ".")}
# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60

Value = str | int | float | None


@dataclass(frozen=True)
class Column:
    code: str
    title: str
    meaning: str
    digits: int | None = None
    """Decimals of a number; None for text and whole numbers."""


@dataclass(frozen=True)
class Table:
    """``rows`` are as long as ``columns``; None is an empty cell. ``facts`` are (what, value) pairs about all of it."""

    title: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    names: tuple[str, str, str]
    """What its parts are called: figures, facts, codebook."""


def csv_of(table: Table, language: str) -> bytes:
    """One line of column codes, then the rows; UTF-8 with a mark, separated as Excel expects in this language."""
    between, within = HABITS[language]
    text = StringIO()
    lines = csv.writer(text, delimiter=between, lineterminator="\r\n")
    lines.writerow([column.code for column in table.columns])
    for row in table.rows:
        lines.writerow([_written(value, column, within) for value, column in zip(row, table.columns, strict=True)])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _written(value: Value, column: Column, within: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return str(value) if column.digits is None else f"{value:.{column.digits}f}".replace(".", within)


def xlsx_of(table: Table) -> bytes:
    """Three sheets: the figures under their titles, the facts, the codebook."""
    from xlsxwriter import Workbook

    made = BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": table.title})
        bold, wrapped = book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), {"text_wrap": True}
        soft = book.add_format(wrapped | {"valign": "top"})
        figures, facts, codebook = (book.add_worksheet(name) for name in table.names)
        _write_figures(book, figures, table, bold)
        for at, pair in enumerate(table.facts):
            facts.write_row(at, 0, pair, soft)
        facts.set_column(0, 1, WIDEST / 2)
        for at, column in enumerate(table.columns):
            codebook.write_row(at, 0, (column.title, column.code, column.meaning), soft)
        codebook.set_column(0, 1, WIDEST / 2)
        codebook.set_column(2, 2, WIDEST)
    return made.getvalue()


def _write_figures(book, sheet, table: Table, bold) -> None:
    sheet.write_row(0, 0, [column.title for column in table.columns], bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    formats = [
        book.add_format({"num_format": "0." + "0" * column.digits if column.digits else "General"})
        for column in table.columns
    ]
    for at, row in enumerate(table.rows, 1):
        for across, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            if value is not None:
                kept = round(value, column.digits) if isinstance(value, float) and column.digits else value
                sheet.write(at, across, kept, formats[across])
    sheet.autofit(max_width=300)
