"""Calibration through the door: rating alone, the reference afterwards, one's own eye, and nobody else's."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from observe.data import shipped_cases
from observe.models.calibration import CaseAnswer
from observe.web.calibration.bank import bank_of
from tests import factories as make
from tests.visitor import Visitor

FRONT = "/leadership/calibration/"
CASES = {case["code"]: case for case in shipped_cases()[0]["cases"]}
FIRST = CASES["fractions"]


def rated(case: dict, **other: str) -> dict[str, str]:
    """The fields of the form as the reference has them, but for ``other``."""
    levels = {code: str(reference["level"]) for code, reference in case["references"].items()} | other
    return {f"rating-{code}": level for code, level in levels.items()}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture
def olga(sqlite_app, cast):
    return Visitor(sqlite_app, cast.olga)


def test_the_reference_is_on_no_page_before_one_has_rated(olga):
    reasons = [reference["why"]["en"] for reference in FIRST["references"].values()]
    page = olga.get(f"{FRONT}fractions").text
    assert not [reason for reason in reasons if reason in page]
    answer = olga.submit(f"{FRONT}fractions", **rated(FIRST))
    assert answer.status_code == 303
    page = olga.get(f"{FRONT}fractions").text
    assert all(reason in page for reason in reasons)
    assert "You read it as the reference does." in page


def test_a_missing_level_is_asked_for_and_the_others_stand(olga, store):
    fields = rated(FIRST, explain="4")
    del fields["rating-thinktime"]
    answer = olga.submit(f"{FRONT}fractions", **fields)
    assert answer.status_code == 422
    assert "1 level is still to be chosen." in answer.text
    assert re.search(r'name="rating-explain" value="4"[^>]* checked', answer.text)
    assert store.scalars(select(CaseAnswer)).all() == []


@pytest.mark.parametrize("level", ["5", "0", "x", ""])
def test_a_level_that_the_rubric_has_not_is_none(olga, store, level):
    assert olga.submit(f"{FRONT}fractions", **rated(FIRST, explain=level)).status_code == 422
    assert store.scalars(select(CaseAnswer)).all() == []


def test_the_first_answer_stands_and_that_is_said(olga, store):
    olga.submit(f"{FRONT}fractions", **rated(FIRST, explain="1"))
    olga.submit(f"{FRONT}fractions", **rated(FIRST))
    (kept,) = store.scalars(select(CaseAnswer)).all()
    assert kept.ratings["explain"] == 1
    assert "You had answered already" in olga.get(f"{FRONT}fractions").text


@pytest.mark.parametrize("name", ["tom", "mona", "ana"])
def test_who_does_not_observe_does_not_calibrate(sqlite_app, cast, name):
    visitor = Visitor(sqlite_app, cast.person(name))
    assert visitor.get(FRONT).status_code == 403
    assert visitor.submit(f"{FRONT}fractions", **rated(FIRST)).status_code == 403


def test_an_unknown_case_is_not_found(olga):
    assert olga.get(f"{FRONT}nothing").status_code == 404


def test_ones_eye_is_said_after_four_cases(olga):
    for code in list(CASES)[:3]:
        olga.submit(f"{FRONT}{code}", **rated(CASES[code]))
    assert "is said from 12 ratings on" in plain(olga.get(FRONT).text)
    for code in list(CASES)[3:9]:
        lower = {
            indicator: str(max(1, reference["level"] - 1)) if reference["level"] != "not_observed" else "not_observed"
            for indicator, reference in CASES[code]["references"].items()
        }
        olga.submit(f"{FRONT}{code}", **rated(CASES[code], **lower))
    assert "You rate stricter than the reference" in plain(olga.get(FRONT).text)


def one_level(code: str, level: str) -> dict[str, str]:
    return rated(CASES[code], **dict.fromkeys(CASES[code]["references"], level))


def test_what_one_side_did_not_see_is_no_rating_to_be_sure_from(olga):
    for code in list(CASES)[:4]:
        unseen = next(iter(CASES[code]["references"]))
        olga.submit(f"{FRONT}{code}", **rated(CASES[code], **{unseen: "not_observed"}))
    page = plain(olga.get(FRONT).text)
    assert "is said from 12 ratings on in which you and the reference both have a level" in page
    assert "so no certainty can be computed" not in page


def test_who_rates_as_the_reference_every_time_is_not_called_far_from_it(olga):
    for code in CASES:
        olga.submit(f"{FRONT}{code}", **rated(CASES[code]))
    assert "You have rated as the reference does every time" in plain(olga.get(FRONT).text)


def test_a_leaning_is_a_number_only_where_its_interval_says_so(sqlite_app, cast, olga):
    others = [Visitor(sqlite_app, cast.person(name)) for name in ("pia", "lena")]
    for number, code in enumerate(CASES):
        for visitor in (olga, *others):
            visitor.submit(f"{FRONT}{code}", **one_level(code, "2" if visitor is olga else "3"))
        said = plain(olga.get(FRONT).text)
        if not number:
            assert "Beside 2 others who rated the same, it cannot be told whether you are stricter or milder" in said
    found = re.search(r"about ([0-9.]+) of a level stricter, with 95 % certainty between (.*?) and ([0-9.]+)\. ", said)
    leaning, low, high = map(float, found.groups())
    assert 0 < low < leaning < high


def test_a_group_that_rates_all_at_one_level_has_enough_cases_and_no_alpha(sqlite_app, cast, olga):
    for name in ("olga", "pia", "lena"):
        Visitor(sqlite_app, cast.person(name)).submit(f"{FRONT}fractions", **one_level("fractions", "2"))
    assert "All ratings stand at one level." in said_of_the_school(olga)


def test_few_cases_of_a_group_are_a_first_hint_and_enough_of_them_a_result(sqlite_app, cast, olga):
    for number, code in enumerate(CASES, 1):
        for name in ("olga", "pia", "lena"):
            Visitor(sqlite_app, cast.person(name)).submit(f"{FRONT}{code}", **rated(CASES[code]))
        if number in (1, 9):
            assert "you rate alike (α = 1.00): a first hint, not a result." in said_of_the_school(olga)
    assert "You rate alike (α = 1.00): figures of your visits depend little" in said_of_the_school(olga)


def test_agreement_needs_three_leaders_and_names_nobody(sqlite_app, cast, olga):
    for name in ("olga", "pia"):
        Visitor(sqlite_app, cast.person(name)).submit(f"{FRONT}fractions", **rated(FIRST, explain="2"))
    assert "It takes three of the school" in plain(olga.get(FRONT).text)
    Visitor(sqlite_app, cast.lena).submit(f"{FRONT}fractions", **rated(FIRST, explain="4"))
    page = plain(olga.get(FRONT).text)
    assert "You are farthest apart on: Subject explanations" in page
    assert "3 observers" in page
    assert "Lena" not in page
    assert "Pia" not in page


def said_of_the_school(visitor) -> str:
    text = plain(visitor.get(FRONT).text)
    return text[text.index("How alike you rate") : text.index("All cases")]


def test_a_colleague_who_answers_between_two_looks_is_not_found_by_subtracting(sqlite_app, cast, store, olga):
    """Olga knows her own; what Pia alone has answered would be the rest."""
    for name in ("olga", "pia", "lena"):
        Visitor(sqlite_app, cast.person(name)).submit(f"{FRONT}fractions", **rated(FIRST))
    before, other = said_of_the_school(olga), next(code for code in CASES if code != "fractions")
    olga.submit(f"{FRONT}{other}", **rated(CASES[other]))
    Visitor(sqlite_app, cast.pia).submit(f"{FRONT}{other}", **rated(CASES[other]))
    assert said_of_the_school(olga) == before
    Visitor(sqlite_app, cast.lena).submit(f"{FRONT}{other}", **rated(CASES[other]))
    assert said_of_the_school(olga) != before


def test_beside_one_other_nobody_reads_that_ones_leaning_in_their_own(sqlite_app, cast, olga):
    olga.submit(f"{FRONT}fractions", **rated(FIRST))
    Visitor(sqlite_app, cast.liam).submit(f"{FRONT}fractions", **rated(FIRST, explain="1"))
    assert "it takes two others who have rated the same cases" in plain(olga.get(FRONT).text)
    Visitor(sqlite_app, cast.lena).submit(f"{FRONT}fractions", **rated(FIRST))
    assert "Beside 2 others" in plain(olga.get(FRONT).text)


def test_another_schools_answers_are_not_in_the_agreement(sqlite_app, cast, olga):
    for name in ("olga", "pia", "liam"):
        Visitor(sqlite_app, cast.person(name)).submit(f"{FRONT}fractions", **rated(FIRST))
    assert "It takes three of the school" in plain(olga.get(FRONT).text)


def test_the_case_of_the_week_changes_on_mondays_and_goes_round(sqlite_app, cast, store):
    bank = bank_of(store, cast.municipality.id)
    monday = date(2026, 11, 23)
    week = [bank.of_week(date.fromordinal(monday.toordinal() + day)).code for day in range(14)]
    assert len(set(week[:7])) == len(set(week[7:])) == 1
    assert week[0] != week[7]
    year = {bank.of_week(date.fromordinal(monday.toordinal() + 7 * n)).code for n in range(len(bank.cases))}
    assert len(year) == len(bank.cases)


def test_a_rubric_without_cases_says_so(sqlite_app, cast, store):
    cast.rubric.key = "another"
    store.merge(cast.rubric)
    store.commit()
    visitor = Visitor(sqlite_app, cast.olga)
    assert "There are no cases for your rubric yet." in plain(visitor.get(FRONT).text)
    assert visitor.get(f"{FRONT}fractions").status_code == 404


def test_answers_are_in_no_figure_of_the_school(olga, sqlite_app, cast, store):
    make.make_term(store, cast.municipality, date(2026, 8, 1), date(2027, 1, 31), "Efteråret 2026")
    store.commit()
    before = plain(olga.get("/leadership/patterns").text)
    olga.submit(f"{FRONT}fractions", **rated(FIRST))
    assert "Your answer is saved." in olga.get(FRONT).text
    assert plain(olga.get("/leadership/patterns").text) == before


def test_in_danish(sqlite_app, cast):
    assert "Fire minutter om ugen" in plain(Visitor(sqlite_app, cast.olga, "da").get(FRONT).text)
