"""Which views of patterns are open to whom, and of which observations each is made."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from observe.policy.observations import may_read
from observe.policy.patterns import (
    OWN,
    SCHOOL,
    counted_observations,
    is_whole,
    may_read_coverage,
    may_read_working_view,
    settled_at,
    views_of,
)
from observe.policy.viewer import Viewer
from tests import factories as make
from tests.cast import NAMES

NOW = make.LESSON_AT + timedelta(hours=3)
VIEWS = {"pia": (SCHOOL, OWN), "olga": (OWN,), "lena": (OWN,)}


@pytest.mark.parametrize("name", NAMES)
def test_views_follow_from_the_appointment(viewers, cast, name):
    viewer = viewers[name]
    assert views_of(viewer, cast.sofiendal.id) == VIEWS.get(name, ())
    assert may_read_working_view(viewer, cast.sofiendal.id) == (name in VIEWS)
    assert may_read_coverage(viewer, cast.sofiendal.id) == (name in VIEWS)


def test_a_leader_elsewhere_has_the_views_there(viewers, cast):
    assert views_of(viewers["liam"], cast.elsewhere.id) == (SCHOOL, OWN)


@pytest.fixture
def observed(store: Session, cast) -> dict[str, object]:
    """By Olga: one shared, one waiting, one of practice; by Pia one that waits; at Havneskolen one shared."""
    at = make.LESSON_AT
    made = {
        "shared": make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, shared_at=at),
        "waiting": make.make_observation(store, cast.olga, cast.tara, cast.sofiendal),
        "practice": make.make_observation(store, cast.olga, None, cast.sofiendal, shared_at=at),
        "withdrawn": make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, shared_at=at, is_withdrawn=True),
        "of_pia": make.make_observation(store, cast.pia, cast.tom, cast.sofiendal),
        "elsewhere": make.make_observation(store, cast.liam, cast.tom, cast.elsewhere, shared_at=at),
    }
    store.commit()
    return made


def counted(store: Session, viewer: Viewer, view: str, observed: dict[str, object], now=NOW) -> set[str]:
    names = {made.rid: name for name, made in observed.items()}
    return {names[each.rid] for each in store.scalars(counted_observations(viewer, view, now))}


def test_a_principal_counts_what_is_shared_and_their_own(store, viewers, observed):
    assert counted(store, viewers["pia"], SCHOOL, observed) == {"shared", "of_pia"}


def test_what_waits_is_counted_when_its_deadline_has_come(store, viewers, observed):
    after = make.LESSON_AT + timedelta(days=8)
    assert "waiting" in counted(store, viewers["pia"], SCHOOL, observed, after)


def test_an_observer_counts_their_own_visits_shared_or_not(store, viewers, observed):
    assert {"shared", "waiting"} <= counted(store, viewers["olga"], OWN, observed)
    assert counted(store, viewers["lena"], OWN, observed) == set()


@pytest.mark.parametrize(("name", "view"), [("pia", SCHOOL), ("pia", OWN), ("olga", OWN), ("lena", OWN)])
def test_a_live_view_never_counts_what_its_viewer_may_not_read(store, viewers, observed, name, view):
    for each in store.scalars(counted_observations(viewers[name], view, NOW)):
        assert may_read(store, viewers[name], each, NOW)


def test_a_term_is_whole_when_its_last_deadline_has_passed():
    assert not is_whole(date(2026, 12, 31), 7, date(2027, 1, 7))
    assert is_whole(date(2026, 12, 31), 7, date(2027, 1, 8))
    assert settled_at(date(2026, 12, 31), 7, "Europe/Copenhagen").isoformat() == "2027-01-08T00:00:00+01:00"
