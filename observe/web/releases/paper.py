"""A release as it stands on paper: the words of each cell, by slice, ready to be set."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from observe.aggregates.lattice import ALL, Cell, Slice
from observe.aggregates.patterns import Pattern
from observe.exchange.figures_pdf import Notes, Paper, Part
from observe.web.filters import decimal
from observe.web.leadership.words import why, words
from observe.web.releases.columns import facts_of, ordered
from observe.web.releases.sheet import Sheet, slice_title
from observe.web.takeaway import not_shown, reasons_note

DASH = "–"


def paper_of(sheet: Sheet, language: str) -> Paper:
    cells = ordered(sheet)
    reasons = _reasons(cells.values())
    parts = [_part(sheet, each, reasons, language) for each in dict.fromkeys(cell.slice for cell in cells)]
    about = (_("Ratings · visits · teachers · observers"), _("Mean (95 % interval)"), _("In words"))
    levels = (_("Level %(level)s", level=level) for level in range(1, sheet.rubric.n_levels + 1))
    return Paper(
        title=_("Released patterns: %(term)s", term=sheet.term.title),
        author=sheet.school.name,
        language=language,
        facts=facts_of(sheet),
        notes=[_how_sure(sheet), *reasons_note(reasons)],
        heads=[_("Indicator"), *levels, _("Not seen"), *about],
        parts=parts,
    )


def _how_sure(sheet: Sheet) -> Notes:
    """As the page says it under its table."""
    mean = _(
        "A mean is shown when at least half of what it tells is about the school and not about who was visited by whom."
    )
    return Notes(_("How sure are we?"), [f"{mean} {sheet.basis}"])


def _reasons(cells: Iterable[Pattern]) -> list[str]:
    """Each rule once, in the order of the rows. That nobody rated it is short enough to stand there itself."""
    return list(dict.fromkeys(why(cell.withheld) for cell in cells if cell.withheld and cell.withheld.code != "none"))


def _part(sheet: Sheet, chosen: Slice, reasons: Sequence[str], language: str) -> Part:
    title = slice_title(chosen, language)
    title = title if chosen == ALL else f"{_('Stage') if chosen[0] == 'stage' else _('Subject')}: {title}"
    codes = [code for domain, inside in sheet.rubric.domains.items() for code in (domain, *inside)]
    shown = {code: sheet.cells[Cell(chosen, code)] for code in codes}
    if all(cell.withheld for cell in shown.values()):
        return Part(title, [], _nothing(shown.values(), reasons))
    rows = []
    for code, cell in shown.items():
        is_domain = code in sheet.rubric.domains
        rows.append((is_domain, [sheet.rubric.titles[code][language], *_cells(sheet, cell, is_domain, reasons)]))
    return Part(title, rows)


def _nothing(cells: Iterable[Pattern], reasons: Sequence[str]) -> str:
    """A table of dashes alone would say no more."""
    numbers = [reasons.index(each) + 1 for each in _reasons(cells)]
    if not numbers:
        return _("Nobody has rated it.")
    said = ", ".join(map(str, sorted(numbers)))
    return ngettext(
        "No figure can be shown here: reason %(said)s.",
        "No figure can be shown here: reasons %(said)s.",
        len(numbers),
        said=said,
    )


def _cells(sheet: Sheet, shown: Pattern, is_domain: bool, reasons: Sequence[str]) -> list[str]:
    if shown.withheld:
        said = not_shown(why(shown.withheld), reasons) if shown.withheld.code != "none" else _("Nobody has rated it.")
        return [*[DASH] * (sheet.rubric.n_levels + 3), said]
    rests = f"{shown.n} · {shown.n_observations} · {shown.n_teachers} · {shown.n_observers}"
    said = "" if is_domain else " ".join(words(shown, is_own=False))
    return [*map(str, shown.counts), str(shown.n_not_observed), rests, _mean(shown), said]


def _mean(shown: Pattern) -> str:
    if not shown.estimate:
        return ""
    low, high = shown.estimate.bands["95"]
    return f"{decimal(shown.estimate.mean)} ({decimal(low)} – {decimal(high)})"
