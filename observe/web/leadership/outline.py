"""A rubric version as pages of patterns need it: titles, and where each indicator stands in the packed levels."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.models.rubrics import RubricVersion

Text = dict[str, str]
"""``{"da": text, "en": text}``"""

# Versions never change and are named by their content, so what was read once stays true.
_read: dict[str, "Outline"] = {}


# Each version has one, so that it is its own key.
@dataclass(frozen=True, eq=False)
class Outline:
    title: Text
    version: int
    n_levels: int
    titles: dict[str, Text]
    """{domain or indicator code: title}"""
    domains: dict[str, tuple[str, ...]]
    """{domain code: its indicators' codes}, both in the rubric's order."""
    spans: dict[str, tuple[int, ...]]
    """{domain or indicator code: positions of its indicators in the packed levels}"""

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """The codes of all indicators, in the order of the packed levels."""
        return tuple(code for codes in self.domains.values() for code in codes)


def outline_of(session: Session, municipality_id: UUID, content_hash: str) -> Outline:
    """The outline of a stored rubric version. One query at the first call."""
    if content_hash not in _read:
        _read[content_hash] = read_outline(rubric_body(session, municipality_id, content_hash))
    return _read[content_hash]


def rubric_body(session: Session, municipality_id: UUID, content_hash: str) -> dict[str, Any]:
    """All of a stored rubric version, as its JSON has it. One query."""
    body = session.scalars(
        select(RubricVersion.body).where(
            RubricVersion.municipality_id == municipality_id, RubricVersion.content_hash == content_hash
        )
    ).one()
    return json.loads(body)


def read_outline(rubric: dict) -> Outline:
    titles: dict[str, Text] = {}
    domains: dict[str, tuple[str, ...]] = {}
    spans: dict[str, tuple[int, ...]] = {}
    n_before = 0
    for domain in rubric["domains"]:
        indicators = domain["indicators"]
        titles |= {part["code"]: part["title"] for part in (domain, *indicators)}
        domains[domain["code"]] = tuple(indicator["code"] for indicator in indicators)
        spans[domain["code"]] = tuple(range(n_before, n_before + len(indicators)))
        spans |= {indicator["code"]: (n_before + at,) for at, indicator in enumerate(indicators)}
        n_before += len(indicators)
    return Outline(rubric["title"], rubric["version"], len(rubric["levels"]), titles, domains, spans)
