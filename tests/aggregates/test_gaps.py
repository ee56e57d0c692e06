"""Where nobody has been: teachers counted once each, visited only where they were visited."""

from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.gaps import Gap, gaps

STAGES = ("early", "middle", "late")


def test_a_teacher_counts_as_visited_only_at_the_stage_where_the_lesson_was():
    taught = {"Tom": ["early", "late"], "Tara": ["late"]}
    assert gaps(STAGES, taught, [("Tom", "early"), ("Tom", "early")]) == [Gap("early", 1, 1, 2), Gap("late", 2, 0, 0)]


def test_visits_to_somebody_who_teaches_there_no_longer_are_counted_as_visits_alone():
    assert gaps(STAGES, {}, [("Tom", "middle"), ("Tom", None)]) == [Gap("middle", 0, 0, 1)]


CODES = st.sampled_from(STAGES)
TEACHERS = st.sampled_from("abcde")


@given(st.dictionaries(TEACHERS, st.sets(CODES)), st.lists(st.tuples(TEACHERS, CODES | st.none())))
def test_no_part_has_more_visited_than_teachers_and_no_visit_is_lost(taught, visits):
    found = gaps(STAGES, taught, visits)
    assert all(gap.n_visited <= min(gap.n_teachers, gap.n_visits) for gap in found)
    assert sum(gap.n_visits for gap in found) == sum(code is not None for _, code in visits)
