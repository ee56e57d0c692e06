"""The patterns across schools as a file: the page that the administration sees, and no cell more."""

from flask import request
from flask_babel import get_locale
from werkzeug import Response

from observe.errors import NotFound
from observe.extensions import db
from observe.models.schools import Municipality
from observe.policy.viewer import Viewer
from observe.web.administration.across import Across, across_of
from observe.web.administration.columns import table_of
from observe.web.administration.paper import paper_of
from observe.web.administration.room import administration_viewer, blueprint
from observe.web.takeaway import csv_file, pdf_file, xlsx_file


@blueprint.get("/patterns/figures.csv")
def patterns_csv() -> Response:
    """The administration: ?term= and ?rubric= as on the page; 404 while the page has no table. 403 for others."""
    across, viewer, language = _across()
    return csv_file(table_of(across, viewer.today), language, _name(across))


@blueprint.get("/patterns/figures.xlsx")
def patterns_xlsx() -> Response:
    """The administration: figures, facts and codebook as three sheets; else as the CSV."""
    across, viewer, _language = _across()
    return xlsx_file(table_of(across, viewer.today), _name(across))


@blueprint.get("/patterns/figures.pdf")
def patterns_pdf() -> Response:
    """The administration: one table, tagged for screen readers; else as the CSV."""
    across, viewer, language = _across()
    home = db.session.get(Municipality, viewer.municipality_id)
    return pdf_file(paper_of(across, home.name, viewer.today, language), _name(across))


def _across() -> tuple[Across, Viewer, str]:
    viewer, language = administration_viewer(), get_locale().language
    across = across_of(db.session, viewer, request.args, language)
    if not across.has_figures:
        raise NotFound
    return across, viewer, language


def _name(across: Across) -> str:
    return f"observe-across-{across.term.ends_on:%Y-%m-%d}"
