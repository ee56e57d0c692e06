"""When an observation is deleted."""

from datetime import date

import pytest

from observe.models.retention import deletion_day


@pytest.mark.parametrize(
    ("observed_on", "deleted_on"),
    [
        (date(2026, 8, 1), date(2029, 7, 31)),
        (date(2026, 11, 24), date(2029, 7, 31)),
        (date(2027, 7, 31), date(2029, 7, 31)),
        (date(2027, 8, 1), date(2030, 7, 31)),
    ],
)
def test_it_is_kept_two_school_years_beyond_its_own(observed_on, deleted_on):
    assert deletion_day(observed_on, 2) == deleted_on


def test_no_school_year_beyond_its_own_deletes_at_the_end_of_it():
    assert deletion_day(date(2026, 11, 24), 0) == date(2027, 7, 31)
