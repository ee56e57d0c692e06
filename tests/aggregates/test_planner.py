"""The next visits: who was not seen, by whom nobody was seen, in an order that does not depend on chance."""

from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.planner import Visit, proposals
from observe.aggregates.reliability import dependability

SEEN = [Visit("Tom", "Olga"), Visit("Tom", "Olga"), Visit("Tara", "Olga")]
POSSIBLE = [Visit(teacher, observer) for teacher in ("Tom", "Tara", "Tea") for observer in ("Olga", "Lena")]


def test_the_teacher_nobody_saw_by_the_observer_who_saw_nobody_comes_first():
    assert proposals(SEEN, POSSIBLE, 1)[0].visit == Visit("Tea", "Lena")


def test_each_proposal_counts_on_those_before_it():
    three = proposals(SEEN, POSSIBLE, 3)
    assert [proposal.phi_before for proposal in three[1:]] == [proposal.phi_after for proposal in three[:-1]]
    assert three[0].phi_before == dependability([2, 1], [3])
    assert all(proposal.phi_after > proposal.phi_before for proposal in three)


def test_nobody_is_proposed_twice_while_somebody_else_could_be_visited():
    often = [Visit("tom", "olga")] * 40 + [Visit("tara", "olga")] * 2 + [Visit("ib", "olga")] * 40
    possible = [Visit(teacher, "olga") for teacher in ("tom", "tara", "ib")]
    assert [each.visit.teacher for each in proposals(often, possible, 4)] == ["tara", "tom", "ib", "tara"]


def test_before_the_first_visit_there_is_no_certainty_to_add_to():
    first, second = proposals([], POSSIBLE, 2)
    assert first.phi_before is None
    assert (first.visit.teacher, first.visit.observer) != (second.visit.teacher, second.visit.observer)


def test_where_nobody_can_be_visited_nothing_is_proposed():
    assert proposals(SEEN, [], 3) == []


def test_a_second_observer_is_worth_about_twice_a_second_lesson_by_the_first():
    """Ten teachers seen once by Olga: what each kind of next visit adds to Φ of the term."""
    seen = [Visit(teacher, "Olga") for teacher in range(10)]

    def adds(visit: Visit) -> float:
        found = proposals(seen, [visit], 1)[0]
        return found.phi_after - found.phi_before

    other_teacher, other_observer = adds(Visit("new", "Olga")), adds(Visit("new", "Lena"))
    assert 1.6 < other_observer / other_teacher < 2.6
    assert adds(Visit(0, "Olga")) < other_teacher
    assert adds(Visit(0, "Olga")) < adds(Visit(0, "Lena"))


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=12), st.randoms(use_true_random=False)
)
def test_the_order_of_visits_does_not_matter(visits, chance):
    one = proposals([Visit(*visit) for visit in visits], POSSIBLE, 3)
    assert proposals([Visit(*visit) for visit in chance.sample(visits, len(visits))], POSSIBLE, 3) == one
