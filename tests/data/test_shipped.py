"""The shipped data: dated, complete in both languages, and of the shape that their readers expect."""

import pytest
import yaml

from observe import data

LISTS = (
    "subjects", "words/da", "words/en", "words/names", "cases/undervisning-og-laeringsmiljoe.1", "demo/roster",
    "demo/notes",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_data_say_from_when_they_are(name):
    assert data.shipped(name)["as_of"].year >= 2026


def test_subjects_have_codes_of_their_own_and_titles_in_both_languages():
    subjects = data.shipped("subjects")["subjects"]
    codes = [subject["code"] for subject in subjects]
    assert len(set(codes)) == len(codes)
    groups = {group["code"] for group in data.shipped("subjects")["groups"]}
    for subject in subjects:
        assert subject["title"].keys() == {"da", "en"}
        assert subject["group"] in groups
        assert subject["grades"] == sorted(set(subject["grades"]) & set(range(11)))


def test_no_word_means_two_subjects():
    words = [word for subject in data.shipped("subjects")["subjects"] for word in subject["words"]]
    assert len(set(words)) == len(words)
    assert all(word == word.casefold() for word in words)


def test_every_grade_lies_in_one_stage():
    grades = [grade for stage in data.shipped("subjects")["stages"] for grade in stage["grades"]]
    assert sorted(grades) == list(range(11))


@pytest.mark.parametrize("language", ["da", "en"])
def test_words_are_asked_about_once_and_in_small_letters(language):
    words = data.words()[language]
    asked = words["judgement"] + words["generalisation"]
    assert len(set(asked)) == len(asked)
    assert all(word == word.lower().strip() for word in asked)
    assert all(name[0].isupper() for name in words["names"])


@pytest.mark.parametrize("language", ["da", "en"])
def test_words_of_the_rubric_are_not_asked_about(language):
    """Whoever writes with the words of the descriptors is not corrected."""
    quantities = yaml.safe_load(data.shipped_rubrics()[0].read_bytes())["quantities"]
    assert not {quantity[language] for quantity in quantities} & set(data.words()[language]["generalisation"])


def test_notice_says_the_same_in_both_languages():
    danish, english = (data.notice_draft()[language].split("\n\n") for language in ("da", "en"))
    assert len(danish) == len(english)
    assert [part.count("[") for part in danish] == [part.count("[") for part in english]


@pytest.mark.parametrize("bank", data.shipped_cases(), ids=lambda bank: bank["rubric"]["key"])
def test_cases_fit_their_rubric_in_both_languages(bank):
    named = bank["rubric"]
    (rubric,) = [
        read
        for read in (yaml.safe_load(file.read_bytes()) for file in data.shipped_rubrics())
        if (read["key"], read["version"]) == (named["key"], named["version"])
    ]
    indicators = {each["code"] for domain in rubric["domains"] for each in domain["indicators"]}
    rated = [code for case in bank["cases"] for code in case["references"]]
    assert len(bank["cases"]) >= 12
    assert len({case["code"] for case in bank["cases"]}) == len(bank["cases"])
    assert set(rated) == indicators
    texts = [text for case in bank["cases"] for text in (case["title"], case["setting"], *case["notes"])]
    references = [reference for case in bank["cases"] for reference in case["references"].values()]
    assert all(text["da"] and text["en"] for text in [*texts, *(reference["why"] for reference in references)])
    assert {reference["level"] for reference in references} == {*rubric["levels"], "not_observed"}
    for case in bank["cases"]:
        minutes = [note["minute"] for note in case["notes"]]
        assert minutes == sorted(minutes)
        assert {note["kind"] for note in case["notes"]} <= {"saw", "heard", "counted"}
