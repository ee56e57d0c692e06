"""The difference page: for the two observers alone, once both have locked and both observations are here."""

from uuid import UUID

from sqlalchemy import select
from werkzeug import Response

from observe import clock
from observe.errors import Forbidden, NotFound
from observe.extensions import db
from observe.models.observations import Observation
from observe.models.pairs import PairHalf
from observe.policy.pairs import comparable_halves, own_halves
from observe.policy.viewer import Viewer
from observe.web.loaders import current_viewer, observation_to_read
from observe.web.pairs.room import blueprint
from observe.web.pairs.sheet import sheet_of, standing_words
from observe.web.readers import note_reading
from observe.web.render import page


@blueprint.get("/pairs/<uuid:rid>")
def comparison(rid: UUID) -> Response:
    """The author of one half, by its rid; reading the other's is noted. 404 and 403 as for the observation.

    Before the pair is whole, and where the halves do not fit, the page says so and shows nothing of the other's.
    """
    viewer = current_viewer()
    own, other = _pair_to_read(viewer, rid)
    observation = _observation_of(own)
    if other is None:
        return page("pairs/waiting.html", observation=observation, words=standing_words(own), half=own)
    note_reading(viewer, _observation_of(other), clock.now())
    return page("pairs/page.html", sheet=sheet_of(db.session, own, other))


def _pair_to_read(viewer: Viewer, rid: UUID) -> tuple[PairHalf, PairHalf | None]:
    """(own half, the other's), the latter None while it may not be seen."""
    found = db.session.execute(comparable_halves(viewer).where(PairHalf.rid == rid)).first()
    if found:
        return found[0], found[1]
    own = db.session.scalars(own_halves(viewer).where(PairHalf.rid == rid)).first()
    if own:
        return own, None
    observation = observation_to_read(viewer, rid)
    raise NotFound if observation.author_id == viewer.person_id else Forbidden


def _observation_of(half: PairHalf) -> Observation:
    found = select(Observation).where(Observation.author_id == half.author_id, Observation.rid == half.rid)
    return db.session.scalars(found).one()
