"""Figures as files to take along: one answer each for CSV, XLSX and PDF, whoever's figures they are."""

from collections.abc import Sequence

from flask import make_response
from flask_babel import gettext as _
from werkzeug import Response

from observe.exchange.figures_pdf import Notes, Paper, pdf_of
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


def not_shown(why: str, reasons: Sequence[str]) -> str:
    """In a row of dashes on paper, whose rule stands once among the ``reasons`` in front."""
    return _("Not shown: reason %(n)s", n=reasons.index(why) + 1)


def reasons_note(reasons: Sequence[str]) -> list[Notes]:
    """Nothing where every figure is shown."""
    return [Notes(_("Why a figure is not shown"), reasons, is_numbered=True)] if reasons else []


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = make_response(content)
    answer.content_type = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
