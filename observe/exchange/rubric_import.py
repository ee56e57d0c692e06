"""Takes a rubric version into a municipality: once, named by its content, never changed afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from observe.errors import VersionTaken
from observe.exchange.rubric_files import RubricReading
from observe.models.rubrics import RubricVersion


def take_in(connection: Connection, municipality_id: UUID, reading: RubricReading, at: datetime) -> bool:
    """Store a reading without faults; False if this very content is here already. Never commits.

    Raises VersionTaken where the same key and version stand for other content.
    """
    facts = {"key": reading.rubric["key"], "version": reading.rubric["version"]}
    there = connection.scalar(select(RubricVersion.content_hash).filter_by(municipality_id=municipality_id, **facts))
    if there == reading.content_hash:
        return False
    if there is not None:
        raise VersionTaken(**facts)
    place = {"municipality_id": municipality_id, "content_hash": reading.content_hash}
    connection.execute(insert(RubricVersion).values(**place, **facts, body=reading.body, imported_at=at))
    return True
