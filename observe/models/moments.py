"""Moments and days as text in a version's body; None for what no page could show."""

import re
from datetime import UTC, date, datetime

_is_moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)").fullmatch
_is_day = re.compile(r"\d{4}-\d\d-\d\d").fullmatch


def moment_or_none(text: object) -> datetime | None:
    """An aware UTC datetime from ISO 8601 with an offset; None if it is none, or is no day of any calendar."""
    if type(text) is not str or not _is_moment(text):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def clock_time_or_none(text: object) -> datetime | None:
    """The same, for the time beside a note: in the first and the last year some zone has no such time."""
    moment = moment_or_none(text)
    return moment if moment and 1 < moment.year < 9999 else None


def day_or_none(text: object) -> date | None:
    """A day of the calendar from 2026-12-08."""
    if type(text) is not str or not _is_day(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
