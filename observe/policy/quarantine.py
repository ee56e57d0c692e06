"""Who may see what was set aside, and what they may do with it.

Its author sees all of it. The administration sees whose it is, when and why, and reads no text of anybody's: only what
names nobody for certain, and so could be taken out by nobody else, is handed to it as a file.
"""

from sqlalchemy import Select, and_, or_, select, true

from observe.models.versions import Quarantined
from observe.models.versions.quarantine import ACCEPTABLE
from observe.models.versions.repair import REPAIRABLE
from observe.models.versions.writing import NAMES_NOBODY
from observe.policy.viewer import Viewer

# What is handed out as it came although the reader did not write it: nobody can say who did, or it is still sealed.
WITHOUT_AUTHOR = (*NAMES_NOBODY, "cannot_open")


def visible_quarantined(viewer: Viewer) -> Select[tuple[Quarantined]]:
    """One's own, and what one carried that names nobody at all; all of the municipality for its administration."""
    is_own = and_(Quarantined.author_id == viewer.person_id, Quarantined.code.not_in(NAMES_NOBODY))
    is_found = and_(Quarantined.carried_by == viewer.person_id, Quarantined.author_id.is_(None))
    is_to_see = true() if viewer.is_administration else and_(or_(is_own, is_found), bool(viewer.posts))
    return select(Quarantined).where(Quarantined.municipality_id == viewer.municipality_id, is_to_see)


def may_read_text(viewer: Viewer, row: Quarantined) -> bool:
    """Its author, where it is certain who that is."""
    return row.author_id == viewer.person_id and row.code not in NAMES_NOBODY


def may_take_out(viewer: Viewer, row: Quarantined) -> bool:
    """As a file: its author, and for what is nobody's for certain the administration; who carried it only if it names
    nobody else.
    """
    is_for_them = viewer.is_administration or row.author_id in (None, viewer.person_id)
    return may_read_text(viewer, row) or (row.code in WITHOUT_AUTHOR and is_for_them)


def may_put_right(viewer: Viewer, row: Quarantined) -> bool:
    """Name the teacher or the rubric that was meant: its author and the administration."""
    is_theirs = viewer.is_administration or may_read_text(viewer, row)
    return row.resolved_at is None and row.code in REPAIRABLE and is_theirs


def may_let_in(viewer: Viewer, row: Quarantined) -> bool:
    """As it is, which gives the permission that was missing: the administration, for others than oneself."""
    is_theirs = viewer.is_administration and row.author_id != viewer.person_id
    return row.resolved_at is None and row.code in ACCEPTABLE and is_theirs
