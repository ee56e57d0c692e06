"""Bugs planted into releases: each lets somebody work out what is withheld, and an attacker finds it.

``python -m tests.planting release`` plants these; ``tests/mutants.py`` lists the others.
"""

from tests.mutants import Mutant

ATTACK = "tests/web/test_release_attackers.py::{}".format
OVER_TERMS = ATTACK("test_over_two_terms_nobody_pins_fewer_persons_than_the_limits")
LATTICE = "tests/aggregates/test_lattice.py::{}".format
OVER_SCHOOLS = ATTACK("test_from_the_sum_over_schools_the_administration_learns_of_no_cell_that_is_withheld")

MUTANTS_OF_RELEASES = (
    Mutant(
        "a release forgets that its readers know their own lessons",
        (),
        "observe/aggregates/lattice.py",
        "for reader in (None, *marks.readers):",
        "for reader in (None,):",
        OVER_TERMS,
    ),
    Mutant(
        "a release withholds nothing that could be found by subtracting",
        (),
        "observe/aggregates/lattice.py",
        "    while found := exposure(shown, persons_in, least):\n",
        "    while found := None:\n",
        OVER_TERMS,
    ),
    Mutant(
        "a release forgets that two observers of a lesson read each other's ratings",
        (),
        "observe/aggregates/marks.py",
        "*self._partners.get((lesson.observer, lesson.rid), ())",
        "*()",
        LATTICE("test_nor_does_who_read_the_other_half_of_some_lessons"),
    ),
    Mutant(
        "a release withholds what one teacher dominates, and shows what it follows from",
        (),
        "observe/aggregates/lattice.py",
        "    while found := sources(shown, [",
        "    while found := sources({}, [",
        LATTICE("test_no_withheld_stages_that_one_teacher_dominates_can_be_summed_up"),
    ),
    Mutant(
        "a release tells outsiders what one observer saw, by subtracting",
        (),
        "observe/aggregates/lattice.py",
        "_complete(withheld, behind, marks, marks.observers, limits.min_observers)",
        "_complete(withheld, behind, marks, marks.observers, 1)",
        OVER_TERMS,
    ),
    Mutant(
        "a release's CSV has the number of visits of a withheld row",
        (),
        "observe/web/releases/columns.py",
        "*[None] * (n_columns - len(place) - 1), why(shown.withheld)]",
        '*[None] * (n_columns - len(place) - 2), *(kept.get("n_observations") for kept in sheet.release.cells '
        'if (tuple(kept["slice"]), kept["code"]) == cell), why(shown.withheld)]',
        OVER_TERMS,
    ),
    Mutant(
        "a release of a term that shares days with a released one",
        (),
        "observe/web/leadership/releasing.py",
        "if overlapping_releases(",
        "if False and overlapping_releases(",
        OVER_TERMS,
    ),
    Mutant(
        "a release gives the sum over schools what it withholds outside of its own",
        (),
        "observe/cli/refresh/rows.py",
        "shown = thawed(release.cells, is_beyond=True)",
        "shown = thawed(release.cells, is_beyond=False)",
        OVER_SCHOOLS,
    ),
)
