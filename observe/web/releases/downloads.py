"""A release as a file: the same cells as on the page, for the same reader. The working view has no such address."""

from uuid import UUID

from flask import make_response
from flask_babel import get_locale
from werkzeug import Response

from observe.exchange.release_pdf import pdf_of
from observe.exchange.spreadsheet import csv_of, xlsx_of
from observe.extensions import db
from observe.web.loaders import current_viewer
from observe.web.releases.columns import table_of
from observe.web.releases.paper import paper_of
from observe.web.releases.room import blueprint, release_to_read
from observe.web.releases.sheet import Sheet, sheet_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/<uuid:release_id>/figures.csv")
def csv(release_id: UUID) -> Response:
    """Whoever may read the page: codes in the first line, separated as Excel expects in the reader's language."""
    sheet, language = _sheet(release_id)
    return _file(csv_of(table_of(sheet, language), language), "text/csv; charset=utf-8", sheet, "csv")


@blueprint.get("/<uuid:release_id>/figures.xlsx")
def xlsx(release_id: UUID) -> Response:
    """Whoever may read the page: figures, facts and codebook as three sheets."""
    sheet, language = _sheet(release_id)
    return _file(xlsx_of(table_of(sheet, language)), XLSX, sheet, "xlsx")


@blueprint.get("/<uuid:release_id>/figures.pdf")
def pdf(release_id: UUID) -> Response:
    """Whoever may read the page: every slice as a table, tagged for screen readers."""
    sheet, language = _sheet(release_id)
    return _file(pdf_of(paper_of(sheet, language)), "application/pdf", sheet, "pdf")


def _sheet(release_id: UUID) -> tuple[Sheet, str]:
    viewer, language = current_viewer(), get_locale().language
    return sheet_of(db.session, viewer, release_to_read(viewer, release_id), "all", language), language


def _file(content: bytes, kind: str, sheet: Sheet, ending: str) -> Response:
    answer = make_response(content)
    answer.content_type = kind
    named = f"observe-{sheet.release.ends_on:%Y-%m-%d}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    return answer
