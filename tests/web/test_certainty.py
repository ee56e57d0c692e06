"""How sure are we: what pages say of Φ, and whether what it rests on is estimated or assumed."""

import re
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask_babel import Babel

from observe import clock
from observe.aggregates.changes import Moved
from observe.aggregates.own_components import to_keep
from observe.aggregates.patterns import Pattern
from observe.aggregates.reliability import ASSUMED, Basis, Components, main_doubt
from observe.aggregates.trends import change
from observe.models.components import OwnComponents
from observe.web.leadership.certainty import basis_words, sure_words
from observe.web.leadership.words import certain
from tests.visitor import Visitor
from tests.web.school_year import fill
from tests.web.test_release_files import csv_rows
from tests.web.test_releases import made, make_it

PATHS = ("/leadership/patterns", "/leadership/patterns/voices", "/leadership/planner")
ESTIMATED = Components(
    0.40, 0.20, 0.10, 0.30, basis=Basis(7, 92, 15, 41, 310), estimated_on=date(2026, 2, 8), is_assumed=False
)
ASSUMED_SAID = "How sure this is rests on assumptions so far, and not on the municipality's own visits."
OWN_SAID = (
    "estimated from the municipality's own visits in a year: 310 at 7 schools, to 92 teachers, by 15 observers, with "
    "41 lessons that two saw."
)
THERE_SAID = "there were 2 schools, 11 teachers, 4 observers and 3 lessons that two saw."


@pytest.fixture
def in_english():
    app = Flask(__name__)
    Babel(app, locale_selector=lambda: "en")
    with app.test_request_context():
        yield


def keep(store, year, components: Components, term=None) -> None:
    where = {"municipality_id": year.cast.municipality.id, "term_id": (term or year.spring).id}
    store.add(OwnComponents(**where, made_at=clock.now(), components=to_keep(components)))
    store.commit()


def text_of(app, person, path: str) -> str:
    answer = Visitor(app, person).get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.mark.parametrize(("n_observers", "n_said"), [(1, 0), (2, 1)])
def test_a_change_that_one_observer_saw_is_not_listed_as_certain(in_english, n_observers, n_said):
    seen = {"calm": Pattern((2, 13, 13, 2), 0, 30, 25, n_observers, 0.6, 29.0, 24.0, float(n_observers))}
    said = certain(seen, {"calm": Moved(change(2.0, 0.01, 2.5, 0.01))}, {"calm": "Calm"})
    assert [one.sentence for one in said] == ["Probably higher than in the term before."] * n_said


@pytest.mark.parametrize(("phi", "said"), [(0.426, "43"), (0.4949, "49"), (0.4999, "49"), (0.5, "50"), (0.506, "51")])
def test_what_is_less_than_half_is_never_called_50_per_cent(in_english, phi, said):
    figures = Pattern((2, 3, 3, 2), 0, 10, 8, 2, phi, 9.0, 8.0, 2.0)
    about, verdict = sure_words(figures, ASSUMED, is_domain=True)[:2]
    assert f"about {said}\u00a0% is about the school" in about
    assert ("less than half" in verdict) == (phi < 0.5)


@pytest.mark.parametrize("path", PATHS)
def test_pages_say_that_components_are_assumed_and_what_is_missing(sqlite_app, store, year, path):
    fill(store, year, 1, 8)
    text = text_of(sqlite_app, year.cast.pia, path)
    assert f"{ASSUMED_SAID} Its own visits are used when there have been enough in one year: at 5 schools" in text
    assert "When the last term was over" not in text
    keep(store, year, Components(is_assumed=True, basis=Basis(2, 11, 4, 3, 20)))
    assert THERE_SAID in text_of(sqlite_app, year.cast.pia, path)


@pytest.mark.parametrize("path", PATHS)
def test_pages_say_from_which_visits_components_are_estimated(sqlite_app, store, year, path):
    fill(store, year, 1, 8)
    keep(store, year, ESTIMATED)
    text = text_of(sqlite_app, year.cast.pia, path)
    assert OWN_SAID in text
    assert "Worked out on 8 February 2026." in text
    assert ASSUMED_SAID not in text


def test_the_share_of_the_school_is_worked_out_with_the_own_components(sqlite_app, store, year):
    fill(store, year, 1, 7)
    assert "about 40 % is about the school" in text_of(sqlite_app, year.cast.pia, PATHS[1]).replace("\xa0", " ")
    keep(store, year, ESTIMATED)
    text = text_of(sqlite_app, year.cast.pia, PATHS[1]).replace("\xa0", " ")
    assert "about 77 % is about the school" in text
    assert "at least half, so a mean can stand as a number" in text
    assert "77 % is about the school" in text_of(sqlite_app, year.cast.pia, PATHS[0]).replace("\xa0", " ")


def test_of_two_rows_the_newest_counts(sqlite_app, store, year):
    fill(store, year, 1, 8)
    keep(store, year, ESTIMATED)
    keep(store, year, Components(is_assumed=True, basis=Basis(2, 11, 4, 3, 20)), year.autumn)
    assert THERE_SAID in text_of(sqlite_app, year.cast.pia, PATHS[0])


def test_a_release_keeps_the_components_that_it_was_made_with(sqlite_app, store, year):
    fill(store, year, 110, 21)
    keep(store, year, ESTIMATED)
    make_it(sqlite_app, year)
    path = f"/releases/{made(store).id}"
    phi = [row["phi"] for row in csv_rows(Visitor(sqlite_app, year.cast.lena), made(store)) if row["code"] == "voices"]
    assert OWN_SAID in text_of(sqlite_app, year.cast.lena, path)
    keep(store, year, Components(is_assumed=True, basis=Basis(2, 11, 4, 3, 20)), year.autumn)
    assert OWN_SAID in text_of(sqlite_app, year.cast.lena, path)
    again = csv_rows(Visitor(sqlite_app, year.cast.lena), made(store))
    assert [row["phi"] for row in again if row["code"] == "voices"] == phi


def test_a_release_of_before_says_that_its_components_are_assumed(sqlite_app, store, year):
    fill(store, year, 110, 21)
    make_it(sqlite_app, year)
    made(store).components = None
    store.commit()
    keep(store, year, ESTIMATED)
    assert ASSUMED_SAID in text_of(sqlite_app, year.cast.lena, f"/releases/{made(store).id}")


def shown(phi: float | None, n: int = 12, n_teachers: float = 6.0, n_observers: float = 2.0) -> Pattern:
    return Pattern(
        counts=(0, n), phi=phi, n_observations=n, effective_teachers=n_teachers, effective_observers=n_observers
    )


@pytest.mark.parametrize(
    ("phi", "said"), [(0.499, "less than half"), (0.5, "would be enough for a mean"), (None, "Nobody has rated it")]
)
def test_the_verdict_turns_at_one_half(in_english, phi, said):
    assert said in " ".join(sure_words(shown(phi), ASSUMED, is_domain=False))


def test_a_domain_says_what_is_typical_and_no_mean(in_english):
    said = " ".join(sure_words(shown(0.6), ASSUMED, is_domain=True))
    assert "what is typical can be said" in said
    assert "mean" not in said


@pytest.mark.parametrize(
    ("n_teachers", "n_observers", "n", "doubt"), [(1, 9, 99, "teacher"), (99, 0.1, 99, "observer"), (9, 9, 2, "rest")]
)
def test_what_makes_most_of_the_doubt_is_what_would_help(in_english, n_teachers, n_observers, n, doubt):
    assert main_doubt(n_teachers, n_observers, n) == doubt
    said = sure_words(shown(0.3, n, n_teachers, n_observers), ASSUMED, is_domain=False)
    helps = {"teacher": "more teachers help", "observer": "somebody else helps", "rest": "more visits help"}
    assert helps[doubt] in said[-1]


def test_schools_that_do_not_differ_are_said_to(in_english):
    none = Components(0.0, 0.3, 0.1, 0.6, cut=("school",), basis=ESTIMATED.basis, estimated_on=None)
    assert "cannot be told apart" in " ".join(sure_words(shown(0.0), none, is_domain=False))
    assert "No difference between the schools was found" in " ".join(basis_words(none))


def test_visits_enough_that_tell_nothing_apart_are_said_to(in_english):
    found = Components(is_assumed=True, basis=Basis(5, 30, 10, 30, 60), estimated_on=date(2026, 2, 8))
    assert "cannot be told apart in them" in " ".join(basis_words(found))
