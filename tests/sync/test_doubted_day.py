"""A day that a tablet's clock made doubtful: its author is asked for it, and until then it counts by its arrival."""

from datetime import datetime, timedelta

import pytest

from observe import clock
from observe.models.observations import Observation
from observe.models.versions import Version, by_roster, rebuild
from tests.models.versions.store import envelope

LONG_AGO = "1970-01-01T00:00:07Z"


def written(days: int) -> str:
    return (clock.now() - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def doubted(olga) -> dict[str, str]:
    """A version by a clock that began anew."""
    sent = envelope(olga.body(observed_at=LONG_AGO))
    olga.push(sent)
    olga.sign_in()
    return sent


def answer(olga, **given: object) -> None:
    """Its author's: a version that follows the doubted one."""
    [first] = olga.store.rows(Version)
    body = olga.body(rid=str(first.rid), parents=[str(first.vid)], day_confirmed=True, **given)
    assert olga.results(envelope(body))[0]["status"] == "stored"


def asks_day(olga) -> bool:
    return olga.pull_all()[-1]["state"]["asks_day"]


def test_its_author_is_asked_for_the_day(olga, doubted):
    assert asks_day(olga)
    [row] = olga.store.rows(Observation)
    assert row.observed_at == row.arrived_at


def test_a_day_that_fits_asks_nothing(olga):
    olga.push(olga.version())
    assert not asks_day(olga.sign_in())


@pytest.mark.parametrize("days", [1, 200])
def test_the_day_that_the_author_gives_counts_however_long_ago_it_is(olga, doubted, days):
    given = written(days)
    answer(olga, observed_at=given)
    assert not asks_day(olga)
    [row] = olga.store.rows(Observation)
    assert row.observed_at == datetime.fromisoformat(given)
    olga.store.write(rebuild, judge=by_roster, at=clock.now())
    assert olga.store.rows(Observation)[0].observed_at == row.observed_at


def test_a_day_ahead_is_doubted_whoever_confirms_it(olga, doubted):
    answer(olga, observed_at=written(-2))
    assert asks_day(olga)
    [row] = olga.store.rows(Observation)
    assert row.observed_at == row.arrived_at


def test_a_confirmation_that_is_no_yes_or_no_is_set_aside(olga):
    [result] = olga.results(envelope(olga.body(day_confirmed="yes")))
    assert (result["status"], result["code"]) == ("quarantined", "invalid_field")
