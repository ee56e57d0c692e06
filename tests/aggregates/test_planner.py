"""The next visits: who was not seen, by whom nobody was seen, in an order that does not depend on chance."""

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


def test_before_the_first_visit_there_is_no_certainty_to_add_to():
    first, second = proposals([], POSSIBLE, 2)
    assert first.phi_before is None
    assert (first.visit.teacher, first.visit.observer) != (second.visit.teacher, second.visit.observer)


def test_where_nobody_can_be_visited_nothing_is_proposed():
    assert proposals(SEEN, [], 3) == []
