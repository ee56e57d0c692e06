"""A release as it stands on paper: the words of each cell, by slice, ready to be set."""

from flask_babel import gettext as _

from observe.aggregates.lattice import ALL, Cell, Slice
from observe.aggregates.patterns import Pattern
from observe.exchange.figures_pdf import Paper, Part
from observe.web.filters import decimal
from observe.web.leadership.words import why, words
from observe.web.releases.columns import facts_of, ordered
from observe.web.releases.sheet import Sheet, slice_title


def paper_of(sheet: Sheet, language: str) -> Paper:
    cells = ordered(sheet)
    parts = [_part(sheet, each, language) for each in dict.fromkeys(cell.slice for cell in cells)]
    heads = [_("Indicator"), *map(str, range(1, sheet.rubric.n_levels + 1)), _("Not seen")]
    return Paper(
        title=_("Released patterns: %(term)s", term=sheet.term.title),
        author=sheet.school.name,
        language=language,
        facts=facts_of(sheet),
        heads=[*heads, _("Ratings · visits · teachers · observers"), _("Mean (95 % interval)"), _("In words")],
        parts=parts,
        note=_("A dash is a figure that is not shown; the words beside it say which rule decided."),
    )


def _part(sheet: Sheet, chosen: Slice, language: str) -> Part:
    rows = []
    for domain, inside in sheet.rubric.domains.items():
        for code in (domain, *inside):
            title = sheet.rubric.titles[code][language]
            rows.append((code == domain, [title, *_cells(sheet, sheet.cells[Cell(chosen, code)], code == domain)]))
    title = slice_title(chosen, language)
    return Part(title if chosen == ALL else f"{_('Stage') if chosen[0] == 'stage' else _('Subject')}: {title}", rows)


def _cells(sheet: Sheet, shown: Pattern, is_domain: bool) -> list[str]:
    if shown.withheld:
        return ["–"] * (sheet.rubric.n_levels + 3) + [why(shown.withheld)]
    rests = f"{shown.n} · {shown.n_observations} · {shown.n_teachers} · {shown.n_observers}"
    said = "" if is_domain else " ".join(words(shown, is_own=False))
    return [*map(str, shown.counts), str(shown.n_not_observed), rests, _mean(shown), said]


def _mean(shown: Pattern) -> str:
    if not shown.estimate:
        return ""
    low, high = shown.estimate.bands["95"]
    return f"{decimal(shown.estimate.mean)} ({decimal(low)} – {decimal(high)})"
