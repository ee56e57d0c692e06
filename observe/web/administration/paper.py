"""Patterns across schools as they stand on paper: the words of the page, ready to be set."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from observe.aggregates.municipality import Together
from observe.exchange.figures_pdf import Notes, Paper, Part
from observe.web.administration.across import Across, Group, Row
from observe.web.administration.columns import facts_of, title_of
from observe.web.filters import decimal
from observe.web.takeaway import not_shown, reasons_note


def paper_of(across: Across, author: str, day: date, language: str) -> Paper:
    """``author`` is the municipality."""
    n_levels, reasons = across.rubric.n_levels, _reasons(across)
    rows = [row for group in across.groups for row in _rows(group, n_levels, reasons)]
    levels = (_("Level %(level)s", level=level) for level in range(1, n_levels + 1))
    heads = [_("Indicator"), *levels, _("Not seen"), _("Ratings · schools · teachers")]
    return Paper(
        title=title_of(across),
        author=author,
        language=language,
        facts=facts_of(across, day),
        notes=[_how_sure(), *reasons_note(reasons)],
        heads=[*heads, _("Middle half (mean of all)"), _("In words")],
        parts=[Part(_("All indicators"), rows)],
    )


def _how_sure() -> Notes:
    middle = _(
        "The middle half holds half of the schools, each drawn towards the mean of all as far as it has few visits. "
        "Schools with too few visits to be told apart from the others are not in it."
    )
    counted = _(
        "A domain counts the ratings of its indicators that are shown. The spread is estimated from five schools on."
    )
    return Notes(_("How sure are we?"), [f"{middle} {counted}"])


def _reasons(across: Across) -> list[str]:
    """Each rule once, in the order of the rows."""
    every = (each.why for group in across.groups for each in (group, *group.rows))
    return list(dict.fromkeys(why for why in every if why))


def _rows(group: Group, n_levels: int, reasons: Sequence[str]) -> list[tuple[bool, list[str]]]:
    if not group.why:
        whole = [*map(str, group.counts), str(group.n_not_observed), str(group.n), "", ""]
    else:
        whole = _dashes(group.why, n_levels, reasons)
    indicators = ((False, [row.title, *_cells(row, n_levels, reasons)]) for row in group.rows)
    return [(True, [group.title, *whole]), *indicators]


def _cells(row: Row, n_levels: int, reasons: Sequence[str]) -> list[str]:
    figures = row.figures
    if figures is None:
        return _dashes(row.why, n_levels, reasons)
    rests = f"{figures.n} · {figures.n_schools} · {figures.n_teachers}"
    return [*map(str, figures.counts), str(figures.n_not_observed), rests, _middle(figures), " ".join(row.words)]


def _dashes(why: str, n_levels: int, reasons: Sequence[str]) -> list[str]:
    return [*["–"] * (n_levels + 3), not_shown(why, reasons)]


def _middle(figures: Together) -> str:
    if not figures.spread:
        return ""
    low, high = figures.middle
    return f"{decimal(low)} – {decimal(high)} ({decimal(figures.mean)})"
