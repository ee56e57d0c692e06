"""What a value of one OneRoster row must be: there, of the right kind, short enough, one of its choices."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from flask_babel import lazy_gettext as _l

from observe.exchange.faults import Sentence
from observe.exchange.oneroster.layouts import STATUS, Layout

# As long as the columns that keep them.
MAX_CHARACTERS_ID = 255
MAX_CHARACTERS_OF = {"email": 320, "identifier": 32}
MAX_CHARACTERS = 200
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")

Found = tuple[str, str, Sentence]
"""(column, code, sentence)."""


def faults_of(values: Mapping[str, str], layout: Layout, is_delta: bool) -> Iterator[Found]:
    """Everything that is wrong in a row, its values stripped and without the columns that are never kept."""
    for column in layout.required:
        if not values.get(column):
            yield column, "missing_value", _l("A value is missing.")
    for column, text in values.items():
        yield from _faults_of_text(column, text)
    for column in layout.dates:
        if not is_day(values.get(column, "")):
            yield column, "wrong_date", _l("A date is written YYYY-MM-DD, as 2026-08-01.")
    for column, choices in layout.choices.items():
        if values.get(column) and values[column] not in choices:
            yield column, "unknown_value", _l("Expected: %(choices)s.", choices=", ".join(choices))
    yield from _faults_of_status(values, is_delta)


def is_day(text: str) -> bool:
    """Whether it is empty or a day of the calendar, written as OneRoster wants it."""
    if not text:
        return True
    try:
        return bool(ISO_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _faults_of_text(column: str, text: str) -> Iterator[Found]:
    # Lists of ids have no length of their own; each id was measured where it is defined.
    if not column.endswith("SourcedIds") and len(text) > (most := _most_characters(column)):
        yield column, "too_long", _l("The value is longer than %(n)s characters.", n=most)
    if CONTROL.search(text):
        yield column, "control", _l("The value holds a line break or a control character.")


def _most_characters(column: str) -> int:
    if column.lower().endswith("sourcedid"):
        return MAX_CHARACTERS_ID
    return MAX_CHARACTERS_OF.get(column, MAX_CHARACTERS)


def _faults_of_status(values: Mapping[str, str], is_delta: bool) -> Iterator[Found]:
    status = values.get("status", "")
    if is_delta and not (status in STATUS and values.get("dateLastModified")):
        sentence = _l("In a delta file status is active or tobedeleted, and dateLastModified is set.")
        yield "status", "status", sentence
    elif status and status not in STATUS:
        yield "status", "unknown_value", _l("Expected: %(choices)s.", choices=", ".join(STATUS))
