"""A municipality's own components: given back where they are known, and assumed until there is enough."""

from dataclasses import replace
from random import Random

import pytest

from observe.aggregates.own_components import Rated, basis_of, own_components
from observe.aggregates.reliability import ASSUMED, dependability

TRUE = {"school": 0.10, "teacher": 0.30, "observer": 0.10, "rest": 0.50}


def rated(chance: Random, n_schools: int = 40, n_teachers: int = 12, n_observers: int = 4) -> list[Rated]:
    """Each teacher is seen in three lessons, one of them by two observers; three indicators a lesson."""
    found = []
    for school in range(n_schools):
        of_school = chance.gauss(0, TRUE["school"] ** 0.5)
        eyes = [chance.gauss(0, TRUE["observer"] ** 0.5) for _ in range(n_observers)]
        for teacher in range(n_teachers):
            of_teacher = chance.gauss(0, TRUE["teacher"] ** 0.5)
            for lesson in range(3):
                of_lesson = chance.gauss(0, (0.4 * TRUE["rest"]) ** 0.5)
                for eye in chance.sample(range(n_observers), 2 if lesson == 0 else 1):
                    for indicator in range(3):
                        level = 2.5 + of_school + of_teacher + eyes[eye] + of_lesson
                        level += chance.gauss(0, (0.6 * TRUE["rest"]) ** 0.5)
                        who = (school, teacher)
                        found.append(Rated(school, who, (*who, lesson), (school, eye), indicator, level))
    return found


def test_known_components_come_back():
    found = own_components(rated(Random(6)))
    assert not found.is_assumed
    for name, share in TRUE.items():
        assert getattr(found, name) == pytest.approx(share, abs=0.06)
    assert found.basis.n_teachers == 480
    assert found.basis.n_paired == 480


@pytest.mark.parametrize(("n_schools", "n_teachers", "n_observers"), [(4, 12, 4), (5, 5, 4)])
def test_too_few_schools_or_teachers_leave_them_assumed(n_schools, n_teachers, n_observers):
    found = own_components(rated(Random(2), n_schools, n_teachers, n_observers))
    assert found.is_assumed
    assert (found.school, found.teacher) == (ASSUMED.school, ASSUMED.teacher)
    assert found.basis.n_teachers == n_schools * n_teachers


def test_without_pairs_they_are_assumed():
    alone = {(one.lesson): one.observer for one in rated(Random(3))}
    kept = [one for one in rated(Random(3)) if alone[one.lesson] == one.observer]
    assert basis_of(kept).n_paired == 0
    assert own_components(kept).is_assumed


def test_nothing_rated_or_all_at_one_level_is_assumed():
    assert own_components([]).is_assumed
    assert own_components([one._replace(level=3) for one in rated(Random(4))]).is_assumed


def test_a_municipality_whose_schools_do_not_differ_tells_nothing_of_one_school():
    assert dependability([2, 2], [2, 2], replace(ASSUMED, school=0.0)) == 0


def test_neither_names_nor_order_nor_the_unit_of_the_levels_matter():
    rows = rated(Random(2), n_schools=8)
    renamed = [Rated(f"s{s}", f"t{t}", f"l{le}", f"o{o}", f"i{i}", 3 * level + 7) for s, t, le, o, i, level in rows]
    one, two = own_components(rows), own_components(Random(3).sample(renamed, len(renamed)))
    assert not one.is_assumed
    for name in ("school", "teacher", "observer", "rest"):
        assert getattr(two, name) == pytest.approx(getattr(one, name), abs=1e-9)


def test_a_negative_component_becomes_nought_and_is_named():
    cut = [own_components(rated(Random(seed), n_schools=5, n_teachers=8)) for seed in range(12)]
    named = [one for one in cut if one.cut]
    assert all(getattr(one, name, 0) == 0 for one in named for name in one.cut if name in ("school", "observer"))
    assert named


def test_shares_of_the_variance_sum_to_one_whatever_leans_towards_whom():
    rows = rated(Random(4), n_schools=20)
    # Each observer sees each teacher in a light of its own.
    leaning = {pair: Random(str(pair)).gauss(0, 1) for pair in {(one.teacher, one.observer) for one in rows}}
    found = own_components([one._replace(level=one.level + leaning[one.teacher, one.observer]) for one in rows])
    assert not found.is_assumed
    assert found.school + found.teacher + found.observer + found.rest == pytest.approx(1)
    # The variance doubles, and all that is added is rest: nothing of it may be taken for teachers.
    assert found.teacher == pytest.approx(0.15, abs=0.05)
    assert found.rest == pytest.approx(0.75, abs=0.05)
