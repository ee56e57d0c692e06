"""The tablet's own code through every fault of a network to the real server, and two tablets on days by seed."""

import shutil
from collections.abc import Iterator

import pytest

from tests.conftest import missing
from tests.databases import settings_for
from tests.faults.faults import FAULTS
from tests.faults.nemesis import Day, day_of, quiesced, run
from tests.faults.proxy import Programme

# More of them: ./dev test --long, or python -m tests.faults.
SEEDS = (7, 24)


@pytest.fixture(scope="module", autouse=True)
def node() -> None:
    if not shutil.which("node"):
        missing("node is not installed")


@pytest.fixture(scope="module")
def morning(sqlite_files, tmp_path_factory) -> Iterator[Day]:
    """One school for all faults: starting it costs more than any of them."""
    with day_of(0, settings_for(sqlite_files.migrated(), tmp_path_factory.mktemp("faults"))) as day:
        day.tablets[0].tell("signIn", day.school.login())
        day.tablets[0].tell("save", day.draft(1))
        quiesced(day)
        yield day


@pytest.mark.parametrize("fault", FAULTS)
def test_a_version_arrives_once_with_its_bytes_after(fault, morning):
    [tablet, _] = morning.tablets
    tablet.proxy.weather = Programme(fault)
    told = tablet.tell("save", morning.draft(3))
    quiesced(morning)
    assert morning.school.kept()[told["vid"], told["sha256"]] == 1
    assert tablet.proxy.weather.left == []
    [row] = [row for row in tablet.tell("report")["rows"] if row["vid"] == told["vid"]]
    assert (row["state"], row["code"]) == ("held", None)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_tablets_lose_nothing_and_agree_after_a_bad_day(seed, settings):
    figures = run(seed, settings)
    assert (figures.lost, figures.n_twice) == ([], 0)
    assert figures.n_saved > 10
