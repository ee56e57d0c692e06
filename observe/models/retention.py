"""How long things are kept."""

from datetime import date

LAST_DAY_OF_SCHOOL_YEAR = (7, 31)


def school_year_on(day: date) -> int:
    """The calendar year in which the school year of this day ends; it begins on 1 August."""
    ends_this_year = (day.month, day.day) <= LAST_DAY_OF_SCHOOL_YEAR
    return day.year + (0 if ends_this_year else 1)


def deletion_day(observed_on: date, keep_school_years: int) -> date:
    """The last day of the school year that lies this many after the one of ``observed_on``."""
    return date(school_year_on(observed_on) + keep_school_years, *LAST_DAY_OF_SCHOOL_YEAR)
