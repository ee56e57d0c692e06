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
# Groups tried in one call of numpy: enough to keep it busy, few enough to fit into memory.
AT_ONCE = 256


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
    if not few:
        return None
    free = _free(_matrix(cells, common))
    said = zip(few, (free.T @ _matrix(cells, few)).T, strict=True)
    rare = [(columns[column], says) for column, says in said if _is_said(says)]
    group = _exposed(rare, least)
    if group is None:
        return None
    weights = free @ _alone(rare, group, free.shape[1])
    return Exposure(group, tuple(cell for cell, weight in zip(cells, weights, strict=True) if _is_said(weight)))


def sources(cells: Mapping[Key, Collection[Hashable]], sums: Iterable[Collection[Hashable]]) -> tuple[Key, ...]:
    """The shown cells from which one of these sums over atoms follows; empty where none of them does."""
    from numpy import array
    from numpy.linalg import lstsq

    sums = list(sums)
    atoms = sorted({atom for inside in (*cells.values(), *sums) for atom in inside}, key=str)
    if not cells or not sums:
        return ()
    rows = array([[float(atom in inside) for atom in atoms] for inside in cells.values()])
    for wanted in sums:
        row = array([float(atom in wanted) for atom in atoms])
        weights = lstsq(rows.T, row)[0]
        if abs(weights @ rows - row).max() < NOUGHT:
            return tuple(cell for cell, weight in zip(cells, weights, strict=True) if abs(weight) > NOUGHT)
    return ()


def _is_said(weights) -> bool:
    return bool((abs(weights) > NOUGHT).any())


def _exposed(rare, least: int) -> frozenset[Hashable] | None:
    """The smallest group of which some combination speaks alone: without its columns, the others span less."""
    from numpy import array
    from numpy.linalg import svd

    if not rare:
        return None
    _, values, rows = svd(array([says for _, says in rare]).T, full_matrices=False)
    spanned = rows[values > NOUGHT]
    groups = sorted(_unions({persons for persons, _ in rare}, least), key=_by_size)
    for at in range(0, len(groups), AT_ONCE):
        some = groups[at : at + AT_ONCE]
        outside = array([[not persons <= group for persons, _ in rare] for group in some])
        ranks = (svd(spanned * outside[:, None, :], compute_uv=False) > NOUGHT).sum(axis=1)
        found = next((group for group, rank in zip(some, ranks, strict=True) if rank < len(spanned)), None)
        if found is not None:
            return found
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
