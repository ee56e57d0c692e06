"""What the downloaded patterns across schools hold: the cells of the page, no finer than it draws them."""

from datetime import date

from flask_babel import gettext as _

from observe.aggregates.municipality import BINS_PER_LEVEL, Together
from observe.exchange.spreadsheet import Column, Table, Value
from observe.web.administration.across import Across, Group, Row
from observe.web.codebook import count_columns, place_columns, rule_column
from observe.web.filters import decimal, full_date


def table_of(across: Across, day: date) -> Table:
    """A row for each domain and indicator in the order of the page; ``day`` is when it was taken."""
    columns = columns_of(across.rubric.n_levels)
    rows = [row for group in across.groups for row in _rows(group, len(columns))]
    names = (_("Figures"), _("About"), _("Codebook"))
    return Table(title_of(across), facts_of(across, day), columns, rows, names)


def title_of(across: Across) -> str:
    return _("Patterns across schools, %(term)s", term=across.term.title)


def facts_of(across: Across, day: date) -> list[tuple[str, str]]:
    rubric = _("%(rubric)s, version %(version)s", rubric=across.rubric_title, version=across.rubric.version)
    rows = [row for group in across.groups for row in group.rows]
    n_shown = sum(row.figures is not None for row in rows)
    return [
        (_("Term"), f"{across.term.title}, {full_date(across.term.starts_on)} – {full_date(across.term.ends_on)}"),
        (_("Rubric"), rubric),
        (_("Schools that have released it"), _("%(n)s of %(of)s", n=across.n_released, of=across.n_schools)),
        (_("Visits"), str(across.n_visits)),
        (_("As it stood on"), full_date(day)),
        (_("Fewest schools behind a figure"), str(across.min_schools)),
        (_("Figures shown"), _("%(shown)s of %(all)s", shown=n_shown, all=len(rows))),
    ]


def columns_of(n_levels: int) -> list[Column]:
    return [*place_columns(), *count_columns(n_levels), *_spread_columns(), rule_column()]


def _spread_columns() -> list[Column]:
    """One decimal: with more, the ends could be single schools."""
    theta = _("Each drawn towards the mean of all as far as it has few visits.")
    return [
        Column("n_schools", _("Schools"), _("Schools behind the ratings.")),
        Column("n_teachers", _("Teachers"), _("Teachers behind the ratings.")),
        Column("mean", _("Mean"), _("Weighted by how sure each school's is; empty where the spread is not shown."), 1),
        Column("middle_low", _("Half of the schools from"), theta, 1),
        Column("middle_high", _("Half of the schools to"), theta, 1),
        Column("spread", _("Spread of schools"), _("Level × schools that stand there, in steps of a tenth.")),
        Column("n_unsure", _("Not drawn"), _("Schools with too few visits to be drawn.")),
        Column("words", _("In words"), _("What the page says.")),
    ]


def _rows(group: Group, n_columns: int) -> list[list[Value]]:
    place = [group.title, None, group.code]
    if group.why:
        whole = [*place, *[None] * (n_columns - len(place) - 1), group.why]
    else:
        counted = [*group.counts, group.n_not_observed, group.n]
        whole = [*place, *counted, *[None] * (n_columns - len(place) - len(counted))]
    return [whole, *(_row(group, row, n_columns) for row in group.rows)]


def _row(group: Group, row: Row, n_columns: int) -> list[Value]:
    place, figures = [group.title, row.title, row.code], row.figures
    if figures is None:
        return [*place, *[None] * (n_columns - len(place) - 1), row.why]
    counted = [*figures.counts, figures.n_not_observed, figures.n, figures.n_schools, figures.n_teachers]
    return [*place, *counted, *_spread(figures), " ".join(row.words), None]


def _spread(figures: Together) -> list[Value]:
    if not figures.spread:
        return [None] * 5
    drawn = " ".join(f"{decimal(level)}×{n}" for level, n in levels_of(figures))
    return [figures.mean, *figures.middle, drawn, figures.n_unsure]


def levels_of(figures: Together) -> list[tuple[float, int]]:
    """(level, how many schools stand there), the lowest first."""
    return [(1 + at / BINS_PER_LEVEL, n) for at, n in enumerate(figures.spread) if n]
