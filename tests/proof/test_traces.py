"""Directed histories: the scripts that random search would need luck to find, and those that it found and printed."""

import json
import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.proof.world import World

TRACES = json.loads((Path(__file__).parents[1] / "vectors/traces.json").read_text(encoding="utf-8"))
# What a failure printed: OBSERVE_TRACE='{"steps": [...]}' plays it again.
PRINTED = [{"name": "printed", "reached": [], **json.loads(text)} for text in [os.environ.get("OBSERVE_TRACE")] if text]
# The oldest clock that a tablet can have, one of next year, and one that is an hour off.
SKEWS = (timedelta(days=-20_000), timedelta(days=400), timedelta(hours=-1))


def played(home, trace: dict[str, object], skew: timedelta = timedelta(0)) -> World:
    world = World(home, skew)
    for step, n in trace["steps"]:
        if step != "come_to_rest":
            world.do(step, n)
    world.come_to_rest()
    return world


@pytest.mark.parametrize("trace", TRACES + PRINTED, ids=lambda trace: trace["name"])
def test_trace_keeps_every_promise(home, trace):
    world = played(home, trace)
    assert [state for state in trace["reached"] if not world.reached[state]] == []


def outcome(world: World) -> tuple[object, ...]:
    """What a tablet's clock must not change: the set, the heads, and what became of each version."""
    observations = world.store.observations()
    kept = sorted((vid, one.is_stored) for (vid, _), one in world.home.kept().items())
    heads = sorted((str(rid), row["n_heads"], str(row["head_vid"])) for (_, rid), row in observations.items())
    return kept, heads, Counter(row.state for _, row in world.promises.saved_rows)


CLOCKLESS = [trace for trace in TRACES if not {"cycle"} & {step for step, _ in trace["steps"]}][:4]


@pytest.mark.parametrize("skew", SKEWS, ids=str)
def test_a_tablets_clock_changes_no_outcome(home, skew):
    """13. Two versions of one depth are told apart by their hash, which a clock changes: such traces are left out."""
    for trace in CLOCKLESS:
        assert outcome(played(home, trace, skew)) == outcome(played(home, trace)), trace["name"]
