"""What a downloaded release holds: exactly the cells that its reader sees, with a codebook."""

from flask_babel import gettext as _

from observe.aggregates.intervals import ASSUMED_ICC
from observe.aggregates.lattice import ALL, Cell
from observe.aggregates.own_components import SHARES
from observe.aggregates.patterns import Pattern
from observe.aggregates.reliability import ENOUGH, Components
from observe.exchange.spreadsheet import Column, Table, Value
from observe.web.codebook import count_columns, place_columns, rule_column
from observe.web.filters import full_date, percent
from observe.web.leadership.certainty import basis_words
from observe.web.leadership.words import why
from observe.web.releases.sheet import Sheet, slice_title

BANDS = ("50", "80", "95")


def table_of(sheet: Sheet, language: str) -> Table:
    """Every cell of the lattice, shown or withheld, in the order of the page."""
    columns = columns_of(sheet)
    rows = [_row(sheet, cell, shown, language, len(columns)) for cell, shown in ordered(sheet).items()]
    title = _("Released patterns: %(term)s", term=sheet.term.title)
    names = (_("Figures"), _("About"), _("Codebook"))
    return Table(f"{sheet.school.name}. {title}", facts_of(sheet), columns, rows, names)


def ordered(sheet: Sheet) -> dict[Cell, Pattern]:
    """The cells by slice, domain and indicator as on the page."""
    slices = sorted({cell.slice for cell in sheet.cells}, key=lambda each: (each != ALL, each[0] == "group", each[1]))
    codes = [code for domain, inside in sheet.rubric.domains.items() for code in (domain, *inside)]
    return {Cell(each, code): sheet.cells[Cell(each, code)] for each in slices for code in codes}


def facts_of(sheet: Sheet) -> list[tuple[str, str]]:
    release, limits = sheet.release, sheet.release.limits
    rubric = _("%(rubric)s, version %(version)s", rubric=sheet.rubric_title, version=sheet.rubric.version)
    facts = [
        (_("School"), sheet.school.name),
        (_("Term"), f"{sheet.term.title}, {full_date(release.starts_on)} – {full_date(release.ends_on)}"),
        (_("Rubric"), rubric),
        (_("Released"), _("%(day)s by %(name)s", day=full_date(release.made_at), name=sheet.maker)),
        (_("Counts what had arrived by"), full_date(release.settled_at)),
        (_("Fewest teachers behind a figure"), str(limits["min_teachers"])),
        (_("Largest share of its visits to one teacher"), percent(limits["max_share_of_one"])),
        (_("Figures shown"), _("%(shown)s of %(all)s", shown=sheet.n_shown, all=len(sheet.cells))),
    ]
    if sheet.is_beyond:
        facts.append((_("Fewest observers behind a figure"), str(limits["min_observers"])))
    return facts


def columns_of(sheet: Sheet) -> list[Column]:
    """The codebook; the codes stand in ``docs/measurement.md``."""
    slice_column = Column("slice", _("Slice"), _("The whole school, one stage, or one group of subjects."))
    counted = [*count_columns(sheet.rubric.n_levels), *_behind()]
    return [slice_column, *place_columns(), *counted, *_worked_out(sheet.components), rule_column()]


def _behind() -> list[Column]:
    return [
        Column("n_observations", _("Visits"), _("Visits with at least one of these ratings.")),
        Column("n_teachers", _("Teachers"), _("Teachers behind the ratings.")),
        Column("n_observers", _("Observers"), _("With one observer it may be the observer's eye.")),
    ]


def _worked_out(components: Components) -> list[Column]:
    icc = _("Visits / (1 + (m − 1) · %(icc)s), m = Σm² / Σm over teachers; %(icc)s is assumed.", icc=ASSUMED_ICC)
    phi = _(
        "Φ = %(school)s / (%(school)s + %(teacher)s / effective teachers + %(observer)s / effective observers + "
        "%(rest)s / visits). A mean stands from %(enough)s on.",
        enough=ENOUGH,
        **{name: getattr(components, name) for name in SHARES},
    )
    phi = " ".join([phi, *basis_words(components)])
    ends = [
        Column(f"{end}_{band}", f"{band} % {word}", _("An end of the interval of the mean."), 4)
        for band in BANDS
        for end, word in (("low", _("from")), ("high", _("to")))
    ]
    return [
        Column("effective_n", _("Effective visits"), icc, 6),
        Column("effective_teachers", _("Effective teachers"), _("1 / Σ share² of the visits."), 6),
        Column("effective_observers", _("Effective observers"), _("1 / Σ share² of the visits."), 6),
        Column("phi", _("Reliability"), phi, 6),
        Column("mean", _("Mean"), _("Empty where it cannot be said or not be computed."), 4),
        *ends,
        Column("lean_levels", _("Most stand at"), _("Levels that surely hold more than half of the ratings.")),
        Column("lean_n", _("Ratings there"), _("Ratings at these levels.")),
        Column("lean_low", _("Share from"), _("Wilson's 95 % interval of their share, by effective visits."), 4),
        Column("lean_high", _("Share to"), _("Wilson's 95 % interval of their share, by effective visits."), 4),
    ]


def _row(sheet: Sheet, cell: Cell, shown: Pattern, language: str, n_columns: int) -> list[Value]:
    titles, domains = sheet.rubric.titles, sheet.rubric.domains
    domain = next(code for code, inside in domains.items() if cell.code in (code, *inside))
    indicator = None if cell.code == domain else titles[cell.code][language]
    place = [slice_title(cell.slice, language), titles[domain][language], indicator, cell.code]
    if shown.withheld:
        return [*place, *[None] * (n_columns - len(place) - 1), why(shown.withheld)]
    counted = [*shown.counts, shown.n_not_observed, shown.n, shown.n_observations, shown.n_teachers, shown.n_observers]
    worth = [shown.effective_n, shown.effective_teachers, shown.effective_observers, shown.phi]
    return [*place, *counted, *worth, *_mean(shown), *_lean(shown), None]


def _mean(shown: Pattern) -> list[Value]:
    if not shown.estimate:
        return [None] * (1 + 2 * len(BANDS))
    return [shown.estimate.mean, *(end for band in BANDS for end in shown.estimate.bands[band])]


def _lean(shown: Pattern) -> list[Value]:
    if not shown.lean:
        return [None] * 4
    return [" ".join(map(str, shown.lean.levels)), shown.lean.n, *shown.lean.interval]
