"""How long things are kept."""

from datetime import date

LAST_DAY_OF_SCHOOL_YEAR = (7, 31)


def deletion_day(observed_on: date, keep_school_years: int) -> date:
    """The last day of the school year that lies this many after the one of ``observed_on``."""
    ends_this_year = (observed_on.month, observed_on.day) <= LAST_DAY_OF_SCHOOL_YEAR
    year = observed_on.year + (0 if ends_this_year else 1)
    return date(year + keep_school_years, *LAST_DAY_OF_SCHOOL_YEAR)
