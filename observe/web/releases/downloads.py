"""A release as a file: the same cells as on the page, for the same reader. The working view has no such address."""

from uuid import UUID

from flask_babel import get_locale
from werkzeug import Response

from observe.extensions import db
from observe.web.loaders import current_viewer
from observe.web.releases.columns import table_of
from observe.web.releases.paper import paper_of
from observe.web.releases.room import blueprint, release_to_read
from observe.web.releases.sheet import Sheet, sheet_of
from observe.web.takeaway import csv_file, pdf_file, xlsx_file


@blueprint.get("/<uuid:release_id>/figures.csv")
def csv(release_id: UUID) -> Response:
    """Whoever may read the page: codes in the first line, separated as Excel expects in the reader's language."""
    sheet, language = _sheet(release_id)
    return csv_file(table_of(sheet, language), language, _name(sheet))


@blueprint.get("/<uuid:release_id>/figures.xlsx")
def xlsx(release_id: UUID) -> Response:
    """Whoever may read the page: figures, facts and codebook as three sheets."""
    sheet, language = _sheet(release_id)
    return xlsx_file(table_of(sheet, language), _name(sheet))


@blueprint.get("/<uuid:release_id>/figures.pdf")
def pdf(release_id: UUID) -> Response:
    """Whoever may read the page: every slice as a table, tagged for screen readers."""
    sheet, language = _sheet(release_id)
    return pdf_file(paper_of(sheet, language), _name(sheet))


def _sheet(release_id: UUID) -> tuple[Sheet, str]:
    viewer, language = current_viewer(), get_locale().language
    return sheet_of(db.session, viewer, release_to_read(viewer, release_id), "all", language), language


def _name(sheet: Sheet) -> str:
    return f"observe-{sheet.release.ends_on:%Y-%m-%d}"
