"""A school beside the municipality, for its own page: shrunken estimates of a term that is over, and never who stands
where.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from observe.aggregates.municipality import Comparison, beside
from observe.aggregates.others import are_enough_left
from observe.aggregates.patterns import Pattern
from observe.aggregates.queries.rollups import figures_of_all, is_settled_everywhere, worth_known
from observe.aggregates.rollups import cell_of
from observe.models.limits import limits_of
from observe.models.schools import Municipality, School, Term
from observe.policy.patterns import is_whole
from observe.policy.releases import knows_figures_of, may_compare
from observe.policy.viewer import Viewer
from observe.web.leadership.outline import outline_of


def beside_municipality(
    session: Session, viewer: Viewer, school: School, term: Term, rubric_hash: str, figures: Mapping[str, Pattern]
) -> dict[str, Comparison | None]:
    """{indicator code: how the school's figure stands beside all schools', None where that cannot be said}.

    Empty where there is nothing to stand beside: the term is not over, not every school's row of it is settled, or the
    viewer is nobody of the school. ``figures`` are the school's own, of the whole term without any filter. Five
    queries, of which none reads an observation.
    """
    home = session.get(Municipality, school.municipality_id)
    limits = limits_of(home.settings)
    if not may_compare(viewer, school.id) or not is_whole(term.ends_on, limits.share_days, viewer.today):
        return {}
    of_all = figures_of_all(session, home.id, term.id, rubric_hash, is_released=False)
    if of_all is None or not is_settled_everywhere(session, term.id):
        return {}
    outline = outline_of(session, home.id, rubric_hash)
    schools = knows_figures_of(viewer)
    known = worth_known(session, term.id, rubric_hash, schools, outline.indicators, outline.n_levels)
    released = {}
    if viewer.is_administration:
        released = figures_of_all(session, home.id, term.id, rubric_hash, is_released=True) or {}
    return {
        # What the viewer knows already is taken away first: the others must be enough by themselves.
        code: None
        if code not in of_all or not are_enough_left(of_all[code], known[code], limits, released.get(code))
        else beside(cell_of(shown) if shown.is_enough else None, of_all[code])
        for code, shown in figures.items()
    }
