"""Columns that every file of figures has, in the same words. The codes stand in ``docs/measurement.md``."""

from flask_babel import gettext as _

from observe.exchange.spreadsheet import Column


def place_columns() -> list[Column]:
    return [
        Column("domain", _("Domain"), _("A row with a domain alone adds up its indicators.")),
        Column("indicator", _("Indicator"), _("Empty in the row of a domain.")),
        Column("code", _("Code"), _("Of the domain or the indicator in the rubric.")),
    ]


def count_columns(n_levels: int) -> list[Column]:
    levels = [
        Column(f"n_level_{level}", _("Level %(level)s", level=level), _("Ratings at this level."))
        for level in range(1, n_levels + 1)
    ]
    return [
        *levels,
        Column("n_not_observed", _("Not seen"), _("No occasion to see it; in no share and no mean.")),
        Column("n", _("Ratings"), _("All levels together.")),
    ]


def rule_column() -> Column:
    return Column("why", _("Why not"), _("The rule that decided."))
