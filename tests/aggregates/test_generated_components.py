"""What ``observe generate`` makes from known components of variance, the G-study gives back within its stated error."""

from random import Random
from statistics import fmean

import pytest

from observe.aggregates.own_components import Rated, own_components
from observe.aggregates.reliability import Components
from observe.cli.generate.levels import Levels

CODES = ("voices", "questions", "calm", "peers")
SEEDS = range(6)
N_SCHOOLS, N_TEACHERS, N_OBSERVERS, N_LESSONS = 50, 12, 3, 3
NAMES = ("school", "teacher", "observer", "rest")
# Of levels so fine that rounding and the two ends do not matter; variances in levels².
FINE, MIDDLE, UNIT = 200, 100.0, 100.0
TRUE = Components(0.15, 0.25, 0.10, 0.50)


def rated(levels: Levels, chance: Random) -> list[Rated]:
    """Every teacher in three lessons, the first of them seen by two leaders of the school."""
    found = []
    for school in range(N_SCHOOLS):
        for teacher in ((school, number) for number in range(N_TEACHERS)):
            for lesson in ((*teacher, number) for number in range(N_LESSONS)):
                for eye in chance.sample(range(N_OBSERVERS), 2 if lesson[-1] == 0 else 1):
                    observer = (school, eye)
                    said = levels.of_lesson(school, teacher, observer, lesson, CODES)
                    found += [
                        Rated(school, teacher, lesson, observer, code, level)
                        for code, level in said.items()
                        if level != "not_observed"
                    ]
    return found


def mean_shares(true: Components, n_levels: int, **given: float) -> dict[str, float]:
    """Of several invented municipalities, so that what is left is bias and not chance."""
    found = [own_components(rated(Levels(true, n_levels, seed, **given), Random(seed))) for seed in SEEDS]
    assert not any(each.is_assumed for each in found)
    return {name: fmean(getattr(each, name) for each in found) for name in NAMES}


def test_of_fine_levels_every_component_comes_back_within_three_hundredths():
    times = Components(*(UNIT * getattr(TRUE, name) for name in NAMES))
    found = mean_shares(times, FINE, middle=MIDDLE)
    assert found == pytest.approx({name: getattr(TRUE, name) for name in NAMES}, abs=0.03)


def test_of_four_levels_rounding_takes_a_little_from_all_and_gives_it_to_the_rest():
    """Rounding to whole levels adds about 1/12 levels² to the rest."""
    found = mean_shares(TRUE, 4)
    assert found == pytest.approx({name: getattr(TRUE, name) for name in NAMES}, abs=0.06)
    assert found["rest"] > TRUE.rest
