"""Heads of a record: a function of the set of its versions, whatever the order and whatever they name as parents."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from observe.models.versions.heads import Node, heads_of, standing_of
from tests.factories import LESSON_AT


def node(name: str, *parents: str, is_put: bool = True) -> Node:
    """A version named by one letter; its sha256 sorts as its name."""
    return Node(_vid(name), tuple(map(_vid, parents)), is_put, name * 64, LESSON_AT, False, LESSON_AT, None)


def _vid(name: str) -> UUID:
    return UUID(int=ord(name))


def names(nodes: list[Node]) -> str:
    return "".join(one.sha256[0] for one in heads_of(nodes)[0])


def test_a_version_supersedes_its_parents():
    assert names([node("a"), node("b", "a"), node("c", "b")]) == "c"


def test_two_versions_of_one_parent_are_two_heads():
    assert names([node("a"), node("c", "a"), node("b", "a")]) == "bc"


def test_resolving_names_both():
    assert names([node("a"), node("b", "a"), node("c", "a"), node("d", "b", "c")]) == "d"


def test_put_comes_before_withdraw_then_depth_then_hash():
    nodes = [node("a"), node("b", "a"), node("c", "b"), node("d", "a"), node("e", "c", is_put=False)]
    assert names(nodes) == "de"
    assert names([node("a"), node("b", "a"), node("c", "b"), node("d", "a")]) == "cd"
    assert names([node("b"), node("a")]) == "ab"


def test_a_parent_that_is_not_here_counts_as_a_root():
    late, short = node("b", "z"), node("a")
    assert names([late, short]) == "ba"


def test_two_versions_naming_each_other_are_two_heads():
    assert names([node("a", "b"), node("b", "a")]) == "ab"


def test_a_version_naming_itself_is_a_head():
    assert names([node("a", "a")]) == names([node("a", "a"), node("a", "a")][:1]) == "a"
    assert names([node("a", "a"), node("b", "a")]) == "b"


def test_edges_out_of_a_cycle_count():
    nodes = [node("a", "b"), node("b", "a"), node("c", "b"), node("d", "c", "a")]
    assert names(nodes) == "d"


def test_an_edit_beside_a_withdrawal_keeps_the_record():
    standing = standing_of([node("a"), node("b", "a", is_put=False), node("c", "a")])
    assert (standing.is_withdrawn, standing.n_heads, standing.content.sha256[0]) == (False, 2, "c")


def test_a_withdrawn_record_keeps_its_deepest_content():
    standing = standing_of([node("a"), node("b", "a"), node("c", "b", is_put=False)])
    assert (standing.is_withdrawn, standing.content.sha256[0]) == (True, "b")


def test_a_withdrawal_alone_has_no_content():
    assert standing_of([node("a", is_put=False)]).content is None


def test_a_record_edited_ten_thousand_times_is_no_recursion():
    chain = [
        Node(UUID(int=n + 1), (UUID(int=n),), True, f"{n:064}", LESSON_AT, False, LESSON_AT, None)
        for n in range(10_000)
    ]
    heads, depths = heads_of(chain)
    assert [head.vid for head in heads] == [UUID(int=10_000)]
    assert depths[UUID(int=10_000)] == 10_000


LETTERS = "abcdefg"


@st.composite
def graphs(draw) -> list[Node]:
    """Any parents, also absent ones, oneself and cycles."""
    chosen = draw(st.sets(st.sampled_from(LETTERS), min_size=1))
    parents = st.sets(st.sampled_from(LETTERS + "z"), max_size=3)
    return [node(name, *sorted(draw(parents)), is_put=draw(st.booleans())) for name in sorted(chosen)]


@given(graphs(), st.randoms())
def test_no_order_changes_the_heads(nodes, random):
    shuffled = list(nodes)
    random.shuffle(shuffled)
    assert standing_of(shuffled) == standing_of(nodes)


@given(graphs())
def test_there_is_always_a_head_and_heads_supersede_nothing_each_other(nodes):
    heads, _depths = heads_of(nodes)
    assert heads
    assert len({head.vid for head in heads}) == len(heads)


@given(graphs())
def test_a_child_of_every_head_is_the_only_head(nodes):
    heads, _depths = heads_of(nodes)
    child = Node(UUID(int=999), tuple(head.vid for head in heads), True, "x" * 64, LESSON_AT, False, LESSON_AT, None)
    assert heads_of([*nodes, child])[0] == [child]
