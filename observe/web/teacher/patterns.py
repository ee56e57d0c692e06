"""Patterns of the school that were released to its staff."""

from sqlalchemy import select
from werkzeug import Response

from observe.extensions import db
from observe.models.releases import Release
from observe.models.schools import School, Term
from observe.policy.releases import staff_releases
from observe.web.loaders import current_viewer
from observe.web.render import page
from observe.web.teacher.room import blueprint


@blueprint.get("/patterns")
def patterns() -> Response:
    """Anybody signed in: what is released to the staff of the schools where they teach; the rest have an empty page."""
    allowed = staff_releases(current_viewer()).subquery()
    rows = db.session.execute(
        select(Release, School, Term)
        .join(allowed, allowed.c.id == Release.id)
        .join(School, School.id == Release.school_id)
        .join(Term, Term.id == Release.term_id)
        .order_by(Release.starts_on.desc(), School.name)
    ).all()
    return page("releases/staff.html", rows=rows)
