"""The blueprint that the pages of releases hang on, and how a release is loaded for who asks."""

from uuid import UUID

from flask import Blueprint

from observe.errors import NotFound
from observe.errors.releases import NotReleasedToYou, PrincipalOnly
from observe.extensions import db
from observe.models.releases import Release
from observe.models.schools import School
from observe.policy.releases import is_near, may_know_of, may_release, visible_releases
from observe.policy.viewer import Viewer

blueprint = Blueprint("releases", __name__, url_prefix="/releases")


def release_to_read(viewer: Viewer, release_id: UUID) -> Release:
    """The release; NotFound for a stranger, NotReleasedToYou for who may only know of it."""
    found = db.session.scalars(visible_releases(viewer).where(Release.id == release_id)).first()
    if found is None:
        known = db.session.get(Release, release_id)
        raise NotReleasedToYou if known and may_know_of(viewer, known) else NotFound
    return found


def release_to_open(viewer: Viewer, release_id: UUID) -> tuple[Release, School]:
    """The release and its school for the principal; PrincipalOnly for its other readers."""
    found = release_to_read(viewer, release_id)
    return found, school_to_release(viewer, found.school_id)


def school_to_release(viewer: Viewer, school_id: UUID) -> School:
    """The school for its principal; PrincipalOnly for who may know of its releases, NotFound for strangers."""
    school = db.session.get(School, school_id)
    if school is None or not may_release(viewer, school):
        raise PrincipalOnly if school and is_near(viewer, school.id, school.municipality_id) else NotFound
    return school
