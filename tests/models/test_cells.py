"""Packed cells come back as they went in."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.models.cells import Cell, pack_cells, unpack_cells

COUNT = st.integers(0, 2**32 - 1)
WORTH = st.floats(0, 1e6)


def cells(n_levels: int):
    given = st.builds(
        Cell, st.tuples(*[COUNT] * n_levels), COUNT, st.integers(1, 2**32 - 1), COUNT, COUNT, WORTH
    )  # fmt: skip
    return st.lists(st.none() | given, max_size=30)


@given(st.integers(2, 7).flatmap(lambda n: st.tuples(st.just(n), cells(n))))
def test_what_was_packed_comes_back(packed):
    n_levels, some = packed
    assert unpack_cells(pack_cells(some, n_levels), n_levels) == some


def test_a_cell_of_another_number_of_levels_is_no_cell():
    with pytest.raises(struct.error):
        unpack_cells(pack_cells([Cell((1, 2, 3), 0, 6, 5, 2, 4.5)], 3), 4)


def test_the_mean_is_that_of_the_counts():
    assert Cell((1, 3, 6, 2), 0, 12, 7, 2, 9.23).mean == 2.75
