"""Two rules that the tablet and the server each have in their own language: heads of a record, and what heads may join.

The same vectors are run by ``tests/js/offline/heads_vectors.test.js`` and ``merging_vectors.test.js``.
"""

from uuid import UUID

import pytest

from observe.models.versions.heads import Node, heads_of
from observe.models.versions.merging import ABSENT, differences, joined
from tests.factories import LESSON_AT
from tests.vectors.test_vectors import vectors


def node(version: dict) -> Node:
    parents = tuple(map(UUID, version["parents"]))
    named = (UUID(version["vid"]), parents, version["act"] == "put", version["sha256"])
    return Node(*named, LESSON_AT, False, LESSON_AT, None)


@pytest.mark.parametrize("vector", vectors("heads"), ids=lambda vector: vector["name"])
def test_heads_of_a_record_are_those_of_the_vector_in_any_order(vector):
    """What is set aside is in quarantine here, and no node; a tablet has it."""
    nodes = [node(version) for version in vector["versions"] if "set_aside" not in version]
    for ordered in (nodes, nodes[::-1]):
        heads, _depths = heads_of(ordered)
        assert [str(head.vid) for head in heads] == vector["heads"]


def told(value: object) -> list[object]:
    """Nothing is an empty list, anything else a list of itself: JSON has no word for absent."""
    return [] if value is ABSENT else [value]


@pytest.mark.parametrize("vector", vectors("merging"), ids=lambda vector: vector["name"])
def test_what_differs_and_what_is_joined_is_what_the_vector_says(vector):
    fields = differences(vector["base"], vector["heads"])
    found = [
        {
            "path": list(field.path),
            "values": [told(value) for value in field.values],
            "joined": None if field.is_open else told(field.joined),
        }
        for field in fields
    ]
    assert found == vector["fields"]
    last = joined(vector["heads"], fields, lambda field: field.values[-1] if field.is_open else field.joined)
    assert last == vector["last_taken"]
