"""Tables of figures as PDF: set by Typst, tagged (PDF/UA-1): a screen reader finds headings, tables and heads."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

TEMPLATE = Path(__file__).with_name("figures.typ")


@dataclass(frozen=True)
class Part:
    """A table with its title; ``rows`` are (is a domain, texts as long as the heads)."""

    title: str
    rows: Sequence[tuple[bool, Sequence[str]]]


@dataclass(frozen=True)
class Paper:
    """``heads``: a title, narrow ones, two wider ones, words. ``facts``: (what, value) pairs about all of it."""

    title: str
    author: str
    language: str
    facts: Sequence[tuple[str, str]]
    heads: Sequence[str]
    parts: Sequence[Part]
    note: str


def pdf_of(paper: Paper) -> bytes:
    """The bytes of the file. The texts go in as JSON: nothing in them is read as markup."""
    from typst import compile

    given = {"paper": json.dumps(asdict(paper), ensure_ascii=False)}
    return compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs=given, pdf_standards="ua-1")
