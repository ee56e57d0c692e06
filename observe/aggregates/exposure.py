"""Whether shown counts can be added and subtracted until something is said of a few persons alone.

Counts are sums over atoms, the finest parts of the lattice. Whatever a reader works out by linear algebra is a
combination of shown cells; it speaks of a group alone if it is nought on every atom that others stand in too.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
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
    common = [column for column, persons in columns.items() if len(persons) >= least]
    few = [column for column, persons in columns.items() if len(persons) < least]
    free = _free(_matrix(cells, common))
    said = zip(few, (free.T @ _matrix(cells, few)).T, strict=True)
    rare = [(columns[column], says) for column, says in said if _is_said(says)]
    for group in sorted(_unions({persons for persons, _ in rare}, least), key=_by_size):
        weights = free @ _alone(rare, group, free.shape[1])
        if _is_said(weights):
            return Exposure(group, tuple(cell for cell, weight in zip(cells, weights, strict=True) if _is_said(weight)))
    return None


def _is_said(weights) -> bool:
    return bool((abs(weights) > NOUGHT).any())


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


def _by_size(group: frozenset[Hashable]) -> tuple[int, list[str]]:
    return len(group), sorted(map(str, group))


def _matrix(cells: Iterable[Key], columns: Collection[frozenset[Key]]):
    """1 where the cell counts the column: cells × columns."""
    from numpy import array

    cells = list(cells)
    return array([[float(cell in column) for column in columns] for cell in cells]).reshape(len(cells), len(columns))


def _free(matrix):
    """A basis, as columns, of the combinations of rows that are nought on every column."""
    from numpy.linalg import svd

    left, values, _ = svd(matrix)
    return left[:, int((values > NOUGHT).sum()) :]


def _alone(rare, group: frozenset[Hashable], n_free: int):
    """The combination that is nought on the rare columns outside of the group and says most inside; noughts if none."""
    from numpy import array, zeros
    from numpy.linalg import norm

    inside = array([says for persons, says in rare if persons <= group]).reshape(-1, n_free)
    outside = array([says for persons, says in rare if not persons <= group]).reshape(-1, n_free)
    combinations = _free(outside.T)
    told = norm(inside @ combinations, axis=0)
    return combinations[:, int(told.argmax())] if told.max(initial=0) > NOUGHT else zeros(n_free)
