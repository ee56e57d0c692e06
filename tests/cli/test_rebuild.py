"""``observe rebuild`` makes views again from the versions; what a principal froze is no view."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from observe.models.components import OwnComponents
from observe.models.observations import Observation
from observe.models.releases import AUDIENCES, Release, ReleaseOpening, open_to
from tests import factories as make
from tests.models.versions.store import Store, envelope
from tests.releases_across import CODES, cell

MADE_AT = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture
def frozen(store):
    """A release of cells that no visit here would give, open to everybody; and components that none would give."""
    with Session(store.engine) as session:
        home, school = session.get_one(make.Municipality, store.home), session.get_one(make.School, store.school.id)
        pia = session.get_one(make.Person, store.people["pia"].id)
        term = make.make_term(session, home, date(2026, 8, 1), date(2027, 1, 31), "Efteråret 2026")
        cells = [cell(code, (1, 2, 3, 4)) for code in CODES]
        release = make.make_release(session, pia, school, term, cells=cells, n_observations=10, n_rubrics=2)
        for audience in AUDIENCES:
            open_to(session, release, audience, pia.id, MADE_AT)
        place = {"municipality_id": home.id, "term_id": term.id, "made_at": MADE_AT}
        session.add(OwnComponents(**place, components={"school": 0.2}))
        session.commit()


def kept(store: Store) -> dict[str, list[tuple]]:
    with store.engine.connect() as connection:
        tables = (Release.__table__, ReleaseOpening.__table__, OwnComponents.__table__)
        return {table.name: sorted(map(str, connection.execute(select(table)))) for table in tables}


def test_releases_and_their_openings_stay_as_they_are(store, frozen, run):
    store.push(envelope(store.body()))
    before = kept(store)
    with store.engine.begin() as connection:
        connection.execute(delete(Observation))
    assert run("rebuild").exit_code == 0
    assert len(store.rows(Observation)) == 1
    assert kept(store) == before
    assert all(before.values())
