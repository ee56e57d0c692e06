"""Whether shown counts can be added and subtracted until something is said of a few persons alone.

Counts are sums over atoms, the finest parts of the lattice. Whatever a reader works out by linear algebra is a
combination of shown cells; it speaks of a group alone if it is nought on every atom that others stand in too.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
# Combinations have small whole coefficients; anything below this is rounding.
NOUGHT = 1e-9


@dataclass(frozen=True)
class Exposure:
    """Persons that the shown cells say something of alone, and the cells that are combined for it."""

    persons: frozenset[Hashable]
    cells: tuple[Hashable, ...]


def exposure(
    cells: Mapping[Key, Collection[Hashable]], persons_in: Mapping[Hashable, frozenset[Hashable]], least: int
) -> Exposure | None:
    """A group of 1 to ``least`` - 1 persons that is exposed, or None where there is none.

    ``cells`` are the shown ones, {cell: its atoms}; ``persons_in`` is {atom: who stands in it}, without those that the
    reader knows already. Exact but for rounding; what follows from counts never being negative is not looked at.
    """
    columns = _columns(cells, persons_in)
    rare = {persons for persons in columns.values() if len(persons) < least}
    for group in sorted(_unions(rare, least), key=lambda group: (len(group), sorted(map(str, group)))):
        combined = _combination(list(cells), columns, group)
        if combined:
            return Exposure(group, combined)
    return None


def _columns(
    cells: Mapping[Key, Collection[Hashable]], persons_in: Mapping[Hashable, frozenset[Hashable]]
) -> dict[frozenset[Key], frozenset[Hashable]]:
    """{cells that contain it: persons}: atoms in the same cells can be told apart by nobody, and count as one."""
    containing: dict[Hashable, set[Key]] = {}
    for cell, atoms in cells.items():
        for atom in atoms:
            if persons_in.get(atom):
                containing.setdefault(atom, set()).add(cell)
    found: dict[frozenset[Key], frozenset[Hashable]] = {}
    for atom, inside in containing.items():
        column = frozenset(inside)
        found[column] = found.get(column, frozenset()) | persons_in[atom]
    return found


def _unions(sets: Collection[frozenset[Hashable]], least: int) -> set[frozenset[Hashable]]:
    """Every union of these sets that has fewer than ``least`` persons."""
    found: set[frozenset[Hashable]] = set()
    for each in sets:
        found |= {each} | {union for other in found if len(union := other | each) < least}
    return found


def _combination(
    cells: Sequence[Key], columns: Mapping[frozenset[Key], frozenset[Hashable]], group: frozenset[Hashable]
) -> tuple[Key, ...]:
    """Cells whose combination is nought outside of the group and not inside; empty where there is none."""
    from numpy import abs as absolute
    from numpy import array
    from numpy.linalg import norm, svd

    inside = [column for column, persons in columns.items() if persons <= group]
    outside = [column for column, persons in columns.items() if not persons <= group]

    def matrix(of: Sequence[frozenset[Key]]):
        return array([[float(cell in column) for column in of] for cell in cells]).reshape(len(cells), len(of))

    left, values, _ = svd(matrix(outside))
    free = left[:, int((values > NOUGHT).sum()) :]
    said = norm(free.T @ matrix(inside), axis=1)
    if not said.size or said.max() < NOUGHT:
        return ()
    weights = absolute(free[:, int(said.argmax())])
    return tuple(cell for cell, weight in zip(cells, weights, strict=True) if weight > NOUGHT)
