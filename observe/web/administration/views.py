"""The front page of the administration, and the tablets of the municipality."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from werkzeug import Response

from observe import clock
from observe.extensions import db
from observe.models.versions import head_of, only_here_since
from observe.models.versions.durability import last_verified_at
from observe.models.versions.epochs import set_back_at
from observe.policy.devices import changeable_enrolments
from observe.policy.viewer import Viewer
from observe.web.administration.room import administration_viewer, blueprint
from observe.web.quarantine.lines import lines_of
from observe.web.render import page
from observe.web.tablets import tablets_of

# Long enough for tablets to come back from a holiday and send what is missing.
TOLD_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Outlook:
    n_set_aside: int
    n_tablets: int
    only_here_since: datetime | None
    """When the oldest of what has no second copy came; None if all has one."""
    backed_up_at: datetime | None
    set_back_at: datetime | None
    """When an older copy of the database took the place of a newer one; None where that never was, or is long ago."""


@blueprint.get("/")
def front() -> Response:
    """The administration: what waits for it, and whether everything has a second copy. 403 for others."""
    return page("administration/page.html", outlook=_outlook(db.session, administration_viewer()))


@blueprint.get("/tablets")
def tablets() -> Response:
    """The administration: every person on every tablet, those heard of last first. 403 for others."""
    viewer = administration_viewer()
    return page("administration/tablets.html", tablets=tablets_of(db.session, viewer, changeable_enrolments(viewer)))


def _outlook(session: Session, viewer: Viewer) -> Outlook:
    connection, home = session.connection(), viewer.municipality_id
    waits, _solved = lines_of(session, viewer)
    return Outlook(
        n_set_aside=len(waits),
        n_tablets=len(session.scalars(changeable_enrolments(viewer)).all()),
        only_here_since=only_here_since(connection, head_of(connection, home)),
        backed_up_at=last_verified_at(connection, home),
        set_back_at=_lately(set_back_at(connection, home)),
    )


def _lately(at: datetime | None) -> datetime | None:
    return at if at and clock.now() - at < TOLD_FOR else None
