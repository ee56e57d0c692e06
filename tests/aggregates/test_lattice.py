"""Releases, tried by people who add and subtract: a stranger, a colleague leader, a teacher."""

from collections.abc import Collection
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.aggregates.exposure import exposure
from observe.aggregates.lattice import ALL, Axes, Cell, released
from observe.aggregates.marks import Partners
from observe.aggregates.privacy import Withheld
from observe.aggregates.ratings import Lesson
from observe.models.limits import Limits
from tests.aggregates.lessons import DOMAINS, N_LEVELS, SPANS, lesson

GROUPS = {"danish": "humanities", "history": "humanities", "music": "practical"}
LIMITS = Limits()
FEW = Limits(min_teachers=3, max_share_of_one=1.0)


def stage_of(each: Lesson) -> str | None:
    return None if each.grade_level is None else ("lower", "middle", "upper")[min(each.grade_level // 4, 2)]


AXES = Axes(SPANS, DOMAINS, N_LEVELS, stage_of, lambda each: GROUPS.get(each.subject))
STAGES, CLEAR = (("stage", "middle"), ("stage", "upper")), Withheld("")
LEVELS = st.sampled_from([0, 2, 3, 255])
TERMS = st.lists(
    st.builds(
        Lesson,
        teacher=st.sampled_from("abcdefg"),
        observer=st.sampled_from(["olga", "lena", "a"]),
        subject=st.sampled_from(["danish", "music", "unknown"]),
        grade_level=st.sampled_from([None, 2, 5, 9]),
        levels=st.lists(LEVELS, min_size=3, max_size=3).map(bytes),
        n=st.just(1),
        rid=st.none(),
    ),
    max_size=18,
)


def recorded(teacher: str, *levels: int, observer: str) -> Lesson:
    """A lesson whose record is named as its teacher is."""
    return lesson(teacher, *levels, observer=observer)._replace(rid=teacher)


def test_cells_of_five_teachers_are_shown_in_every_slice():
    term = [lesson(teacher, 2, 3, 4, observer="olga") for teacher in "abcdef"]
    shown = {cell for cell, figures in released(term, AXES, LIMITS).items() if not figures.withheld}
    assert shown == {Cell(part, code) for part in (ALL, ("stage", "middle"), ("group", "humanities")) for code in SPANS}


def test_five_teachers_are_too_few_where_one_of_them_reads_it():
    """Who is one of the five would be told of four."""
    term = [lesson(teacher, 2, 3, 4) for teacher in "abcde"]
    assert {figures.withheld.code for figures in released(term, AXES, LIMITS).values()} == {"own_apart"}


def test_who_compared_a_lesson_with_its_other_observer_knows_both_ratings():
    """Olga saw "e" and "f" together with Lena: of six teachers she would be told of four."""
    term = [lesson(teacher, 2, 3, 4, observer=teacher.upper()) for teacher in "abcd"]
    term += [recorded(teacher, 2, 3, 4, observer=who) for teacher in "ef" for who in ("lena", "olga")]
    assert {figures.withheld for figures in released(term, AXES, LIMITS).values()} == {None}
    partners = {(who, teacher): {other} for teacher in "ef" for who, other in (("lena", "olga"), ("olga", "lena"))}
    found = released(term, AXES, LIMITS, partners=partners)
    assert {figures.withheld.code for figures in found.values()} == {"own_apart"}


def test_a_partner_who_rated_nothing_of_an_indicator_knows_what_the_other_did():
    term = [recorded(teacher, 2, 3, 4, observer=teacher.upper()) for teacher in "abcdef"]
    assert released(term, AXES, LIMITS)[Cell(ALL, "calm")].withheld is None
    term += [lesson(teacher, 0, 3, 4, observer="olga") for teacher in "ef"]
    partners = {(teacher.upper(), teacher): {"olga"} for teacher in "ef"}
    found = released(term, AXES, LIMITS, partners=partners)
    assert found[Cell(ALL, "calm")].withheld.code == "own_apart"


def test_of_an_observers_other_visits_a_partner_knows_nothing():
    """Olga saw all six, "f" once with Lena, who came again alone: taking away the rest she would be told of "f"."""
    term = [lesson(teacher, 2, 3, 4, observer="olga") for teacher in "abcdef"]
    term += [recorded("f", 2, 3, 4, observer="lena"), lesson("f", 1, 3, 4, observer="lena")]
    found = released(term, AXES, LIMITS, partners={("lena", "f"): {"olga"}})
    assert {figures.withheld.code for figures in found.values()} == {"own_apart"}


def test_a_stage_of_one_teacher_takes_the_smallest_other_stage_with_it():
    upper = [lesson(teacher, 2, 2, 2)._replace(grade_level=9) for teacher in "abcdefgh"]
    middle = [lesson(teacher, 2, 2, 2) for teacher in "ijklmn"]
    lower = [lesson("o", 2, 2, 2)._replace(grade_level=1)]
    found = released([*upper, *middle, *lower], AXES, LIMITS)
    codes = {part: found[Cell(("stage", part), "hints")].withheld for part in ("lower", "middle", "upper")}
    assert codes["upper"] is None
    assert (codes["middle"].code, codes["lower"].code) == ("by_difference", "few_teachers")
    assert found[Cell(ALL, "hints")].withheld is None


def test_a_stage_that_one_teacher_dominates_does_not_follow_from_the_whole_and_the_other():
    """Six teachers are enough, but eight of thirteen visits were to "g": the whole less the middle would be these."""
    middle = [lesson(teacher, 2, 3, 4) for teacher in "abcdef" * 2]
    upper = [lesson(teacher, 2, 2, 2)._replace(grade_level=9) for teacher in "gggggggg" + "hijkl"]
    found = released([*middle, *upper], AXES, LIMITS)
    codes = {part: (found[Cell(part, "hints")].withheld or CLEAR).code for part in (ALL, *STAGES)}
    assert codes == {ALL: "", ("stage", "middle"): "by_difference", ("stage", "upper"): "one_dominates"}


def test_nor_does_what_is_in_no_stage_where_one_teacher_dominates_that():
    middle = [lesson(teacher, 2, 3, 4) for teacher in "abcdef" * 2]
    nowhere = [lesson(teacher, 2, 2, 2)._replace(grade_level=None) for teacher in "gggggggg" + "hijkl"]
    found = released([*middle, *nowhere], AXES, LIMITS)
    assert found[Cell(ALL, "hints")].withheld is None
    assert found[Cell(STAGES[0], "hints")].withheld.code == "by_difference"


@given(others=st.lists(st.tuples(st.sampled_from("gggghijkl"), st.sampled_from([None, 2, 9])), min_size=6, max_size=16))
def test_no_withheld_stages_that_one_teacher_dominates_can_be_summed_up(others):
    term = [lesson(teacher, 2, 3, 4) for teacher in "abcdef" * 2]
    term += [lesson(teacher, 2, 2, 2)._replace(grade_level=grade) for teacher, grade in others]
    found = released(term, AXES, LIMITS)
    for code in ("calm", "voices", "hints"):
        shown = {cell.slice for cell, figures in found.items() if cell.code == code and not figures.withheld}
        rest = [
            each.teacher
            for each in term
            if ("stage", stage_of(each)) not in shown and is_level(each.levels[SPANS[code][0]])
        ]
        if ALL in shown and any(kind == "stage" for kind, _ in shown) and rest:
            assert max(map(rest.count, rest)) <= 0.4 * len(rest)


def is_level(level: int) -> bool:
    return level not in (0, 255)


def test_a_count_that_no_cell_holds_is_found_by_subtracting_twice():
    cells = {"all": "wxyz", "one": "wx", "other": "wy"}
    persons = {"w": frozenset("abcde"), "x": frozenset("fghij"), "y": frozenset("klmno"), "z": frozenset("pqrst")}
    assert exposure(cells, persons, 5) is None
    # all - one - other + w is z, but w is in no cell: z stays safe until w is shown.
    rare = {**persons, "z": frozenset("p")}
    assert exposure(cells, rare, 5) is None
    found = exposure({**cells, "both": "w"}, rare, 5)
    assert (found.persons, set(found.cells)) == (frozenset("p"), {"all", "one", "other", "both"})


def test_two_persons_in_different_cells_are_a_group_too():
    persons = {"w": frozenset("abcde"), "x": frozenset("p"), "y": frozenset("q"), "v": frozenset("fghij")}
    found = exposure({"all": "wxy", "most": "w", "other": "xv"}, persons, 5)
    assert found.persons == frozenset("pq")
    assert set(found.cells) == {"all", "most"}


def test_that_one_teacher_was_not_observed_in_something_is_not_told_by_subtracting():
    upper = [lesson(teacher, 2, 2, 2)._replace(grade_level=9) for teacher in "abcdefgh"]
    middle = [lesson(teacher, 2, 2, 2) for teacher in "ijklmn"]
    found = released([*upper, *middle, lesson("o", 0, 0, 255)._replace(grade_level=1)], AXES, LIMITS)
    assert found[Cell(("stage", "middle"), "calm")].withheld is None
    assert found[Cell(("stage", "middle"), "hints")].withheld.code == "by_difference"


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_lessons_does_not_matter(order):
    term = [lesson(teacher, 2, 0, 4, subject=subject) for teacher in "abcdefg" for subject in ("danish", "music")]
    assert released(term[::order], AXES, LIMITS) == released(term, AXES, LIMITS)


def learnt(
    cells: dict[Cell, set], reader: str | None, compared: Collection[int] = ()
) -> tuple[list[list[Fraction]], list[tuple]]:
    """All that follows from the shown cells, less what the reader knows: reduced rows over the marks of single lessons.

    Of the lessons with these numbers they read the other's half. Written apart from the code it tries: rational
    elimination over single ratings, no atoms, no floats.
    """
    every = {mark for marks in cells.values() for mark in marks}
    unknown = sorted((mark for mark in every if reader not in mark[:2] and mark[2] not in compared), key=str)
    rows = [[Fraction(mark in marks) for mark in unknown] for marks in cells.values()]
    return rows, unknown


def is_alone(rows: list[list[Fraction]], unknown: list, group: set[str]) -> bool:
    """Whether some combination of rows is nought outside of the group and not nought inside."""
    outside = [at for at, mark in enumerate(unknown) if mark[0] not in group]
    return rank(rows) > rank([[row[at] for at in outside] for row in rows])


def rank(rows: list[list[Fraction]]) -> int:
    rows, found = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            times = row[column] / pivot[column]
            row[:] = [value - times * other for value, other in zip(row, pivot, strict=True)]
        found += 1
    return found


def shown_marks(term: list[Lesson], limits: Limits, is_counted, partners: Partners) -> dict[Cell, set]:
    """{shown cell: (teacher, observer, number of the lesson, indicator)} of every mark that it counts."""
    found = {}
    for cell, figures in released(term, AXES, limits, partners=partners).items():
        if not figures.withheld:
            found[cell] = {
                (each.teacher, each.observer, number, at)
                for number, each in enumerate(term)
                if cell.slice in AXES.slices_of(each)
                for at in SPANS[cell.code]
                if is_counted(each.levels[at])
            }
    return found


@pytest.mark.parametrize("reader", [None, "olga", "a", "b"], ids=["stranger", "colleague", "both", "teacher"])
@settings(max_examples=60)
@given(term=TERMS)
def test_nobody_learns_anything_of_fewer_teachers_than_the_limit(reader, term):
    for is_counted in (lambda level: level in (1, 2, 3, 4), lambda level: level != 0):
        rows, unknown = learnt(shown_marks(term, FEW, is_counted, {}), reader)
        teachers = sorted({mark[0] for mark in unknown})
        for group in combinations(teachers, min(FEW.min_teachers - 1, len(teachers))):
            assert not is_alone(rows, unknown, set(group))


@settings(max_examples=60)
@given(term=TERMS, compared=st.sets(st.integers(0, 17), max_size=6))
def test_nor_does_who_read_the_other_half_of_some_lessons(term, compared):
    term = [each._replace(rid=number) for number, each in enumerate(term)]
    partners = {(each.observer, each.rid): {"olga"} for each in term if each.rid in compared}
    for is_counted in (lambda level: level in (1, 2, 3, 4), lambda level: level != 0):
        rows, unknown = learnt(shown_marks(term, FEW, is_counted, partners), "olga", compared)
        teachers = sorted({mark[0] for mark in unknown})
        for group in combinations(teachers, min(FEW.min_teachers - 1, len(teachers))):
            assert not is_alone(rows, unknown, set(group))
