"""How many visits are missing: none where there is enough, fewer with one observer more, and out of reach no number."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.needed import MOST_VISITS, visits_needed
from observe.aggregates.planner import counted
from observe.aggregates.reliability import ENOUGH, Components, dependability

SEVEN_BY_ONE = (Counter({"a": 2, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1}), Counter({"karen": 7}))


def test_seven_visits_by_one_observer_need_fewer_with_one_more():
    alone, with_another = (visits_needed(*SEVEN_BY_ONE, 12, n_new) for n_new in (0, 1))
    assert (alone, with_another) == (16, 6)


def test_where_there_is_enough_nothing_is_missing():
    teachers = Counter({str(at): 2 for at in range(10)})
    assert visits_needed(teachers, Counter({"olga": 10, "pia": 10}), 10) == 0


def test_out_of_reach_is_no_number():
    no_difference = Components(school=0.01, teacher=0.3, observer=0.14, rest=0.55)
    assert visits_needed(*SEVEN_BY_ONE, 12, 0, no_difference) is None
    assert visits_needed(Counter(), Counter(), 12) is None
    assert visits_needed(Counter(), Counter({"karen": 0}), 0) is None


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("xyz")), min_size=1), st.integers(0, 1))
def test_one_visit_fewer_would_not_do(pairs, n_new):
    teachers, observers = counted(pairs)
    needed = visits_needed(teachers, observers, 8, n_new)
    now = dependability(teachers.values(), observers.values())
    assert needed is None or 0 <= needed <= MOST_VISITS
    assert (needed == 0) == (now >= ENOUGH)
