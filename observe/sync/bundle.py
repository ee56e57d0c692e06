"""The bundle: what a notebook needs to work offline, in parts named by the hash of their content.

A tablet names the hashes it has; the content of the others comes with the page.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.data import shipped, words
from observe.models.limits import limits_of
from observe.models.notices import notice_in_force, reading_of
from observe.models.rubrics import RubricVersion
from observe.models.schools import Municipality
from observe.models.seal_keys import keys_in_use
from observe.policy.viewer import Viewer
from observe.sync.roster import roster_of
from observe.sync.wire import written

# Limits that the notebook keeps to; the others are the server's own.
SETTINGS = (
    "sealing", "share_days", "draft_days", "focus_min", "focus_max", "prune_days", "prune_days_shared",
)  # fmt: skip


class Part(NamedTuple):
    hash: str
    content: bytes
    """JSON, sent as it is."""


def bundle_of(session: Session, viewer: Viewer, have: Iterable[str]) -> bytes:
    """``{"parts": {name: hash}, "content": {hash: part}}`` as JSON, with what is not in ``have``. Eight queries."""
    had = set(have)
    parts = {
        "rubrics": _rubrics(session, viewer.municipality_id),
        "roster": _part(roster_of(session.connection(), viewer.led_school_ids, viewer.today)),
        "subjects": _shipped("subjects"),
        "words": _shipped("words"),
        "settings": _settings(session, viewer.municipality_id),
        "notice": _notice(session, viewer),
        "seal_keys": _part(keys_in_use(session.connection())),
    }
    names = json.dumps({name: part.hash for name, part in parts.items()}).encode()
    sent = {part.hash: part.content for part in parts.values() if part.hash not in had}
    content = b",".join(b'"%s":%s' % (name.encode(), text) for name, text in sent.items())
    return b'{"parts":%s,"content":{%s}}' % (names, content)


def _part(values: object) -> Part:
    content = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return Part(hashlib.sha256(content).hexdigest(), content)


def _rubrics(session: Session, municipality_id: UUID) -> Part:
    """Every version, because a draft keeps the one it began with; ``current`` is the newest that is not retired."""
    query = (
        select(RubricVersion.content_hash, RubricVersion.retired_at)
        .where(RubricVersion.municipality_id == municipality_id)
        .order_by(RubricVersion.imported_at.desc(), RubricVersion.version.desc(), RubricVersion.content_hash)
    )
    rows = session.connection().execute(query).all()
    current = next((content_hash for content_hash, retired_at in rows if retired_at is None), None)
    hashes = tuple(content_hash for content_hash, _ in rows)
    return _rubrics_part(municipality_id, current, hashes, lambda: _bodies(session, municipality_id))


# Rubric versions never change, so that hashes name the whole part.
_made_rubrics: dict[tuple[UUID, str | None, tuple[str, ...]], Part] = {}


def _rubrics_part(
    municipality_id: UUID, current: str | None, hashes: tuple[str, ...], bodies: Callable[[], dict[str, bytes]]
) -> Part:
    key = (municipality_id, current, hashes)
    if key not in _made_rubrics:
        rubrics = {name: {**json.loads(body), "content_hash": name} for name, body in bodies().items()}
        _made_rubrics[key] = _part({"current": current, "rubrics": rubrics})
    return _made_rubrics[key]


def _bodies(session: Session, municipality_id: UUID) -> dict[str, bytes]:
    query = select(RubricVersion.content_hash, RubricVersion.body).where(
        RubricVersion.municipality_id == municipality_id
    )
    return {content_hash: bytes(body) for content_hash, body in session.connection().execute(query)}


@lru_cache
def _shipped(name: str) -> Part:
    """Subjects with their stages, or the linter's words by language; the same for everybody."""
    if name == "words":
        return _part(words())
    found = shipped("subjects")
    fields = ("code", "title", "grades")
    subjects = [{field: subject[field] for field in fields} for subject in found["subjects"]]
    return _part({"subjects": subjects, "stages": found["stages"]})


def _settings(session: Session, municipality_id: UUID) -> Part:
    municipality = session.get_one(Municipality, municipality_id)
    limits = limits_of(municipality.settings)
    return _part({**{name: getattr(limits, name) for name in SETTINGS}, "tz": municipality.tz})


def _notice(session: Session, viewer: Viewer) -> Part:
    """The notice in force and when this person read it; ``text`` is null where none is published."""
    notice = notice_in_force(session, viewer.municipality_id)
    if notice is None:
        return _part({"sha256": None, "text": None, "read_at": None})
    reading = reading_of(session, notice, viewer.person_id)
    read_at = written(reading.read_at) if reading else None
    return _part({"sha256": notice.sha256, "text": notice.texts, "read_at": read_at})
