"""The files of the page across schools hold its cells, the same numbers and the same dashes, and nothing else."""

import csv
import io
import re
from html import unescape

import pytest
from pypdf import PdfReader

from observe import clock
from observe.cli.refresh import refresh
from tests import factories as make
from tests.cast import NAMES
from tests.releases_across import CODES, add_release, cell, past_term, schools_that_released
from tests.visitor import Visitor
from tests.web.school_year import today
from tests.web.test_release_files import assert_same_rows, pdf_text, xlsx_rows

PATH = "/administration/patterns"
KINDS = ("csv", "xlsx", "pdf")
COUNTED = ("n_level_1", "n_level_2", "n_level_3", "n_level_4", "n", "n_schools", "n_teachers")
PLACE = ("domain", "indicator", "code", "why")


@pytest.fixture
def term(store, cast):
    made = past_term(store, cast.municipality, today())
    store.commit()
    return made


@pytest.fixture
def released(store, cast, term):
    """``n`` schools, of which the last has no figure for the first indicator."""

    def released(n: int):
        schools = schools_that_released(store, cast.municipality, term, cast.pia, n - 1, clock.now())
        last = make.make_school(store, cast.municipality, "Den sidste")
        cells = [cell(code, (1, 12, 20, 7)) for code in CODES[1:]]
        add_release(store, last, term, cast.pia, cells, clock.now())
        store.commit()
        refresh(store, clock.now())
        return schools

    return released


def page_cells(visitor: Visitor) -> dict[str, tuple[str, ...] | None]:
    """{code: (counts by level, ratings, schools, teachers)} as the page draws them; None for a dash."""
    cells = {}
    for code, row in re.findall(r'<tr role="row" id="row-([^"]+)"(.*?)</tr>', unescape(visitor.get(PATH).text), re.S):
        levels = re.search(r'aria-label="Level 1: ([^"]+)"', row)
        if levels is None:
            cells[code] = None
            continue
        numbers = re.findall(r"<b>(\d+)</b>|(\d+) school|(\d+) teacher", row.split("patterns__n")[1].split("</td>")[0])
        counts = re.findall(r": (\d+)", f": {levels.group(1)}")[:4]
        cells[code] = (*counts, *("".join(each) for each in numbers))
    return cells


def csv_rows(visitor: Visitor) -> list[dict[str, str]]:
    text = visitor.get(f"{PATH}/figures.csv").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_only_the_administration_gets_a_file(sqlite_app, cast, released, name, kind):
    released(3)
    answer = Visitor(sqlite_app, cast.person(name)).get(f"{PATH}/figures.{kind}")
    assert answer.status_code == (200 if name == "ana" else 403)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_asked_to_sign_in_first(sqlite_app, cast, released, kind):
    released(3)
    assert Visitor(sqlite_app).get(f"{PATH}/figures.{kind}").status_code == 302


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [0, 2])
def test_where_the_page_has_no_table_there_is_no_file(sqlite_app, cast, term, released, n, kind):
    if n:
        released(n)
    ana = Visitor(sqlite_app, cast.ana)
    assert ana.get(f"{PATH}/figures.{kind}").status_code == 404
    assert "Take it along" not in ana.get(PATH).text


def test_figures_that_are_being_put_together_are_in_no_file(sqlite_app, store, cast, term):
    schools_that_released(store, cast.municipality, term, cast.pia, 3, clock.now())
    store.commit()
    assert Visitor(sqlite_app, cast.ana).get(f"{PATH}/figures.csv").status_code == 404


def test_a_term_that_was_not_released_is_in_no_file(sqlite_app, store, cast, released):
    released(3)
    other = make.make_term(store, cast.municipality, today(), today(), "Efteråret")
    store.commit()
    assert Visitor(sqlite_app, cast.ana).get(f"{PATH}/figures.csv?term={other.id}").status_code == 404


@pytest.mark.parametrize("n", [3, 7])
def test_csv_holds_the_cells_of_the_page(sqlite_app, cast, released, n):
    """With three schools the first indicator is one that only two of them have released."""
    released(n)
    ana = Visitor(sqlite_app, cast.ana)
    page, rows = page_cells(ana), csv_rows(ana)
    assert page[CODES[1]][4:] == (str(40 * n), str(n), str(8 * n))
    assert (page[CODES[0]] is None) == (n == 3)
    held = {row["code"]: tuple(row[name] for name in COUNTED if row[name]) if row["n"] else None for row in rows}
    assert held == page
    assert all(bool(row["why"]) != bool(row["n"]) for row in rows)


def test_a_withheld_row_has_nothing_but_its_place_and_its_rule(sqlite_app, cast, released):
    released(3)
    withheld = [row for row in csv_rows(Visitor(sqlite_app, cast.ana)) if row["why"]]
    assert [row["code"] for row in withheld] == [CODES[0]]
    assert not any(text for name, text in withheld[0].items() if name not in PLACE)


def test_files_are_no_finer_than_the_page(sqlite_app, cast, released):
    """With more decimals the ends of the middle half would be single schools."""
    schools = released(7)
    ana = Visitor(sqlite_app, cast.ana)
    rows = [row for row in csv_rows(ana) if row["spread"]]
    assert rows
    for row in rows:
        assert all(re.fullmatch(r"\d\.\d", row[name]) for name in ("mean", "middle_low", "middle_high"))
        stands = [int(each.split("×")[1]) for each in row["spread"].split()]
        assert sum(stands) + int(row["n_unsure"]) == int(row["n_schools"])
    for kind in KINDS:
        content = ana.get(f"{PATH}/figures.{kind}").data
        assert not [school for school in schools if school.name.encode() in content]


def test_where_the_page_draws_no_spread_the_file_has_no_mean(sqlite_app, cast, released):
    released(4)
    rows = csv_rows(Visitor(sqlite_app, cast.ana))
    assert any(row["n_schools"] for row in rows)
    assert not any(row[name] for row in rows for name in ("mean", "middle_low", "middle_high", "spread"))


def test_xlsx_holds_the_rows_of_the_csv_with_facts_and_codebook(sqlite_app, cast, released):
    released(7)
    ana = Visitor(sqlite_app, cast.ana)
    figures, facts, codebook = xlsx_rows(ana.get(f"{PATH}/figures.xlsx").data)
    rows = csv_rows(ana)
    assert_same_rows(figures, rows)
    assert ["Schools that have released it", "7 of 9"] in [[text for _letter, text in line] for line in facts]
    assert [line[1][1] for line in codebook] == list(rows[0])


def test_pdf_holds_the_counts_and_dashes_of_the_page_and_is_tagged(sqlite_app, cast, released):
    released(3)
    ana = Visitor(sqlite_app, cast.ana)
    content = ana.get(f"{PATH}/figures.pdf").data
    text, rows = pdf_text(content), csv_rows(ana)
    for row in (row for row in rows if row["n"] and row["indicator"]):
        levels = " ".join(row[f"n_level_{level}"] for level in range(1, 5))
        assert f"{levels} {row['n_not_observed']} {row['n']} · {row['n_schools']} · {row['n_teachers']}" in text
    assert text.count("– – – – – – –") == sum(not row["n"] for row in rows) == 1
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


def test_pdf_says_how_sure_and_each_reason_once(sqlite_app, cast, released):
    released(3)
    ana = Visitor(sqlite_app, cast.ana)
    text, rows = pdf_text(ana.get(f"{PATH}/figures.pdf").data), csv_rows(ana)
    assert "each drawn towards the mean of all as far as it has few visits" in text
    (reason,) = {row["why"] for row in rows if row["why"]}
    assert text.count(f"1 {reason}") == text.count(reason) == 1
    assert "– – – – – – – Not shown: reason 1" in text
