"""Colleagues' answers to calibration cases come two by two: what one look has more than the last is never one's."""

from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.answers import counted_together
from observe.aggregates.calibration import Answer

WHO = ("olga", "pia", "lena", "liam")
ORDERS = st.lists(st.tuples(st.sampled_from(WHO), st.integers(0, 2)), unique=True, max_size=12)


def answers(order: list[tuple[str, int]]) -> list[Answer]:
    return [Answer(who, (case, code), 2) for who, case in order for code in ("voices", "listen")]


def test_the_third_of_a_case_brings_the_second_along():
    order = [("pia", 0), ("olga", 0), ("lena", 0), ("liam", 0)]
    assert counted_together(answers(order[:2]), "olga", 2) == []
    assert {one.observer for one in counted_together(answers(order[:3]), "olga", 2)} == {"pia", "lena", "olga"}
    assert {one.observer for one in counted_together(answers(order), "olga", 2)} == {"pia", "lena", "olga"}


@given(order=ORDERS, reader=st.sampled_from(WHO))
def test_what_comes_between_two_looks_is_the_readers_or_two_colleagues(order, reader):
    before: set[Answer] = set()
    for n in range(len(order) + 1):
        now = set(counted_together(answers(order[:n]), reader, 2))
        assert before <= now
        for case in range(3):
            new = {one.observer for one in now - before if one.target[0] == case} - {reader}
            assert len(new) in (0, 2)
        before = now
