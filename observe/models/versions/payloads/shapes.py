"""What the parts of a payload are made of: ids, texts, names, lists of codes; each asked with one call."""

import re

MOST_MINUTES = 1440
TITLE_LENGTH = 200
CODE_LENGTH = 64

_is_uuid = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}").fullmatch


def is_id(value: object) -> bool:
    return type(value) is str and bool(_is_uuid(value))


def is_text(value: object, length: int) -> bool:
    # PostgreSQL keeps no NUL in the columns that such text goes to.
    return value is None or (is_prose(value) and len(value) <= length and "\0" not in value)


def is_prose(value: object) -> bool:
    """Text of any length that a page can be written in: UTF-8 has no bytes for half a surrogate pair."""
    if type(value) is not str:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_named(value: object, name: str) -> bool:
    """``{"id": uuid or null, name: text}``, or nothing at all."""
    if value is None:
        return True
    return (
        type(value) is dict
        and (value.get("id") is None or is_id(value["id"]))
        and is_text(value.get(name, ""), TITLE_LENGTH)
    )


def is_person(value: object) -> bool:
    return value is not None and is_named(value, "name") and type(value.get("name")) is str


def is_codes(value: object) -> bool:
    return type(value) is list and all(type(code) is str for code in value)


def are_all(value: object, is_right) -> bool:
    return type(value) is list and all(map(is_right, value))


def is_whole(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most
