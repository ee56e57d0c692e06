"""The figures of a release as they are kept: plain values, written once and read back the same.

A cell: ``{"slice": [kind, code], "code": str, "withheld": rule | None, "beyond": rule | None, ...figures}``.
``withheld`` is why it is not shown, ``beyond`` why not outside of the school; a rule is ``{"code": str, "limit": number
| None}``. A withheld cell has no figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from observe.aggregates.intervals import Estimate
from observe.aggregates.lattice import Cell
from observe.aggregates.patterns import Lean, Pattern
from observe.aggregates.privacy import Withheld

COUNTED = (
    "n_not_observed", "n_observations", "n_teachers", "n_observers", "phi",
    "effective_n", "effective_teachers", "effective_observers",
)  # fmt: skip

Kept = Mapping[str, object]


def frozen(figures: Mapping[Cell, Pattern], beyond: Mapping[Cell, Withheld | None]) -> list[dict[str, object]]:
    """Every cell of the lattice, ready to be kept as JSON."""
    return [_cell(cell, shown, beyond[cell]) for cell, shown in sorted(figures.items())]


def _cell(cell: Cell, shown: Pattern, beyond: Withheld | None) -> dict[str, object]:
    place = {"slice": list(cell.slice), "code": cell.code}
    rules = {"withheld": _rule(shown.withheld), "beyond": _rule(beyond)}
    if shown.withheld:
        return place | rules
    figures = {name: getattr(shown, name) for name in COUNTED}
    found = shown.estimate
    estimate = {"mean": found.mean, "bands": found.bands, "variance": found.variance} if found else {}
    lean = {"lean": asdict(shown.lean)} if shown.lean else {}
    return place | {"counts": list(shown.counts)} | figures | estimate | lean | rules


def _rule(withheld: Withheld | None) -> dict[str, object] | None:
    return withheld and asdict(withheld)


def thawed(cells: Iterable[Kept], is_beyond: bool) -> dict[Cell, Pattern]:
    """{cell: its figures, or the rule that withholds them} for readers inside the school or beyond it."""
    return {Cell(tuple(kept["slice"]), kept["code"]): _pattern(kept, is_beyond) for kept in cells}


def _pattern(kept: Kept, is_beyond: bool) -> Pattern:
    rule = kept["withheld"] or (kept["beyond"] if is_beyond else None)
    if rule:
        return Pattern(withheld=Withheld(**rule))
    bands = {name: tuple(ends) for name, ends in kept.get("bands", {}).items()}
    return Pattern(
        counts=tuple(kept["counts"]),
        estimate=Estimate(kept["mean"], bands, kept["effective_n"], kept["variance"]) if bands else None,
        lean=_lean(kept["lean"]) if "lean" in kept else None,
        **{name: kept[name] for name in COUNTED},
    )


def _lean(kept: Kept) -> Lean:
    return Lean(**kept | {"levels": tuple(kept["levels"]), "interval": tuple(kept["interval"])})
