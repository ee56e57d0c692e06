"""Patterns across schools as they stand on paper: the words of the page, ready to be set."""

from datetime import date

from flask_babel import gettext as _

from observe.aggregates.municipality import Together
from observe.exchange.figures_pdf import Paper, Part
from observe.web.administration.across import Across, Group, Row
from observe.web.administration.columns import facts_of, title_of
from observe.web.filters import decimal


def paper_of(across: Across, author: str, day: date, language: str) -> Paper:
    """``author`` is the municipality."""
    n_levels = across.rubric.n_levels
    rows = [row for group in across.groups for row in _rows(group, n_levels)]
    heads = [_("Indicator"), *map(str, range(1, n_levels + 1)), _("Not seen"), _("Ratings · schools · teachers")]
    return Paper(
        title=title_of(across),
        author=author,
        language=language,
        facts=facts_of(across, day),
        heads=[*heads, _("Middle half (mean of all)"), _("In words")],
        parts=[Part(_("All indicators"), rows)],
        note=_("A dash is a figure that is not shown; the words beside it say which rule decided."),
    )


def _rows(group: Group, n_levels: int) -> list[tuple[bool, list[str]]]:
    if not group.why:
        whole = [*map(str, group.counts), str(group.n_not_observed), str(group.n), "", ""]
    else:
        whole = [*["–"] * (n_levels + 3), group.why]
    return [(True, [group.title, *whole]), *((False, [row.title, *_cells(row, n_levels)]) for row in group.rows)]


def _cells(row: Row, n_levels: int) -> list[str]:
    figures = row.figures
    if figures is None:
        return [*["–"] * (n_levels + 3), row.why]
    rests = f"{figures.n} · {figures.n_schools} · {figures.n_teachers}"
    return [*map(str, figures.counts), str(figures.n_not_observed), rests, _middle(figures), " ".join(row.words)]


def _middle(figures: Together) -> str:
    if not figures.spread:
        return ""
    low, high = figures.middle
    return f"{decimal(low)} – {decimal(high)} ({decimal(figures.mean)})"
