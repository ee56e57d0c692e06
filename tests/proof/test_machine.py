"""Random histories of the real server: hypothesis chooses the steps, every promise is looked at after each.

Seeds are fixed where the suite runs; OBSERVE_EXAMPLES=2000 ./dev test tests/proof/test_machine.py --hypothesis-seed=N
looks further. A history that breaks a promise is shrunk and printed as a trace that test_traces.py plays again.
"""

import os
from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.proof.steps import STEPS
from tests.proof.world import World

EXAMPLES = int(os.environ.get("OBSERVE_EXAMPLES", "0"))
# What most histories are about comes more often than the rest.
WEIGHTED = (*STEPS, "save", "save", "save", "edit", "push", "push", "pass", "back_up", "prune", "snapshot", "permit")
# What random search must have seen, or it proves nothing; the rarer states are reached by the directed traces.
NEEDED = (
    "held", "quarantined: no_permission", "quarantined: unreadable", "killed in a push", "set back", "rollback proven",
    "read to the end", "settled", "erased by law", "damaged on the way",
)  # fmt: skip


def test_no_history_breaks_a_promise(home, record_property):
    reached: Counter[str] = Counter()

    class History(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.world = World(home)
            self.is_sound = True

        # One rule and not one for each step: hypothesis would leave most of them out of each history, and a rollback
        # takes four steps of different kinds.
        @rule(step=st.sampled_from(WEIGHTED), n=st.sampled_from(range(120)))
        def take(self, step: str, n: int) -> None:
            self.is_sound = False
            self.world.do(step, n)
            self.is_sound = True

        def teardown(self) -> None:
            if self.is_sound:
                self.world.come_to_rest()
            reached.update(self.world.reached)

    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=EXAMPLES or 40, stateful_step_count=40, derandomize=not EXAMPLES, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    record_property("reached", dict(reached))  # a Counter does not travel between processes
    assert [state for state in NEEDED if not reached[state]] == []
