"""Tables of figures as PDF: set by Typst, tagged (PDF/UA-1): a screen reader finds headings, tables and heads."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from observe.config import ROOT

TEMPLATE = Path(__file__).with_name("figures.typ")
# The typeface of the pages, which the build leaves beside them.
TYPEFACE = ROOT / "static" / "dist" / "paper"


@dataclass(frozen=True)
class Part:
    """A table with its title; ``rows`` are (is a domain, texts as long as the heads). Without rows a sentence."""

    title: str
    rows: Sequence[tuple[bool, Sequence[str]]]
    sentence: str = ""


@dataclass(frozen=True)
class Notes:
    """Paragraphs under a title; numbered where the tables refer to them."""

    title: str
    paragraphs: Sequence[str]
    is_numbered: bool = False


@dataclass(frozen=True)
class Paper:
    """``heads``: a title, narrow ones, two wider ones, words. ``facts``: (what, value) pairs about all of it."""

    title: str
    author: str
    language: str
    facts: Sequence[tuple[str, str]]
    notes: Sequence[Notes]
    heads: Sequence[str]
    parts: Sequence[Part]


def pdf_of(paper: Paper) -> bytes:
    """The bytes of the file. The texts go in as JSON: nothing in them is read as markup."""
    from typst import Fonts, compile

    given = {"paper": json.dumps(asdict(paper), ensure_ascii=False)}
    # None of the machine's: the same figures look the same from every server.
    fonts = Fonts(include_system_fonts=False, font_paths=[TYPEFACE])
    return compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs=given, pdf_standards="ua-1", font_paths=fonts)
