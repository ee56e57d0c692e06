"""A roster's words for subject and grade, in the codes of ``observe/data/subjects.yaml``."""

import re
from collections.abc import Iterable
from functools import cache

from observe.data import shipped

PRESCHOOL_GRADES = ("kg", "0k", "bh", "bhkl")
LEADING_GRADE = re.compile(r"(\d{1,2})(?!\d)")
HIGHEST_GRADE = 10


def subject_of(named: Iterable[str], titles: Iterable[str]) -> str | None:
    """The subject that a word names exactly, else the longest subject title inside one of the titles, else None."""
    for word in named:
        if code := _codes_by_word().get(word.strip().casefold()):
            return code
    for title in titles:
        inside = [word for word in _codes_by_title() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", title.casefold())]
        if inside:
            return _codes_by_title()[max(inside, key=len)]
    return None


def grade_level_of(named: Iterable[str]) -> int | None:
    """0 to 10: the first word that is a grade (``04``, ``KG``) or begins with one, as the title ``4.b dansk`` does."""
    for grade in named:
        word = grade.strip().casefold()
        if word in PRESCHOOL_GRADES:
            return 0
        found = LEADING_GRADE.match(word)
        if found and int(found[1]) <= HIGHEST_GRADE:
            return int(found[1])
    return None


@cache
def _codes_by_title() -> dict[str, str]:
    subjects = shipped("subjects")["subjects"]
    return {title.casefold(): s["code"] for s in subjects for title in s["title"].values() if s["code"] != "other"}


@cache
def _codes_by_word() -> dict[str, str]:
    subjects = shipped("subjects")["subjects"]
    return {**_codes_by_title(), **{word: s["code"] for s in subjects for word in (s["code"], *s["words"])}}
