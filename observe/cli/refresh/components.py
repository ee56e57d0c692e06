"""Works out a municipality's own components of variance, once for each term that is over."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from observe.aggregates.own_components import own_components, to_keep
from observe.aggregates.queries.components import ratings_between
from observe.cli.refresh.rows import Home, terms_of
from observe.models.bulk import insert_rows
from observe.models.components import OwnComponents
from observe.models.schools import Term

# Of the year that ends with the term: one term alone has too few lessons that two saw.
YEAR = timedelta(days=365)


def term_to_estimate(session: Session, home: Home) -> UUID | None:
    """The latest term that is over, unless it has its row; earlier ones are never caught up with."""
    over = [term for term in terms_of(session, home) if home.settles_at(term)]
    if not over or session.get(OwnComponents, (home.id, over[-1].id)):
        return None
    return over[-1].id


def estimated(session: Session, home: Home, term_id: UUID) -> dict[str, object]:
    """What is to be kept, of what was settled when the term was over. It only reads: tablets need not wait for it."""
    term = session.get_one(Term, term_id)
    ratings = ratings_between(session, home.id, term.ends_on - YEAR, term.ends_on, home.settles_at(term))
    return to_keep(replace(own_components(ratings), estimated_on=home.today))


def keep(session: Session, home: Home, term_id: UUID, found: dict[str, object]) -> None:
    """The row of the term, in the caller's transaction; the first one stays."""
    row = {"municipality_id": home.id, "term_id": term_id, "made_at": home.now, "components": found}
    insert_rows(session.connection(), OwnComponents.__table__, [tuple(row.values())], "DO NOTHING")
