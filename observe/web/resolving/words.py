"""How a field and its value are said, so that one can choose without knowing how the notebook keeps them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from observe.models.moments import clock_time_or_none, day_or_none
from observe.models.observations import Observation
from observe.models.versions.merging import ABSENT, Path
from observe.web.filters import clock_time, long_date
from observe.web.letters import rubric_of, subject_title


@dataclass(frozen=True)
class Wording:
    rubric: dict[str, Any] | None
    language: str

    @classmethod
    def of(cls, session: Session, observation: Observation) -> "Wording":
        return cls(rubric_of(session, observation), get_locale().language)

    def versions(self, heads: Sequence[int]) -> str:
        """Version 1, or 1 and 2, as the page numbers them."""
        return _("Version %(n)s", n=" + ".join(str(head + 1) for head in heads))

    def legend(self, path: Path) -> str:
        part, name = path[0], path[-1]
        if part == "ratings":
            return _("Rating: %(title)s", title=self._title(name))
        if part == "notes":
            return _("A note")
        return _titles().get(name) or _("Something else (%(name)s)", name=name)

    def value(self, path: Path, value: object) -> str:
        if value is ABSENT or value in (None, ""):
            return _("Not in this version") if path[0] == "notes" else _("Nothing")
        if path[0] == "ratings":
            return self._rating(value)
        if path[0] == "notes":
            return _note(value)
        said = _SAID.get(path[-1], _plain)(self, value)
        return said or _("Nothing")

    def _rating(self, rating: dict[str, Any]) -> str:
        level, levels = rating.get("level"), self.rubric["levels"] if self.rubric else []
        if level == "not_observed":
            said = _("Not observed")
        elif type(level) is int and level <= len(levels):
            label = levels[level - 1]["label"][self.language]
            said = _("Level %(level)s of %(n)s: %(label)s", level=level, n=len(levels), label=label)
        else:
            said = str(level)
        return " · ".join(part for part in (said, rating.get("reason")) if part)

    def _title(self, code: str) -> str:
        rows = [row for domain in (self.rubric or {}).get("domains", ()) for row in domain["indicators"]]
        return next((row["title"][self.language] for row in rows if row["code"] == code), code)


def _titles() -> dict[str, str]:
    return {
        "teacher": _("Teacher"), "section": _("Class"), "subject": _("Subject"), "grade_level": _("Grade level"),
        "minutes": _("Length"), "focus": _("Focus"), "wish": _("What the teacher wished to be looked at"),
        "also_present": _("Also present"), "broken_off": _("Broken off"), "worked": _("What worked"),
        "worked_notes": _("Notes that are taken along"), "question": _("One question"),
        "next_step": _("Proposal for the next step"), "next_step_on": _("Until when"),
        "share": _("When the teacher gets it"), "pair": _("Two observers"),
    }  # fmt: skip


def _note(note: dict[str, Any]) -> str:
    at = clock_time_or_none(note.get("at"))
    return " · ".join(part for part in (at and clock_time(at), note["text"]) if part)


def _plain(_wording: Wording, value: object) -> str:
    return value if type(value) is str else json.dumps(value, ensure_ascii=False)


def _day(_wording: Wording, value: object) -> str:
    day = day_or_none(value)
    return long_date(day) if day else ""


def _named(_wording: Wording, value: dict[str, Any]) -> str:
    return value.get("name") or value.get("title") or ""


def _pair(_wording: Wording, value: dict[str, Any]) -> str:
    code = str(value.get("code", ""))
    return _("Pair {code}").format(code=f"{code[:5]} {code[5:]}")


_SAID = {
    "pair": _pair,
    "teacher": _named,
    "section": _named,
    "subject": lambda _wording, code: subject_title(code),
    "minutes": lambda _wording, n: ngettext("%(num)s minute", "%(num)s minutes", n),
    "next_step_on": _day,
    "share": lambda _wording, when: _("At once") if when == "now" else _("After your talk"),
    "broken_off": lambda _wording, is_so: _("Yes") if is_so else _("No"),
    "worked_notes": lambda _wording, ids: ngettext("%(num)s note", "%(num)s notes", len(ids)),
    "also_present": lambda _wording, people: ", ".join(_named(_wording, one) for one in people),
    "focus": lambda wording, codes: ", ".join(wording._title(code) for code in codes),
}
