"""``docs/sync.md`` names every code and status that the server can answer, and no other code."""

import re
from pathlib import Path

import observe
from observe.models.versions import feed

ROOT = Path(observe.__file__).parent
PAGE = (ROOT.parent / "docs/sync.md").read_text(encoding="utf-8")
# In the protocol from the first day, because tablets in the field cannot be changed; made by what is still to come.
TO_COME = {"cannot_open"}


def told(heading: str) -> set[str]:
    """The first column of the table under a heading."""
    section = PAGE.split(heading, 1)[1].split("\n#", 1)[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def test_every_code_of_quarantine_is_told():
    source = "\n".join(path.read_text() for path in (ROOT / "models/versions").glob("*.py"))
    made = set(re.findall(r'Fault\(\s*"(\w+)"', source))
    assert told("### Codes of quarantine") == made | TO_COME


def test_every_status_of_a_version_is_told(sqlite_app):
    description = sqlite_app.test_client().get("/sync/v1/openapi.json").json
    status = description["components"]["schemas"]["ResultOfOne"]["properties"]["status"]
    assert told("## Push") == set(status["enum"])


def test_every_event_is_told():
    assert all(kind in PAGE for kind in feed.KINDS)
