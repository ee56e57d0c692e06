"""Who stands behind the finest parts of a release: for each reader, the teachers that they have not seen there."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain

from observe.aggregates.ratings import Lesson
from observe.models.levels import NOT_RATED

Slice = tuple[str, str]
Atom = tuple[tuple[Slice, ...], int]
"""The slices that a lesson is in, and the position of an indicator: nothing finer is ever counted."""
Partners = Mapping[tuple[Hashable, Hashable], Collection[Hashable]]
"""{(observer, record): the other observers of that lesson, who read what was rated in it}"""


def is_marked(level: int) -> bool:
    """Rated or expressly not observed: the count of the latter is shown too."""
    return level != NOT_RATED


class Marks:
    """The marks of a domain's indicators in the lessons of a term, by atom."""

    def __init__(
        self,
        lessons: Iterable[tuple[Lesson, tuple[Slice, ...]]],
        spans: Mapping[str, Sequence[int]],
        is_counted: Callable[[int], bool],
        partners: Partners,
    ) -> None:
        """``lessons`` come with their slices; ``spans`` are the domain's own and those of its indicators."""
        self._partners = partners
        self._who: dict[Atom, dict[Hashable, set[frozenset[Hashable]]]] = {}
        self._of: dict[Hashable, set[Atom]] = {}
        self._n_of: dict[Atom, Counter[Hashable]] = {}
        positions = {position for places in spans.values() for position in places}
        for lesson, slices in lessons:
            for position in positions:
                if position < len(lesson.levels) and is_counted(lesson.levels[position]):
                    self._add(lesson, (slices, position))
        self._everybody = {atom: frozenset(teachers) for atom, teachers in self._who.items()}
        self.atoms = self._atoms_by_cell(spans)
        """{(slice, code): its atoms}"""

    def _add(self, lesson: Lesson, atom: Atom) -> None:
        knowing = frozenset({lesson.observer, *self._partners.get((lesson.observer, lesson.rid), ())})
        self._n_of.setdefault(atom, Counter())[lesson.teacher] += 1
        self._who.setdefault(atom, {}).setdefault(lesson.teacher, set()).add(knowing)
        for person in (lesson.teacher, *knowing):
            self._of.setdefault(person, set()).add(atom)

    def _atoms_by_cell(self, spans: Mapping[str, Sequence[int]]) -> dict[tuple[Slice, str], frozenset[Atom]]:
        found: dict[tuple[Slice, str], set[Atom]] = {}
        for slices, position in self._who:
            for code in (code for code, positions in spans.items() if position in positions):
                for part in slices:
                    found.setdefault((part, code), set()).add((slices, position))
        return {cell: frozenset(atoms) for cell, atoms in found.items()}

    def largest_share(self, atoms: Iterable[Atom]) -> float:
        """Of the marks in these atoms, the share of the teacher with most of them."""
        by_teacher: Counter[Hashable] = Counter()
        for atom in atoms:
            by_teacher.update(self._n_of[atom])
        return max(by_teacher.values()) / by_teacher.total()

    @property
    def readers(self) -> list[Hashable]:
        """Everybody who was in one of the lessons, as teacher or observer, and knows their own, or both's of a pair."""
        return sorted(self._of, key=str)

    @property
    def observers(self) -> dict[Atom, frozenset[Hashable]]:
        """{atom: who saw one of its lessons}, partners among them."""
        return {atom: frozenset(chain.from_iterable(chain(*lessons.values()))) for atom, lessons in self._who.items()}

    def left(self, reader: Hashable | None) -> dict[Atom, frozenset[Hashable]]:
        """{atom: teachers in it that the reader has not seen there}; a stranger, None, has seen nobody."""
        return self._everybody | {
            (slices, position): self._unseen((slices, position), reader)
            for slices, position in self._of.get(reader, ())
        }

    def _unseen(self, atom: Atom, reader: Hashable) -> frozenset[Hashable]:
        """A teacher is seen there by who knows each of their lessons."""
        return frozenset(
            teacher
            for teacher, lessons in self._who[atom].items()
            if teacher != reader and not all(reader in knowing for knowing in lessons)
        )
