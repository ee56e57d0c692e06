"""``observe generate``: an invented municipality that a seed makes again, with the components it was asked for."""

from datetime import date
from statistics import fmean, pvariance

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from observe.aggregates.reliability import Components
from observe.cli.generate.levels import Levels
from observe.models.observations import Observation
from observe.models.people import Person
from observe.models.schools import School
from observe.models.versions import Quarantined
from tests.databases import engine_on

CODES = [f"indicator {number}" for number in range(20)]
SMALL = ("generate", "--schools", "2", "--teachers", "3", "--observers", "2", "--observations", "40")


def test_everything_asked_for_is_stored_and_nothing_set_aside(run, ask):
    assert "40 observations at 2 schools" in run(*SMALL).output
    assert ask(select(func.count()).select_from(Observation)) == 40
    assert ask(select(func.count()).select_from(School)) == 2
    assert ask(select(func.count()).select_from(Quarantined)) == 0


def test_a_home_with_a_municipality_is_left_alone(run):
    run(*SMALL)
    again = run(*SMALL)
    assert again.exit_code != 0
    assert "has a municipality already" in str(again.exception)


def test_the_same_seed_makes_the_same_ratings():
    one, same, other = (Levels(Components(), 4, seed) for seed in (1, 1, 2))
    assert one.of_lesson("s", "t", "o", 7, CODES) == same.of_lesson("s", "t", "o", 7, CODES)
    assert one.of_lesson("s", "t", "o", 7, CODES) != other.of_lesson("s", "t", "o", 7, CODES)


def visits_in(database_url: str) -> list[tuple]:
    """By the roster's ids: our own are new in each home."""
    observer, teacher = aliased(Person), aliased(Person)
    with engine_on(database_url) as engine, engine.connect() as connection:
        rows = connection.execute(
            select(Observation.observed_at, observer.source_id, teacher.source_id, Observation.levels)
            .join(observer, observer.id == Observation.author_id)
            .join(teacher, teacher.id == Observation.teacher_id)
        ).all()
    return sorted(map(tuple, rows))


def test_the_same_seed_makes_the_same_visits_until_the_same_day(run, database_url, tmp_path):
    day, homes = ("--until", "2026-03-20"), {"one": database_url, "other": f"sqlite:///{tmp_path}/other.sqlite"}
    for name, url in homes.items():
        home = {"OBSERVE_DATABASE_URL": url, "OBSERVE_INSTANCE_PATH": str(tmp_path / name)}
        assert run("migrate", **home).exit_code == 0
        assert run(*SMALL, "--seed", "7", *day, **home).exit_code == 0
    one, other = map(visits_in, homes.values())
    assert one == other
    assert len(one) == 40
    assert date(2026, 3, 1) < one[-1][0].date() <= date(2026, 3, 20)


@pytest.mark.parametrize(
    "wrong",
    [("--rest", "-1"), ("--school", "nan"), ("--teacher", "inf"), ("--observer", "x"), ("--until", "2999-01-01"),
     ("--until", "0001-01-01"), ("--until", "soon"), ("--observations", "-1"), ("--teachers", "0")],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_before_the_home_is_touched(run, ask, wrong):
    refused = run(*SMALL, *wrong)
    assert (refused.exit_code, wrong[0] in refused.output) == (2, True)
    assert ask(select(func.count()).select_from(School)) == 0


@pytest.mark.parametrize("kind", ["school", "teacher", "observer"])
def test_a_component_comes_back_from_the_means_of_its_kind(kind):
    """On a scale fine enough that rounding and its two ends do not matter."""
    alone = Components(**{"school": 0.0, "teacher": 0.0, "observer": 0.0, "rest": 0.0, kind: 400.0})
    levels = Levels(alone, 250, seed=3)
    levels_of = [levels.of_lesson(*(name if part == kind else "the same" for part in ("school", "teacher", "observer")),
                                  0, CODES) for name in range(600)]  # fmt: skip
    means = [fmean(level for level in each.values() if level != "not_observed") for each in levels_of]
    # Everything below the first level stands at it: half of a normal distribution is left above the middle.
    upper = [mean for mean in means if mean > 2.6]
    assert len(upper) == pytest.approx(300, abs=45)
    assert pvariance(upper, 2.6) == pytest.approx(400, rel=0.2)
