"""Dates, numbers and counts as people read them: Danish in Danish, in the municipality's time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, get_locale

from observe.aggregates.reliability import ENOUGH
from observe.web.glyphs import (
    bar_shapes,
    beside_shapes,
    in_levels,
    interval_shapes,
    run_shapes,
    spread_shapes,
    tile_shapes,
)

# One municipality, one zone; a country with several would take it from the viewer's municipality.
ZONE = ZoneInfo("Europe/Copenhagen")
LONG = {"da": "EEEE 'den' d. MMMM", "en": "EEEE d MMMM"}
SHORT = {"da": "d. MMM", "en": "d MMM"}
FULL = {"da": "d. MMMM y", "en": "d MMMM y"}
DECIMAL_SIGN = {"da": ",", "en": "."}
NO_BREAK = "\u00a0"
MINUS = "\u2212"
# Before and after a dash between two figures, so that no line breaks there.
WORD_JOINER = "\u2060"


def init_app(app: Flask) -> None:
    dates, numbers = (long_date, short_date, full_date, clock_time, week), (decimal, percent, of_school)
    named = (
        *dates,
        *numbers,
        bar_shapes,
        beside_shapes,
        interval_shapes,
        tile_shapes,
        run_shapes,
        spread_shapes,
        in_levels,
    )
    app.jinja_env.filters |= {rule.__name__: rule for rule in named}
    app.jinja_env.filters |= {"clock": clock_time, "capital_first": capital_first}


def local(moment: date | datetime) -> date | datetime:
    """A moment in the municipality's time; a day as it is."""
    return moment.astimezone(ZONE) if isinstance(moment, datetime) else moment


def long_date(moment: date | datetime) -> str:
    """tirsdag den 24. november"""
    return _dated(moment, LONG)


def short_date(moment: date | datetime) -> str:
    """24. nov."""
    return _dated(moment, SHORT)


def full_date(moment: date | datetime) -> str:
    """31. juli 2028"""
    return _dated(moment, FULL)


def clock_time(moment: datetime) -> str:
    """08:02, in every language."""
    return local(moment).strftime("%H:%M")


def week(moment: date | datetime) -> int:
    """ISO week number."""
    return local(moment).isocalendar().week


def decimal(value: float, digits: int = 1) -> str:
    """3,4 in Danish; below nought with the sign for minus, which no line breaks after."""
    # Babel would parse the pattern anew for each of the hundreds of figures of a page.
    return f"{value:.{digits}f}".replace(".", DECIMAL_SIGN[get_locale().language]).replace("-", MINUS)


def percent(share: float) -> str:
    """A share from 0 to 1 as whole per cent: 71 %."""
    return f"{round(share * 100)}{NO_BREAK}%"


def of_school(phi: float) -> str:
    """Φ as whole per cent. Below the half from which a number stands it is never 50 %: words beside it say less."""
    return percent(phi if phi >= ENOUGH else min(phi, ENOUGH - 0.01))


def capital_first(text: str) -> str:
    """As a line begins; Jinja's own ``capitalize`` would make November small."""
    return text[:1].upper() + text[1:]


def _dated(moment: date | datetime, patterns: dict[str, str]) -> str:
    day = local(moment)
    text = format_date(day.date() if isinstance(day, datetime) else day, patterns[get_locale().language], rebase=False)
    return text.replace(". ", f".{NO_BREAK}", 1)
