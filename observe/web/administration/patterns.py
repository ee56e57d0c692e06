"""The administration's pages of what schools released to it: patterns across schools, and which schools have."""

from flask import request
from flask_babel import get_locale
from werkzeug import Response

from observe.errors import NotFound
from observe.extensions import db
from observe.web.administration.across import across_of, school_lines, terms_of
from observe.web.administration.room import administration_viewer, blueprint
from observe.web.leadership.choices import chosen_of
from observe.web.render import page


@blueprint.get("/patterns")
def patterns() -> Response:
    """The administration: ?term= and ?rubric= of what is released to it; htmx gets #patterns alone. 403 for others."""
    across = across_of(db.session, administration_viewer(), request.args, get_locale().language)
    return page("administration/patterns.html", {"patterns": "administration/_patterns.html"}, across=across)


@blueprint.get("/patterns/schools")
def released_schools() -> Response:
    """The administration: every school by name, and whether it has released a term (?term=, else the last one over).

    403 for others.
    """
    viewer = administration_viewer()
    terms = {str(term.id): term for term in reversed(terms_of(db.session, viewer))}
    over = [key for key, term in terms.items() if term.ends_on < viewer.today]
    term = terms.get(chosen_of(request.args.get("term") or next(iter(over), None), terms))
    if term is None:
        raise NotFound
    lines = school_lines(db.session, viewer, term.id)
    return page("administration/released_schools.html", term=term, lines=lines)
