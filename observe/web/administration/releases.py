"""What the schools have released to the administration, school by school; nothing is ranked."""

from sqlalchemy import select
from werkzeug import Response

from observe.extensions import db
from observe.models.releases import Release
from observe.models.schools import School, Term
from observe.policy.releases import administration_releases
from observe.web.administration.room import administration_viewer, blueprint
from observe.web.render import page
from observe.web.sorting import danish_order


@blueprint.get("/releases")
def releases() -> Response:
    """The administration: releases that were opened to it, by school in the order of their names. 403 for others."""
    allowed = administration_releases(administration_viewer()).subquery()
    rows = db.session.execute(
        select(Release, School, Term)
        .join(allowed, allowed.c.id == Release.id)
        .join(School, School.id == Release.school_id)
        .join(Term, Term.id == Release.term_id)
        .order_by(Release.starts_on.desc())
    ).all()
    return page("releases/administration.html", rows=sorted(rows, key=lambda row: danish_order(row.School.name)))
