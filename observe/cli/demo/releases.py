"""Releases of the demo: the last term of six schools, opened to whom each principal chose."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.cli.demo.visits import TZ, first_day_of_term
from observe.models.limits import limits_of
from observe.models.releases import ADMINISTRATION, STAFF, open_to
from observe.models.schools import Municipality, School, Term
from observe.policy.patterns import is_whole, settled_at
from observe.policy.viewer import load_viewer
from observe.web.leadership.releasing import proposals_of, release

# {school of the roster: to whom its last term is opened after the leadership}
OPENED = {
    # Its principal has the last step left to try.
    "sofiendal": (STAFF,),
    "havne": (STAFF, ADMINISTRATION),
    "lindevang": (ADMINISTRATION,),
    "bakkegaard": (ADMINISTRATION,),
    "engdal": (STAFF, ADMINISTRATION),
    "norremark": (ADMINISTRATION,),
}
MADE_AFTER, OPENED_AFTER = timedelta(days=3, hours=10), timedelta(days=7)


def release_last_term(
    session: Session, home: Municipality, schools: Mapping[str, School], principals: Mapping[str, UUID], now: datetime
) -> int:
    """How many releases were made; not committed. Of the latest whole term before the visits of this one."""
    share_days, today = limits_of(home.settings).share_days, now.astimezone(TZ).date()
    before = (Term.municipality_id == home.id, Term.ends_on < first_day_of_term(today))
    terms = session.scalars(select(Term).where(*before).order_by(Term.starts_on.desc()))
    term = next(each for each in terms if is_whole(each.ends_on, share_days, today))
    at = min(settled_at(term.ends_on, share_days, home.tz) + MADE_AFTER, now)
    return sum(
        _of_school(session, schools[name], term, principals[name], audiences, at, now)
        for name, audiences in OPENED.items()
    )


def _of_school(
    session: Session,
    school: School,
    term: Term,
    principal: UUID,
    audiences: tuple[str, ...],
    at: datetime,
    now: datetime,
) -> int:
    viewer = load_viewer(session, principal, at.astimezone(TZ).date())
    proposals = [each for each in proposals_of(session, viewer, school, term) if each.n_shown]
    for proposal in proposals:
        made = release(session, viewer, proposal, at)
        for audience in audiences:
            open_to(session, made, audience, principal, min(at + OPENED_AFTER, now))
    return len(proposals)
