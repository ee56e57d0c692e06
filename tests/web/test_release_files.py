"""The files of a release hold the cells of its page, the same numbers and the same dashes, and nothing else."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from tests.visitor import Visitor
from tests.web.school_year import fill, visit
from tests.web.test_releases import made, make_it, open_to

DOCS = Path(__file__).parents[2] / "docs" / "measurement.md"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HABITS = {"da": (";", ","), "en": (",", ".")}


@pytest.fixture
def release(app, store, year):
    """With shown and withheld cells: "calm" was rated with one teacher alone."""
    fill(store, year, 110, 21)
    visit(store, year, year.cast.tom, 110, ratings={"calm": {"level": 1}})
    store.commit()
    make_it(app, year)
    return made(store)


def page_cells(visitor: Visitor, release, slice_: str) -> dict[str, tuple[str, ...] | None]:
    """{code: (counts by level, visits, teachers, observers)} as the page draws them; None for a dash with its rule.

    A visit rates an indicator once: only at a domain does the page say in how many visits.
    """
    text = unescape(visitor.get(f"/releases/{release.id}?slice={slice_}").text)
    cells = {}
    for code, row in re.findall(r'<tr role="row" id="row-([^"]+)"(.*?)</tr>', text, re.S):
        if "Why can I not see this?" in row or "Nobody has rated it." in row:
            cells[code] = None
            continue
        levels = re.search(r'aria-label="Level 1: ([^"]+)"', row)
        counts = re.findall(r": (\d+)", f": {levels.group(1)}") if levels else []
        n_visits = re.findall(r"in (\d+) visit", row) if "patterns__domain" in row else [str(sum(map(int, counts[:4])))]
        numbers = re.findall(r"(\d+) teacher|(\d+) observer", row)
        cells[code] = (*counts[:4], *n_visits, *("".join(each) for each in numbers))
    return cells


def csv_rows(visitor: Visitor, release, language: str = "en") -> list[dict[str, str]]:
    text = visitor.get(f"/releases/{release.id}/figures.csv").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=HABITS[language][0]))


def file_cells(rows: list[dict[str, str]], title: str) -> dict[str, tuple[str, ...] | None]:
    named = ("n_level_1", "n_level_2", "n_level_3", "n_level_4", "n_observations", "n_teachers", "n_observers")
    return {
        row["code"]: tuple(row[name] for name in named) if row["n"] else None for row in rows if row["slice"] == title
    }


def xlsx_rows(content: bytes) -> list[list[list[str]]]:
    """[sheet][row][cell] as text, read without the library that wrote it."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = ["".join(part.itertext()) for part in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        found = []
        for number in (1, 2, 3):
            tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            found.append([[_cell(cell, strings) for cell in row] for row in tree.iter(f"{SHEET}row")])
    return found


def _cell(cell: ElementTree.Element, strings: list[str]) -> tuple[str, str]:
    value = cell.find(f"{SHEET}v")
    text = "" if value is None else strings[int(value.text)] if cell.get("t") == "s" else value.text
    return re.sub(r"\d", "", cell.get("r")), text


@pytest.mark.parametrize("name", ["lena", "mona"])
def test_csv_holds_the_cells_of_the_page(app, year, release, name):
    visitor = Visitor(app, year.cast.person(name))
    page, rows = page_cells(visitor, release, "all"), csv_rows(visitor, release)
    assert page["voices"] == ("0", "11", "10", "0", "21", "7", "2")
    assert page["calm"] is None
    assert file_cells(rows, "The whole school") == page
    assert all(bool(row["why"]) != bool(row["n"]) for row in rows)


def test_a_withheld_row_has_nothing_but_its_place_and_its_rule(app, year, release):
    for row in csv_rows(Visitor(app, year.cast.lena), release):
        if row["why"]:
            assert not any(
                text for name, text in row.items() if name not in ("slice", "domain", "indicator", "code", "why")
            )


def test_csv_in_danish_is_what_excel_expects_in_danish(app, year, release):
    danish, english = (Visitor(app, year.cast.lena, language) for language in ("da", "en"))
    raw = danish.get(f"/releases/{release.id}/figures.csv").data
    assert raw.startswith(b"\xef\xbb\xbfslice;domain;indicator;code;")
    da, en = (
        next(row for row in csv_rows(visitor, release, language) if row["code"] == "voices" and row["n"])
        for visitor, language in ((danish, "da"), (english, "en"))
    )
    assert da["effective_n"].replace(",", ".") == en["effective_n"]
    assert "," in da["effective_n"]


def test_xlsx_holds_the_rows_of_the_csv_with_facts_and_codebook(app, year, release):
    visitor = Visitor(app, year.cast.lena)
    figures, facts, codebook = xlsx_rows(visitor.get(f"/releases/{release.id}/figures.xlsx").data)
    rows = csv_rows(visitor, release)
    assert len(figures) == len(rows) + 1
    assert_same_rows(figures, rows)
    assert ["School", "Sofiendalskolen"] in [[text for _letter, text in line] for line in facts]
    assert [line[1][1] for line in codebook] == list(rows[0])


def assert_same_rows(figures: list[list[tuple[str, str]]], rows: list[dict[str, str]]) -> None:
    """A sheet, its titles first, and the lines of a csv; a cell of no text is left out of a sheet."""
    columns = [letter for letter, _title in figures[0]]
    for row, cells in zip(rows, figures[1:], strict=True):
        held = {letter: text for letter, text in cells if text}
        expected = {letter: text for letter, text in zip(columns, row.values(), strict=True) if text}
        assert held.keys() == expected.keys()
        assert all(same(held[letter], expected[letter]) for letter in held)


def same(text: str, other: str) -> bool:
    try:
        return abs(float(text) - float(other)) < 1e-4
    except ValueError:
        return text == other


def pdf_text(content: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def test_pdf_holds_the_counts_and_dashes_of_the_page_and_is_tagged(app, year, release):
    visitor = Visitor(app, year.cast.lena)
    content = visitor.get(f"/releases/{release.id}/figures.pdf").data
    text, rows = pdf_text(content), csv_rows(visitor, release)
    for row in (row for row in rows if row["n"]):
        levels = " ".join(row[f"n_level_{level}"] for level in range(1, 5))
        rests = " · ".join(row[name] for name in ("n", "n_observations", "n_teachers", "n_observers"))
        assert f"{levels} {row['n_not_observed']} {rests}" in text
    drawn = {row["slice"] for row in rows if row["n"]}
    assert text.count("– – – – – – –") == sum(not row["n"] for row in rows if row["slice"] in drawn)
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


def test_pdf_says_how_sure_and_each_reason_once(app, year, release):
    visitor = Visitor(app, year.cast.lena)
    text, rows = pdf_text(visitor.get(f"/releases/{release.id}/figures.pdf").data), csv_rows(visitor, release)
    assert "How sure this is rests on assumptions so far, and not on the municipality's own visits." in text
    unrated = "Nobody has rated it in the observations that are counted here."
    reasons = list(dict.fromkeys(row["why"] for row in rows if row["why"] not in ("", unrated)))
    assert len(reasons) > 1
    for number, reason in enumerate(reasons, 1):
        assert text.count(f"{number} {reason}") == text.count(reason) == 1
    calm = next(row for row in rows if row["code"] == "calm")
    assert f"{calm['indicator']} – – – – – – – Not shown: reason {reasons.index(calm['why']) + 1}" in text


def test_a_slice_without_any_figure_is_a_sentence_in_the_pdf(app, year, release):
    visitor = Visitor(app, year.cast.lena)
    text, rows = pdf_text(visitor.get(f"/releases/{release.id}/figures.pdf").data), csv_rows(visitor, release)
    bare = {row["slice"] for row in rows} - {row["slice"] for row in rows if row["n"]}
    assert bare
    for title in bare:
        assert re.search(rf": {re.escape(title)} No figure can be shown here: reasons? \d", text)


def test_pdf_is_set_in_the_typeface_of_the_pages(app, year, release):
    content = Visitor(app, year.cast.lena, "da").get(f"/releases/{release.id}/figures.pdf").data
    pages = PdfReader(io.BytesIO(content)).pages
    names = {font["/BaseFont"] for page in pages for font in page["/Resources"]["/Font"].values()}
    assert names
    assert all("+Observe" in name for name in names)


def test_outside_of_the_school_the_files_hold_what_the_page_there_shows(app, store, year):
    fill(store, year, 110, 21, observers=("pia",))
    make_it(app, year)
    release = made(store)
    open_to(app, year, release, "administration")
    rows = {name: csv_rows(Visitor(app, year.cast.person(name)), release) for name in ("lena", "ana", "mona")}
    assert any(row["n"] for row in rows["lena"])
    for name in ("ana", "mona"):
        assert not any(row["n"] for row in rows[name])


def test_the_working_view_has_no_file(app, year):
    addresses = {rule.rule for rule in app.url_map.iter_rules()}
    files = {each for each in addresses if each.endswith((".csv", ".xlsx", ".pdf"))}
    places = ("/releases/<uuid:release_id>", "/administration/patterns")
    assert files == {f"{place}/figures.{kind}" for place in places for kind in ("csv", "xlsx", "pdf")}


def test_the_script_of_the_docs_works_out_three_shown_figures(app, store, year, tmp_path):
    teachers = [*year.teachers, year.cast.tom, year.cast.tara]
    for number in range(54):
        level = 2 if number % 9 == 0 else 3
        teacher, observer = teachers[number % 9], ("olga", "pia", "lena")[number % 3 - number // 27]
        visit(store, year, teacher, 110 + number, observer, ratings={"voices": {"level": level}})
    store.commit()
    make_it(app, year)
    script = re.search(r"## By hand from exported data.*?```python\n(.*?)```", DOCS.read_text(), re.S).group(1)
    file = tmp_path / "figures.csv"
    for language in ("da", "en"):
        visitor = Visitor(app, year.cast.lena, language)
        file.write_bytes(visitor.get(f"/releases/{made(store).id}/figures.csv").data)
        command = [sys.executable, "-c", script, str(file)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        assert [line.split()[0] for line in said] == ["mean", "share", "phi"]
        for line in said:
            ours, shown = line.split(" ", 1)[1].split(" shown ")
            expected = [float(each) for each in shown.split()]
            assert [float(each) for each in ours.split()] == pytest.approx(expected, abs=2e-4)
