"""``observe explain-access``: the answers of the rules, by name, for the cast."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from observe.models.base import uuid7
from observe.models.releases import open_to
from tests import factories as make
from tests.cast import make_cast
from tests.databases import rows_of

RELEASED = {
    "pia": "yes",
    "lena": "yes",
    "mona": "yes",
    "tom": "no",
    "ana": "no",
    "liam": "no",
}


@pytest.fixture
def store(database_url) -> Iterator[Session]:
    with rows_of(database_url) as opened:
        yield opened


@pytest.fixture
def things(store: Session) -> dict[str, object]:
    """{"cast", "observation", "release"}: Olga's of Tom, shared; a release with two cells, open to the leadership."""
    cast = make_cast(store)
    observation = make.make_observation(store, cast.olga, cast.tom, cast.sofiendal, shared_at=make.LESSON_AT)
    term = make.make_term(store, cast.municipality, date(2026, 2, 1), date(2026, 6, 30), "Spring")
    cells = [{"withheld": None, "beyond": {"code": "few_observers", "limit": 2}}, {"withheld": None, "beyond": None}]
    release = make.make_release(store, cast.pia, cast.sofiendal, term, cells=cells)
    open_to(store, release, "leadership", cast.pia.id, make.LESSON_AT)
    store.commit()
    return {"cast": cast, "observation": observation.rid, "release": release.id}


@pytest.mark.parametrize("name", RELEASED)
def test_it_names_the_rule_of_a_release_and_its_answer(run, things, name):
    said = run("explain-access", things["cast"].person(name).email, str(things["release"])).output
    assert f"policy.releases.visible_releases (read it): {RELEASED[name]}" in said
    assert ("few_observers: withholds 1 of 2 figures" in said) == (name == "mona")


@pytest.mark.parametrize(("name", "answer"), [("tom", "yes"), ("olga", "yes"), ("lena", "no"), ("tara", "no")])
def test_it_says_who_reads_an_observation(run, things, name, answer):
    said = run("explain-access", str(things["cast"].person(name).id), str(things["observation"])).output
    assert f"visible_observations (read its text): {answer}" in said


def test_it_says_which_views_of_a_school_are_open(run, things):
    said = run("explain-access", "pia@example.org", str(things["cast"].sofiendal.id)).output
    assert "policy.patterns.views_of (live patterns): school, own" in said
    assert "may_release (release its figures): yes" in said


def test_an_unknown_person_or_thing_is_said(run, things):
    assert "no_such_person" in repr(run("explain-access", "nobody@example.org", str(uuid7())).exception)
    assert "no_such_thing" in repr(run("explain-access", "pia@example.org", str(uuid7())).exception)
