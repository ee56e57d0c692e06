"""Figures as files to take along: one answer each for CSV, XLSX and PDF, whoever's figures they are."""

from flask import make_response
from werkzeug import Response

from observe.exchange.figures_pdf import Paper, pdf_of
from observe.exchange.spreadsheet import Table, csv_of, xlsx_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_file(table: Table, language: str, name: str) -> Response:
    """Codes in the first line, separated as Excel expects in the reader's language; ``name`` without its ending."""
    return _file(csv_of(table, language), "text/csv; charset=utf-8", f"{name}.csv")


def xlsx_file(table: Table, name: str) -> Response:
    """Figures, facts and codebook as three sheets."""
    return _file(xlsx_of(table), XLSX, f"{name}.xlsx")


def pdf_file(paper: Paper, name: str) -> Response:
    """Tables, tagged for screen readers."""
    return _file(pdf_of(paper), "application/pdf", f"{name}.pdf")


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = make_response(content)
    answer.content_type = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
