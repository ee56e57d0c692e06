"""Attackers of releases: they collect every number that the doors give them, and add and subtract what they can.

Written apart from the code they try: what is counted where follows from the visits themselves, and ranks are taken over
a prime field, so that nothing is lost to rounding.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from html import unescape
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
from pypdf import PdfReader

from observe.data import shipped
from tests.visitor import Visitor

PRIME = 2_147_483_629
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PLACES = ("slice", "domain", "indicator", "code")
ALL = ("all", "")
SUBJECTS = shipped("subjects")
GROUP_OF = {subject["code"]: subject["group"] for subject in SUBJECTS["subjects"]}
STAGE_OF = {grade: stage["code"] for stage in SUBJECTS["stages"] for grade in stage["grades"]}
TITLES = {"The whole school": ALL} | {
    each["title"]["en"]: (kind, each["code"]) for kind in ("stage", "group") for each in SUBJECTS[f"{kind}s"]
}
NOT_RATED, NOT_OBSERVED = 0, 255


class Lesson(NamedTuple):
    """One visit as whoever was at the school knows it; ``levels`` are those of the indicators that are rated at all."""

    teacher: str
    observer: str
    subject: str
    grade_level: int | None
    levels: tuple[int, ...]


Cell = tuple[tuple[str, str], str]
"""(slice, code of a domain or an indicator)"""
Mark = tuple[str, str, int, str]
"""(teacher, observer, which lesson, indicator): what a count counts."""


def slices_of(lesson: Lesson) -> set[tuple[str, str]]:
    found = {ALL, ("group", GROUP_OF[lesson.subject])}
    return found | ({("stage", STAGE_OF[lesson.grade_level])} if lesson.grade_level is not None else set())


def cells_with(lessons: Mapping[int, Lesson], codes: Iterable[str]) -> set[Cell]:
    return {(part, code) for lesson in lessons.values() for part in slices_of(lesson) for code in codes}


def marks_of(
    cells: Iterable[Cell],
    lessons: Mapping[int, Lesson],
    indicators: Mapping[str, Sequence[str]],
    is_counted: Callable[[int], bool],
) -> list[set[Mark]]:
    """For each cell the marks that its number counts; ``indicators`` are those of each code, all of them in order.

    ``lessons`` are named by a number that they have in every term that they lie in.
    """
    codes = max(indicators.values(), key=len)
    return [
        {
            (lesson.teacher, lesson.observer, number, code)
            for number, lesson in lessons.items()
            if part in slices_of(lesson)
            for code, level in zip(codes, lesson.levels, strict=True)
            if code in indicators[name] and is_counted(level)
        }
        for part, name in cells
    ]


def ways_of_counting() -> tuple:
    """Ratings; and ratings with what was expressly not observed, whose number is shown beside them."""
    return (lambda level: level not in (NOT_RATED, NOT_OBSERVED), lambda level: level != NOT_RATED)


def pinned(equations: Sequence[Collection[Mark]], reader: str | None, who: int, most: int) -> frozenset[str] | None:
    """A group of at most ``most`` persons of whom some combination of the numbers speaks alone; None if there is none.

    What the reader was in, as teacher or observer, they know and take away. ``who`` is the place in a mark: 0 for
    teachers, 1 for observers.
    """
    unknown = sorted({mark for marks in equations for mark in marks if reader not in mark[:2]})
    if not unknown:
        return None
    matrix = np.array([[mark in marks for mark in unknown] for marks in equations], dtype=np.int64)
    all_of_it, persons = rank(matrix), np.array([mark[who] for mark in unknown])
    names = sorted(set(persons))
    for group in combinations(names, min(most, len(names))):
        if rank(matrix[:, ~np.isin(persons, group)]) < all_of_it:
            return frozenset(group)
    return None


def rank(matrix: np.ndarray) -> int:
    """Over the integers modulo a prime."""
    rows, found = np.unique(matrix, axis=0).copy() if matrix.size else matrix.copy(), 0
    for column in range(rows.shape[1]):
        below = np.flatnonzero(rows[found:, column]) + found
        if not below.size:
            continue
        rows[[found, below[0]]] = rows[[below[0], found]]
        rows[found] = rows[found] * pow(int(rows[found, column]), -1, PRIME) % PRIME
        rows[found + 1 :] = (rows[found + 1 :] - rows[found + 1 :, column : column + 1] * rows[found]) % PRIME
        found += 1
        if found == len(rows):
            break
    return found


class Loot(NamedTuple):
    """What one reader got of one release: cells of which any number was given, and those that are shown with all."""

    given: frozenset[Cell]
    counts: dict[Cell, tuple[int, ...]]
    """{cell: ratings per level and then not observed} as the CSV has them."""


def collect(visitor: Visitor, path: str, has_paper: bool) -> Loot:
    """From the page in every slice and from its files, of which the PDF is slow to read. ``path`` is the release's."""
    page = visitor.get(path)
    assert page.status_code == 200, (path, page.status)
    slices = {ALL: page.text}
    for key in set(re.findall(r"slice=([a-z]+-[a-z_]+)", page.text)):
        slices[tuple(key.split("-", 1))] = visitor.get(f"{path}?slice={key}").text
    given = {(part, code) for part, text in slices.items() for code in _given_on(text)}
    rows = rows_of(visitor.get(f"{path}/figures.csv").data)
    given |= {(TITLES[row["slice"]], row["code"]) for row in rows if _has_figure(row)}
    given |= _in_xlsx(visitor.get(f"{path}/figures.xlsx").data, rows)
    counts = {(TITLES[row["slice"]], row["code"]): _counts(row) for row in rows if row["n"]}
    if has_paper:
        _check_pdf(visitor.get(f"{path}/figures.pdf").data, rows)
    return Loot(frozenset(given), counts)


def _given_on(text: str) -> set[str]:
    """Codes of rows that hold a digit outside of the sentence that says why not, or that a list above speaks of."""
    rows = dict(re.findall(r'<tr role="row" id="row-([^"]+)"(.*?)</tr>', text, re.S))
    given = {code for code, row in rows.items() if re.search(r"\d", _said(row))}
    lists = " ".join(re.findall(r'<ul class="said-list[^>]*>(.*?)</ul>', text, re.S))
    titles = {code: re.search(r'role="rowheader">([^<]*)<', row).group(1) for code, row in rows.items()}
    return given | {code for code, title in titles.items() if re.search(rf"<b>{re.escape(title)}\.</b>", lists)}


def _said(row: str) -> str:
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', row))
    return labels + re.sub(r"<[^>]+>", " ", re.sub(r"<details.*?</details>", " ", row, flags=re.S))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def _has_figure(row: Mapping[str, str]) -> bool:
    return any(text for name, text in row.items() if name not in (*PLACES, "why"))


def _counts(row: Mapping[str, str]) -> tuple[int, ...]:
    levels = [name for name in row if name.startswith("n_level_")]
    return tuple(int(row[name]) for name in (*levels, "n_not_observed"))


def _in_xlsx(content: bytes, rows: Sequence[Mapping[str, str]]) -> set[Cell]:
    """Cells with a figure on the first sheet, whose rows and columns are those of the CSV."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    head, *lines = [
        {re.sub(r"\d", "", cell.get("r")) for cell in line if cell.find(f"{SHEET}v") is not None}
        for line in sheet.iter(f"{SHEET}row")
    ]
    letters = sorted(head, key=lambda letter: (len(letter), letter))
    figures = {letter for letter, name in zip(letters, rows[0], strict=True) if name not in (*PLACES, "why")}
    pairs = zip(rows, lines, strict=True)
    return {(TITLES[row["slice"]], row["code"]) for row, held in pairs if held & figures}


def _check_pdf(content: bytes, rows: Sequence[Mapping[str, str]]) -> None:
    """It holds the numbers of the CSV's rows and a dash for each of the others, no more."""
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))
    named = ("n", "n_observations", "n_teachers", "n_observers")
    expected = sorted(" · ".join(row[name] for name in named) for row in rows if row["n"])
    assert sorted(unescape(each) for each in re.findall(r"\d+ · \d+ · \d+ · \d+", text)) == expected
