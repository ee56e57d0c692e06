"""Rows that are drawn once: for equal figures, in one language, and not for ever."""

import pytest
from jinja2 import Environment

from observe.web import render


@pytest.fixture
def draws(monkeypatch) -> list[int]:
    """What the macro ``row`` was made of, each time that it was."""
    monkeypatch.setattr(render, "_drawn", type(render._drawn)())
    return []


@pytest.fixture
def row(draws):
    page = Environment(autoescape=True).from_string("{% macro row(n) %}<td>{{ draw(n) }}</td>{% endmacro %}")
    return page.make_module({"draw": lambda n: draws.append(n) or n}).row


def test_equal_figures_are_drawn_once(draws, row):
    assert [render.drawn("da", row, n) for n in (7, 8, 7)] == ["<td>7</td>", "<td>8</td>", "<td>7</td>"]
    assert draws == [7, 8]


def test_each_language_is_drawn_by_itself(draws, row):
    for language in ("da", "en"):
        render.drawn(language, row, 7)
    assert draws == [7, 7]


def test_the_oldest_is_forgotten(monkeypatch, draws, row):
    monkeypatch.setattr(render, "MOST_DRAWN", 2)
    for n in (1, 2, 3, 3, 1):
        render.drawn("da", row, n)
    assert draws == [1, 2, 3, 1]
