"""Who reads, makes and opens releases: every answer from the name."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from observe.models.releases import AUDIENCES, Release, open_to, overlapping_releases
from observe.policy.releases import (
    administration_releases,
    may_know_of,
    may_open,
    may_read_release,
    may_release,
    reads_beyond,
    releasable_observations,
    staff_releases,
    visible_releases,
)
from observe.policy.viewer import load_viewer
from tests import factories as make
from tests.cast import GRANT_UNTIL, NAMES, Cast

NOW = make.LESSON_AT + timedelta(hours=3)
# Who reads a release that is open to these audiences and to no other.
READERS = {
    (): {"pia"},
    ("leadership",): {"pia", "olga", "lena", "mona"},
    ("leadership", "staff"): {"pia", "olga", "lena", "mona", "tom", "tara"},
    ("leadership", "administration"): {"pia", "olga", "lena", "mona", "ana"},
    ("staff",): {"pia", "olga", "lena", "tom", "tara"},
    ("administration",): {"pia", "ana"},
    AUDIENCES: set(NAMES) - {"liam"},
}


@pytest.fixture
def release(store: Session, cast: Cast) -> Release:
    term = make.make_term(store, cast.municipality, date(2026, 2, 1), date(2026, 6, 30), "Spring")
    return make.make_release(store, cast.pia, cast.sofiendal, term)


@pytest.mark.parametrize("audiences", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_release_is_read_by_those_to_whom_it_is_open(store, cast, viewers, release, name, audiences):
    for audience in audiences:
        open_to(store, release, audience, cast.pia.id, NOW)
    viewer = viewers[name]
    assert may_read_release(store, viewer, release) == (name in READERS[audiences])
    assert (release in store.scalars(visible_releases(viewer)).all()) == (name in READERS[audiences])


def test_rooms_list_what_is_open_to_their_people(store, cast, viewers, release):
    open_to(store, release, "leadership", cast.pia.id, NOW)
    assert not store.scalars(staff_releases(viewers["tom"])).all()
    for audience in ("staff", "administration"):
        open_to(store, release, audience, cast.pia.id, NOW)
    listed = {
        rule: {name for name in NAMES if store.scalars(rule(viewers[name])).all()}
        for rule in (staff_releases, administration_releases)
    }
    assert listed == {staff_releases: {"tom", "tara"}, administration_releases: {"ana"}}


def test_a_grant_that_ended_opens_nothing(store, cast, release):
    open_to(store, release, "leadership", cast.pia.id, NOW)
    later = load_viewer(store, cast.mona.id, GRANT_UNTIL + timedelta(days=1))
    assert not may_read_release(store, later, release)
    assert not may_know_of(later, release)


@pytest.mark.parametrize("name", NAMES)
def test_only_the_principal_releases_and_opens(viewers, cast, name):
    viewer = viewers[name]
    assert may_release(viewer, cast.sofiendal) == (name == "pia")
    assert may_open(viewer, cast.sofiendal, "staff", {"leadership"}) == (name == "pia")


def test_the_leadership_comes_first_and_nothing_is_opened_twice(viewers, cast):
    def may(audience: str, *opened: str) -> bool:
        return may_open(viewers["pia"], cast.sofiendal, audience, opened)

    assert may("leadership")
    assert not may("staff")
    assert not may("administration")
    assert may("administration", "leadership")
    assert not may("staff", "leadership", "staff")
    assert not may("everybody", "leadership")


@pytest.mark.parametrize("name", NAMES)
def test_who_is_near_may_know_of_it_and_who_is_outside_reads_by_the_limits_beyond(viewers, cast, release, name):
    assert may_know_of(viewers[name], release) == (name != "liam")
    assert reads_beyond(viewers[name], cast.sofiendal.id) == (name in ("liam", "mona", "ana"))


def test_only_what_arrived_and_was_shared_by_then_is_counted(store, cast, viewers):
    at = make.LESSON_AT + timedelta(minutes=30)
    soon = {"shared_at": make.LESSON_AT}
    make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, **soon)
    make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, shared_at=at + timedelta(hours=1))
    make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, **soon).arrived_at = at + timedelta(minutes=1)
    make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, is_withdrawn=True, **soon)
    make.make_observation(store, cast.olga, None, cast.sofiendal, **soon)
    make.make_observation(store, cast.liam, cast.tom, cast.elsewhere, **soon)
    store.flush()
    assert len(store.scalars(releasable_observations(viewers["pia"], at)).all()) == 1
    assert not store.scalars(releasable_observations(viewers["lena"], at)).all()


def test_opening_twice_changes_nothing(store, cast, release):
    assert open_to(store, release, "staff", cast.pia.id, NOW)
    assert not open_to(store, release, "staff", cast.pia.id, NOW + timedelta(days=1))


def test_terms_that_share_a_day_are_found(store, cast, release):
    def overlapping(starts_on: date, ends_on: date) -> bool:
        return bool(overlapping_releases(store, cast.sofiendal.id, cast.sofiendal.id, starts_on, ends_on))

    assert overlapping(date(2026, 6, 30), date(2026, 7, 31))
    assert not overlapping(date(2026, 7, 1), date(2026, 7, 31))
    assert not overlapping_releases(store, cast.elsewhere.id, release.term_id, date(2026, 1, 1), date(2026, 12, 31))
