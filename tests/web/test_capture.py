"""The notebook's shell through the door: the same for everybody, nothing personal, every screen, both languages."""

import json
import re
from pathlib import Path

import pytest

from observe.config import ROOT
from tests.visitor import Visitor

SCRIPTS = ROOT / "static" / "js" / "capture"
TEMPLATE = re.compile(r'<template id="t-([\w-]+)">')
CLONED = re.compile(r"clone\('([\w-]+)'\)")
SAID = re.compile(r"say\('(\w+)'")
WORDS = re.compile(r'<script type="application/json" id="words">(.*?)</script>', re.DOTALL)


def scripts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(SCRIPTS).glob("*.js")))


@pytest.fixture
def page(sqlite_app) -> str:
    return Visitor(sqlite_app).get("/capture").text


def test_shell_is_the_same_for_everybody(sqlite_app, cast):
    """Whoever asks, in whatever language their browser is: the address decides."""
    asking = [Visitor(sqlite_app), Visitor(sqlite_app, cast.olga), Visitor(sqlite_app, cast.tom, language="da")]
    for path in ("/capture", "/capture/en"):
        answers = [visitor.get(path) for visitor in asking]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert len({answer.data for answer in answers}) == 1


def test_shell_holds_no_name_token_or_cookie(sqlite_app, cast):
    answer = Visitor(sqlite_app, cast.olga).get("/capture")
    assert cast.olga.given_name not in answer.text
    assert "csrf" not in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"


def test_shell_speaks_the_language_of_its_address(sqlite_app):
    danish, english = (Visitor(sqlite_app, language="en").get(path).text for path in ("/capture", "/capture/en"))
    assert '<html lang="da">' in danish
    assert "Ny observation" in danish
    assert '<html lang="en">' in english
    assert "New observation" in english
    assert json.loads(WORDS.search(danish).group(1))["saved"] == "Gemt på tabletten"
    assert json.loads(WORDS.search(english).group(1))["saved"] == "Saved on the tablet"


def test_every_piece_that_a_script_clones_is_there(page):
    assert set(CLONED.findall(scripts())) <= set(TEMPLATE.findall(page))


def test_every_sentence_that_a_script_says_is_there(page):
    words = json.loads(WORDS.search(page).group(1))
    assert set(SAID.findall(scripts())) <= set(words)


def test_every_problem_of_the_store_has_its_sentence_and_what_to_do(page):
    words = json.loads(WORDS.search(page).group(1))
    listed = (ROOT / "static/js/offline/store/problems.js").read_text(encoding="utf-8")
    codes = re.findall(r"^ \* (\w+): ", listed, re.MULTILINE)
    assert len(codes) >= 9
    for code in codes:
        assert {f"trouble_{code}", f"trouble_{code}_do"} <= set(words)


def test_every_sentence_is_in_danish(sqlite_app):
    """A sentence that reads alike in both languages was not translated, but for names and units."""
    danish, english = (
        json.loads(WORDS.search(Visitor(sqlite_app).get(path).text).group(1)) for path in ("/capture", "/capture/en")
    )
    alike = {name for name, said in danish.items() if said == english[name]}
    assert alike == {"practice_section", "mb", "tally_text"}


def test_shell_is_not_sent_again_to_who_has_it(sqlite_app):
    visitor = Visitor(sqlite_app)
    tag = visitor.get("/capture").headers["ETag"]
    again = visitor.client.get("/capture", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_shell_is_zipped_for_who_takes_it(sqlite_app):
    client = sqlite_app.test_client()
    zipped = client.get("/capture", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert len(zipped.data) < len(client.get("/capture").data) / 3
    assert "Accept-Encoding" in zipped.headers["Vary"]


def test_no_style_or_script_stands_inside_the_shell(page):
    """The policy refuses them: only the words, which are data, stand in a script element."""
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", page)
    assert not re.search(r"\son\w+=", page)
