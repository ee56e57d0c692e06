"""Alembic's entry: runs the scripts on the database of the running application, SQLite and PostgreSQL alike."""

from alembic import context
from flask import current_app

from observe.models import Base
from observe.models.base import UtcDateTime


def render_type(kind: str, thing: object, _context: object) -> str | bool:
    """Write our UTC type as the plain column it is, so that a script needs nothing of ours."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime()"
    return False


with current_app.extensions["migrate"].db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_type,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
